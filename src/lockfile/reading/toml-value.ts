import { unsure, type TomlCursor } from './toml-cursor.ts';
import { readString } from './toml-string.ts';

/** Arrays and tables within one another. Writers of lockfiles stay below ten. */
const deepest = 64;

const bare = /[A-Za-z0-9_-]+/y;
const simpleNumber = /(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?(?=[\s,\]}#]|$)/y;
const moment =
  /\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)(?=[\s,\]}#]|$)/y;

/**
 * Reads a value (toml.io, "Keys and values"). Moments are given as they are written; other dates and unusual
 * numbers are left to a whole parser.
 */
export function readValue(cursor: TomlCursor): unknown {
  const code = cursor.code();
  return code === 0x5b || code === 0x7b ? readNested(cursor) : readScalar(cursor);
}

/** Reads a key without dots; `__proto__` is left to a whole parser. */
export function readKey(cursor: TomlCursor): string | typeof unsure {
  const code = cursor.code();
  if (code === 0x22 || code === 0x27) {
    const { at, text } = cursor;
    // A key may stand in three quotes no more than in none.
    if (text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code) return unsure;
    const key = readString(cursor);
    return key === '__proto__' ? unsure : key;
  }
  bare.lastIndex = cursor.at;
  if (!bare.test(cursor.text)) return unsure;
  const key = cursor.text.slice(cursor.at, bare.lastIndex);
  cursor.at = bare.lastIndex;
  return key === '__proto__' ? unsure : key;
}

/** From behind a key over `=` and the blanks around it. */
export function skipEquals(cursor: TomlCursor): boolean {
  cursor.skipBlanks();
  if (cursor.code() !== 0x3d) return false;
  cursor.at += 1;
  cursor.skipBlanks();
  return true;
}

function readScalar(cursor: TomlCursor): unknown {
  const { at, text } = cursor;
  const code = cursor.code();
  if (code === 0x22 || code === 0x27) return readString(cursor);
  if (code === 0x74 || code === 0x66) {
    const word = code === 0x74 ? 'true' : 'false';
    if (!text.startsWith(word, at)) return unsure;
    cursor.at += word.length;
    return word === 'true';
  }
  simpleNumber.lastIndex = at;
  if (simpleNumber.test(text)) {
    cursor.at = simpleNumber.lastIndex;
    return Number(text.slice(at, cursor.at));
  }
  moment.lastIndex = at;
  if (!moment.test(text)) return unsure;
  cursor.at = moment.lastIndex;
  return text.slice(at, cursor.at);
}

type Table = Record<string, unknown>;
type Container = unknown[] | Table;

/** An array or an inline table with all that is in it, on a stack of its own: input chooses the depth. */
function readNested(cursor: TomlCursor): unknown {
  const parents: Container[] = [];
  let open: Container = cursor.code() === 0x5b ? [] : {};
  cursor.at += 1;
  for (;;) {
    if (!cursor.skipVoid()) return unsure;
    // The comma behind the last one is allowed, so that this may be the end behind any.
    while (cursor.code() === (Array.isArray(open) ? 0x5d : 0x7d)) {
      cursor.at += 1;
      const parent = parents.pop();
      if (parent === undefined) return open;
      open = parent;
      if (!skipComma(cursor, open)) return unsure;
    }
    const value = readMember(cursor, open);
    if (value === unsure) return unsure;
    if (value === null) {
      if (!skipComma(cursor, open)) return unsure;
    } else {
      if (parents.length === deepest) return unsure;
      parents.push(open);
      open = value;
    }
  }
}

/** Reads a key where there is one, and a value into `open`. Gives a container whose inside is still to be read, else null. */
function readMember(cursor: TomlCursor, open: Container): Container | null | typeof unsure {
  let key: string | null = null;
  if (!Array.isArray(open)) {
    const read = readKey(cursor);
    if (read === unsure || Object.hasOwn(open, read) || !skipEquals(cursor)) return unsure;
    key = read;
  }
  const code = cursor.code();
  const inner = code === 0x5b ? [] : code === 0x7b ? {} : null;
  const value = inner ?? readScalar(cursor);
  if (value === unsure) return unsure;
  if (inner !== null) cursor.at += 1;
  if (Array.isArray(open)) open.push(value);
  else if (key !== null) open[key] = value;
  return inner;
}

/** Over what may stand between two members. Without a comma only the end may follow. */
function skipComma(cursor: TomlCursor, open: Container): boolean {
  if (!cursor.skipVoid()) return false;
  if (cursor.code() === 0x2c) {
    cursor.at += 1;
    return cursor.skipVoid();
  }
  return cursor.code() === (Array.isArray(open) ? 0x5d : 0x7d);
}
