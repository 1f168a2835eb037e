import { spells } from '../reading/bytes.ts';
import { createTable, type JsonTable, tooSlow } from '../reading/json-table.ts';
import { type JsonTape, valueOf, wordOf } from '../reading/json-tape.ts';
import { idAmong, idAt, type ScannedSection } from './scan-ids.ts';

/** What is asked for and has an answer. */
export interface Specifiers {
  readonly whole: JsonTable;
  /** The same without their ranges. */
  readonly bare: JsonTable;
}

const npmScheme = wordOf('npm:');
const jsrScheme = wordOf('jsr:');
const at = 0x40;
const slash = 0x2f;

/** The specifiers of a file, none where it has none (-1); null where one stands for what is not there. */
export function scanSpecifiers(
  tape: JsonTape,
  section: number,
  formatVersion: string,
  npm: ScannedSection,
  jsr: ScannedSection,
): Specifiers | null {
  const found = { whole: createTable(tape), bare: createTable(tape) };
  if (section === -1) return found;
  if (!tape.isObject(section)) return null;
  const { bytes } = tape;
  const last = tape.last(section);
  for (let key = tape.first(section); key < last; key = tape.behind(valueOf(key))) {
    const value = valueOf(key);
    if (tape.hasEscape(key) || !tape.isString(value) || tape.hasEscape(value)) return null;
    const start = tape.start(key);
    const end = tape.end(key);
    const scheme = spells(bytes, start, npmScheme) ? npmScheme : jsrScheme;
    const name = start + scheme.length;
    if (!spells(bytes, start, scheme) || name >= end || bytes[name] === slash) return null;
    const nameEnd = nameEndOf(bytes, name, end);
    const registry = scheme === npmScheme ? npm : jsr;
    const from = tape.start(value);
    const to = tape.end(value);
    const first = formatVersion === '3' ? -1 : registry.byName.getPart(name, nameEnd);
    const isThere =
      formatVersion === '3'
        ? spells(bytes, from, scheme) && idAt(tape, registry, from + scheme.length, to) >= 0
        : first >= 0 && idAmong(tape, registry, first, from, to) >= 0;
    if (!isThere || found.whole.add(key, 0) !== -1) return null;
    if (found.bare.addPart(start, nameEnd, 0) === tooSlow) return null;
  }
  return found;
}

/** Where the range begins behind a name, or the end. */
function nameEndOf(bytes: Uint8Array, name: number, end: number): number {
  let index = name + 1;
  while (index < end && bytes[index] !== at) index += 1;
  return index;
}

/** Gathers texts of a list that have no answer into `open`; false for what is no list of plain texts. */
export function gatherOpen(
  tape: JsonTape,
  list: number,
  { bare, whole }: Specifiers,
  open: number[],
): boolean {
  if (!tape.isArray(list)) return false;
  for (let text = tape.first(list); text < tape.last(list); text = tape.behind(text)) {
    if (!tape.isString(text) || tape.hasEscape(text)) return false;
    if (whole.get(text) === 0 || bare.get(text) === 0) continue;
    open.push(text);
  }
  return true;
}
