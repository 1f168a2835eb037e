import { unsure, type TomlCursor } from './toml-cursor.ts';

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\u001b',
  '"': '"',
  '\\': '\\',
};

/** Strings without an escape. A pattern takes a sign faster than code that has run but once, as in most commands. */
const control = String.raw`\x00-\x08\x0a-\x1f\x7f`;
const basic = new RegExp(String.raw`"[^"\\${control}]*"`, 'y');
const literal = new RegExp(`'[^'${control}]*'`, 'y');

/** Reads a string of any of the four kinds (toml.io, "String"); the cursor is at its first quote. */
export function readString(cursor: TomlCursor): string | typeof unsure {
  const { at, text } = cursor;
  const quote = cursor.code();
  if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote)
    return readMultiline(cursor, quote);
  const plain = quote === 0x22 ? basic : literal;
  plain.lastIndex = at;
  if (plain.test(text)) {
    cursor.at = plain.lastIndex;
    return text.slice(at + 1, cursor.at - 1);
  }
  return quote === 0x22 ? readEscaped(cursor) : unsure;
}

/** Tabs are; at the end of the text, where the code is no number, nothing is. */
function isOrdinary(code: number): boolean {
  return code >= 0x20 ? code !== 0x7f : code === 0x09;
}

function readEscaped(cursor: TomlCursor): string | typeof unsure {
  const { text } = cursor;
  const parts: string[] = [];
  cursor.at += 1;
  for (let from = cursor.at; ;) {
    const code = cursor.code();
    if (code === 0x22) {
      parts.push(text.slice(from, cursor.at));
      cursor.at += 1;
      return parts.join('');
    }
    if (code !== 0x5c) {
      if (!isOrdinary(code)) return unsure;
      cursor.at += 1;
      continue;
    }
    parts.push(text.slice(from, cursor.at));
    const sign = readEscape(cursor);
    if (sign === unsure) return unsure;
    parts.push(sign);
    from = cursor.at;
  }
}

/** One escape; the cursor is at its backslash. */
function readEscape(cursor: TomlCursor): string | typeof unsure {
  const kind = cursor.text[cursor.at + 1] ?? '';
  const digits = kind === 'u' ? 4 : kind === 'U' ? 8 : kind === 'x' ? 2 : 0;
  if (digits === 0) {
    cursor.at += 2;
    return Object.hasOwn(escapes, kind) ? (escapes[kind] ?? unsure) : unsure;
  }
  const hex = cursor.text.slice(cursor.at + 2, cursor.at + 2 + digits);
  const value = hex.length === digits && /^[0-9a-fA-F]+$/.test(hex) ? Number.parseInt(hex, 16) : -1;
  cursor.at += 2 + digits;
  // Halves of a pair are no characters.
  if (value < 0 || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return unsure;
  return String.fromCodePoint(value);
}

/** A line break right behind the opening quotes is no part of the string; up to two quotes may stand in front of the closing ones. */
function readMultiline(cursor: TomlCursor, quote: number): string | typeof unsure {
  const { text } = cursor;
  cursor.at += 3;
  if (cursor.code() === 0x0d && text.charCodeAt(cursor.at + 1) === 0x0a) cursor.at += 2;
  else if (cursor.code() === 0x0a) cursor.at += 1;
  const parts: string[] = [];
  for (let from = cursor.at; ;) {
    const code = cursor.code();
    if (code === quote && closes(text, cursor.at, quote)) {
      while (text.charCodeAt(cursor.at + 3) === quote && cursor.at - from >= 0) {
        if (text.charCodeAt(cursor.at + 5) === quote) return unsure;
        cursor.at += 1;
      }
      parts.push(text.slice(from, cursor.at));
      cursor.at += 3;
      return parts.join('');
    }
    if (code === 0x5c && quote === 0x22) {
      parts.push(text.slice(from, cursor.at));
      const sign = readLineEscape(cursor) ?? readEscape(cursor);
      if (sign === unsure) return unsure;
      parts.push(sign);
      from = cursor.at;
      continue;
    }
    const isBreak = code === 0x0a || (code === 0x0d && text.charCodeAt(cursor.at + 1) === 0x0a);
    if (!isBreak && !isOrdinary(code)) return unsure;
    cursor.at += 1;
  }
}

function closes(text: string, at: number, quote: number): boolean {
  return text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote;
}

/** A backslash at the end of a line takes away all white space up to the next sign. Null where it stands for something else. */
function readLineEscape(cursor: TomlCursor): string | null {
  const end = /\\[ \t]*\r?\n/y;
  end.lastIndex = cursor.at;
  if (!end.test(cursor.text)) return null;
  cursor.at = end.lastIndex;
  const blank = /[ \t\n]*/y;
  for (;;) {
    blank.lastIndex = cursor.at;
    blank.test(cursor.text);
    cursor.at = blank.lastIndex;
    if (cursor.code() !== 0x0d || cursor.text.charCodeAt(cursor.at + 1) !== 0x0a) return '';
    cursor.at += 2;
  }
}
