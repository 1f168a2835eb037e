import { blockText } from './block-yaml-text.ts';
import { flowValue, isPlain, quotedText, type Ends } from './block-yaml-scalar.ts';

/** A YAML stream whose scalars are all texts, as with js-yaml's FAILSAFE_SCHEMA. */
export interface BlockYaml {
  readonly documents: readonly unknown[];
  /** Whether the stream begins with a `---` line. */
  readonly explicitStart: boolean;
}

/** Receives every key of a block mapping: how many mappings hold its own, the key, its 1-based line, and the 0-based document. */
export type OnKey = (depth: number, key: string, line: number, document: number) => void;

const space = 0x20;
const quote = 0x22;
const hash = 0x23;
const apostrophe = 0x27;
const dash = 0x2d;
const dot = 0x2e;
const colon = 0x3a;
const greater = 0x3e;
const bracket = 0x5b;
const brace = 0x7b;
const bar = 0x7c;

/** Far above what any lockfile has, and below what js-yaml reads. */
const deepest = 32;

/** js-yaml and YAML 1.2 (7.4.2) both stop a key of one line at 1024 characters. */
const longestKey = 1000;

/** All that may stand in the subset's text: no tabs, no controls, no byte order mark. Lone surrogates are told apart below. */
const unusual = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]/;

/**
 * Reads the part of YAML that lockfile writers emit (js-yaml's `dump` as pnpm calls it, yarn's `stringifySyml`): block
 * mappings, each level two spaces deeper, block sequences of scalars, flow mappings and sequences of scalars on one line,
 * plain and quoted scalars of one line, block scalars (`|`, `>`, with `-` or without), comments that have a line to
 * themselves, `---` between documents.
 *
 * All scalars are texts: `lockfileVersion: 5.4` gives `'5.4'`, `optional: true` gives `'true'`, and a key without a value
 * gives `''`. What it reads is exactly what js-yaml's `loadAll` reads with FAILSAFE_SCHEMA; null for all else (anchors,
 * aliases, tags, complex keys, keys that come twice, other indentation, a fault), which js-yaml is there for.
 * Linear in the text, several times faster than js-yaml, and never deeper than 32 levels.
 */
export function readBlockYaml(source: string, onKey: OnKey | null): BlockYaml | null {
  const text = source.includes('\r') ? source.replaceAll('\r\n', '\n') : source;
  if (unusual.test(text) || !text.isWellFormed()) return null;
  const documents: unknown[] = [];
  const ends: Ends = { end: 0 };
  const levels: Record<string, unknown>[] = [];
  let explicitStart = false;
  /** The key whose value a deeper line may be; null where the line above has a value. */
  let open: string | null = null;
  let items: string[] | null = null;
  let line = 0;
  for (let at = 0, next = 0; at < text.length; at = next) {
    let end = text.indexOf('\n', at);
    if (end === -1) end = text.length;
    next = end + 1;
    line += 1;
    if (at === end) continue;
    let start = at;
    while (text.charCodeAt(start) === space) start += 1;
    // A line of spaces alone means nothing here, and something in a block scalar.
    if (start === end) return null;
    const first = text.charCodeAt(start);
    if (first === hash) continue;
    const indent = start - at;
    if (indent === 0 && (first === dash || first === dot)) {
      if (end - at !== 3 || !text.startsWith('---', at)) return null;
      if (documents.length === 0) explicitStart = true;
      else if (levels.length === 0) return null;
      levels.length = 0;
      open = items = null;
      documents.push('');
      continue;
    }
    const depth = indent >> 1;
    if (indent % 2 === 1 || depth > deepest) return null;
    if (first === dash) {
      if (text.charCodeAt(start + 1) !== space || depth !== levels.length) return null;
      if (items === null) {
        const owner = levels.at(-1);
        if (owner === undefined || open === null) return null;
        items = [];
        owner[open] = items;
        open = null;
      }
      const item = scalarOf(text, start + 2, end, ends);
      if (item === null) return null;
      items.push(item);
      continue;
    }
    items = null;
    if (depth >= levels.length) {
      if (depth > levels.length) return null;
      const level: Record<string, unknown> = {};
      const owner = levels.at(-1);
      if (owner === undefined) {
        if (documents.length === 0) documents.push(level);
        else if (documents.at(-1) === '') documents[documents.length - 1] = level;
        else return null;
      } else if (open === null) return null;
      else define(owner, open, level);
      levels.push(level);
    } else levels.length = depth + 1;
    const owner = levels[depth];
    const key = keyOf(text, start, end, ends);
    if (owner === undefined || key === null || Object.hasOwn(owner, key)) return null;
    onKey?.(depth, key, line, documents.length - 1);
    // Behind the colon, which `keyOf` found.
    const from = ends.end;
    if (from === end) {
      open = key;
      define(owner, key, '');
      continue;
    }
    open = null;
    const sign = text.charCodeAt(from + 1);
    let value: unknown;
    if (sign === bar || sign === greater) {
      const folded = sign === greater;
      value = blockText(text, { from: from + 2, end, indent: indent + 2, folded }, ends);
      if (value === null) return null;
      line += breaksBetween(text, next, ends.end);
      next = ends.end;
    } else if (sign === brace || sign === bracket) value = flowValue(text, from + 1, end);
    else value = scalarOf(text, from + 1, end, ends);
    if (value === null) return null;
    define(owner, key, value);
  }
  // A document that holds nothing is told apart from one that was cut off by js-yaml alone.
  return documents.length === 0 || levels.length === 0 ? null : { documents, explicitStart };
}

/** The key that begins here; `ends` gets the index behind its colon. Null where no colon, or neither space nor the end follows. */
function keyOf(text: string, start: number, end: number, ends: Ends): string | null {
  const first = text.charCodeAt(start);
  if (first === quote || first === apostrophe) {
    const key = quotedText(text, start, end, ends);
    if (key === null || key.length > longestKey || text.charCodeAt(ends.end) !== colon) return null;
    ends.end += 1;
    return ends.end === end || text.charCodeAt(ends.end) === space ? key : null;
  }
  let at = text.indexOf(':', start);
  while (at !== -1 && at + 1 < end && text.charCodeAt(at + 1) !== space)
    at = text.indexOf(':', at + 1);
  if (at === -1 || at >= end || at - start > longestKey) return null;
  ends.end = at + 1;
  const key = text.slice(start, at);
  return isPlain(key) ? key : null;
}

function breaksBetween(text: string, start: number, end: number): number {
  let count = 0;
  let at = text.indexOf('\n', start);
  for (; at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** A scalar that fills the rest of its line; null where it is none of the subset. */
function scalarOf(text: string, start: number, end: number, ends: Ends): string | null {
  const first = text.charCodeAt(start);
  if (first === quote || first === apostrophe) {
    const value = quotedText(text, start, end, ends);
    return value !== null && ends.end === end ? value : null;
  }
  const value = text.slice(start, end);
  return isPlain(value) ? value : null;
}

/** Sets a key of any name: `__proto__` is one like any other. */
function define(record: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') record[key] = value;
  else
    Object.defineProperty(record, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}
