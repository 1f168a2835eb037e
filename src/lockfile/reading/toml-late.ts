import { TomlCursor, unsure } from './toml-cursor.ts';
import { readValue } from './toml-value.ts';

/** A value that has been read through and is built when asked for: archives make up most of a lockfile. */
export class LateValue {
  readonly #text: string;
  readonly #start: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#start = start;
  }

  build(): unknown {
    return readValue(new TomlCursor(this.#text, this.#start));
  }
}

const string = String.raw`"[^"\\\x00-\x1f\x7f]*"`;

/** One archive as uv, Poetry and PDM write it: keys in a fixed order, so that none can stand there twice. */
const archive = new RegExp(
  String.raw`\{ ?(?:url|file|path|filename) = ${string}, hash = ${string}(?:, size = (?:0|[1-9]\d{0,14}))?(?:, upload-time = ${string})? ?\}`,
  'y',
);

/** Reads over an array or an inline table without building it; the cursor is at its bracket. */
export function readLate(cursor: TomlCursor): LateValue | typeof unsure {
  const { at: start, text } = cursor;
  const read = cursor.code() === 0x5b ? skipArray(cursor) : skipTable(cursor);
  return read ? new LateValue(text, start) : unsure;
}

function skipTable(cursor: TomlCursor): boolean {
  archive.lastIndex = cursor.at;
  if (!archive.test(cursor.text)) return readValue(cursor) !== unsure;
  cursor.at = archive.lastIndex;
  return true;
}

function skipArray(cursor: TomlCursor): boolean {
  cursor.at += 1;
  for (;;) {
    if (!cursor.skipVoid()) return false;
    if (cursor.code() === 0x5d) break;
    if (!skipTable(cursor) || !cursor.skipVoid()) return false;
    if (cursor.code() === 0x2c) cursor.at += 1;
    else if (cursor.code() !== 0x5d) return false;
  }
  cursor.at += 1;
  return true;
}

/** A value, built where it is not. */
export function built(value: unknown): unknown {
  return value instanceof LateValue ? value.build() : value;
}

/** The members of an array, built where it is not; none where the value is no array. */
export function membersOf(value: unknown): readonly unknown[] {
  const whole = built(value);
  return Array.isArray(whole) ? whole : [];
}
