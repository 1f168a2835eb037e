import { isRecord } from '../reading/value.ts';
import type { EntryFormat, ReadAlone, Standing, Step } from './format.ts';

/** What a block says, but for where the next one stands. */
export interface Said extends Omit<Step, 'next'> {
  /** What blocks below are to know; as before where it is absent. */
  readonly state?: string;
}

/** One member of a section, or of its list. */
export interface Member {
  readonly section: string;
  /** As the file writes it, without the comma. */
  readonly body: string;
  /** Empty in a list. */
  readonly key: string;
  readonly value: unknown;
  readonly state: string;
}

/** A file in JSON whose tool writes every member of its own object, and of the objects and lists there, on lines of its own. */
export interface JsonLines {
  readonly unit: string;
  /** Takes away what the format allows and JSON does not: commas behind the last member. Null where it allows none. */
  readonly strict: ((text: string) => string) | null;
  /** The version as the reader gives it; null where the state does not tell. */
  versionOf(state: string): string | null;
  /** Whether a file may end with it. */
  isWhole(state: string): boolean;
  /** A member of the file's own object whose value is plain, or holds nothing. */
  plain(key: string, value: unknown, state: string): Said | null;
  /** A member that opens here, and is closed further down. */
  opening(key: string, bracket: '{' | '[', state: string): Said | null;
  member(member: Member, read: ReadAlone): Said | null;
}

interface Parts {
  readonly at: 'start' | 'root' | 'opened' | 'section' | 'last' | 'closing' | 'end';
  readonly section: string;
  readonly bracket: string;
  readonly state: string;
}

type Place = Standing & Parts;

const plainLine = /^\s+"([^"\\\n]+)": ("[^"\\\n]*"|-?\d{1,15}|true|false|null|\[\]|\{\})(,?)\n+$/;
const openingLine = /^\s+"([^"\\\n]+)": ([{[])\n+$/;
const closingLine = /^\s+([\]}])(,?)\n+$/;

/** Whether it is a text and nothing else, so that nothing in it has to be looked at. */
export function isText({ body, key, value }: Member): boolean {
  if (typeof value !== 'string') return false;
  const text = JSON.stringify(value);
  return body === (key === '' ? text : `${JSON.stringify(key)}: ${text}`);
}

/** The way in which files of such a shape are cut into entries: lines two units deep. */
export function jsonLines(shape: JsonLines): EntryFormat {
  const { unit } = shape;
  const start = placeOf(shape, { at: 'start', section: '', bracket: '', state: '' });
  return {
    style: { shape: 'lines', indent: unit.length * 2, sign: unit.startsWith('\t') ? '\t' : ' ' },
    start,
    step(standing, block, read) {
      const place = standing as Place;
      const depth = /^[ \t]*/.exec(block)?.[0] ?? '';
      if (place.at === 'start') return /^\{\n+$/.test(block) ? to(shape, place, 'root') : null;
      if (place.at === 'end') return null;
      if (depth === '') return end(shape, place, block);
      if (depth === unit && place.at === 'root') return root(shape, place, block);
      if (depth === unit) return place.at === 'closing' ? null : closing(shape, place, block);
      const isInside = place.at === 'opened' || place.at === 'section';
      const isMember = isInside && depth === unit + unit;
      return isMember ? member(shape, place, block, read) : null;
    },
  };
}

function placeOf(shape: JsonLines, parts: Parts): Place {
  const { at, bracket, section, state } = parts;
  return {
    ...parts,
    key: JSON.stringify([at, section, bracket, state]),
    formatVersion: shape.versionOf(state),
    isEnd: at === 'end' && shape.isWhole(state),
  };
}

function to(shape: JsonLines, place: Place, at: Place['at'], said: Said = {}): Step {
  const { bracket, section } = place;
  const { state = place.state, ...rest } = said;
  const inside = at === 'opened' || at === 'section' || at === 'last';
  const parts = { at, state, section: inside ? section : '', bracket: inside ? bracket : '' };
  const next = placeOf(shape, parts);
  return { ...rest, next: next.key === place.key ? place : next };
}

function end(shape: JsonLines, place: Place, block: string): Step | null {
  const mayEnd = place.at === 'closing' || (place.at === 'root' && shape.strict !== null);
  return mayEnd && /^\}\n*$/.test(block) ? to(shape, place, 'end') : null;
}

function root(shape: JsonLines, place: Place, block: string): Step | null {
  const [, opened, bracket] = openingLine.exec(block) ?? [];
  if (opened !== undefined && (bracket === '{' || bracket === '[')) {
    const said = shape.opening(opened, bracket, place.state);
    return said === null
      ? null
      : to(shape, { ...place, section: opened, bracket }, 'opened', claiming(opened, said));
  }
  const [, key, text = '', comma] = plainLine.exec(block) ?? [];
  if (key === undefined) return null;
  const said = shape.plain(key, JSON.parse(text), place.state);
  if (said === null) return null;
  return to(shape, place, comma === '' ? 'closing' : 'root', claiming(key, said));
}

/** No member of the file's own object stands there twice. */
function claiming(key: string, said: Said): Said {
  return { ...said, claims: [...(said.claims ?? []), `root ${key}`] };
}

function closing(shape: JsonLines, place: Place, block: string): Step | null {
  const mayClose = place.at !== 'section' || shape.strict !== null;
  const [, bracket, comma] = closingLine.exec(block) ?? [];
  if (!mayClose || bracket !== (place.bracket === '{' ? '}' : ']')) return null;
  return to(shape, place, comma === '' ? 'closing' : 'root');
}

function member(shape: JsonLines, place: Place, block: string, read: ReadAlone): Step | null {
  const { section, state } = place;
  const text = block.trim();
  const hasComma = text.endsWith(',');
  const body = hasComma ? text.slice(0, -1) : text;
  const one = onlyMember(shape, place, body);
  if (one === null) return null;
  const said = shape.member({ section, state, body, ...one }, read);
  return said === null ? null : to(shape, place, hasComma ? 'section' : 'last', said);
}

/** What is one whole member and nothing besides; null for all else, such as a comment at either end. */
function onlyMember(
  { strict }: JsonLines,
  { bracket }: Place,
  body: string,
): Pick<Member, 'key' | 'value'> | null {
  if (!/[\]}"\w]$/.test(body)) return null;
  const text = bracket === '{' ? `{${body}}` : `[${body}]`;
  try {
    const whole: unknown = JSON.parse(strict === null ? text : strict(text));
    if (bracket === '{' ? !isRecord(whole) || !body.startsWith('"') : !Array.isArray(whole))
      return null;
    const [first, ...more] = Object.entries(whole as object) as [string, unknown][];
    if (first === undefined || more.length > 0) return null;
    return { key: bracket === '{' ? first[0] : '', value: first[1] };
  } catch {
    return null;
  }
}
