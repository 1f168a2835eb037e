import { TomlCursor, unsure } from './toml-cursor.ts';
import { readLate } from './toml-late.ts';
import { TomlTables, type TomlTable } from './toml-tables.ts';
import { readKey, readValue, skipEquals } from './toml-value.ts';

/**
 * Reads the TOML that writers of lockfiles and manifests emit, several times faster than a whole parser: headers,
 * simple keys, strings, plain numbers, moments, arrays and inline tables. Null for anything else, and for all that is
 * not TOML: which of the two it is only a whole parser can tell. Arrays and inline tables under a key in `late` are read through and not built.
 */
export function readTomlLines(text: string, late: ReadonlySet<string>): TomlTable | null {
  const cursor = new TomlCursor(text, 0);
  const tables = new TomlTables();
  let table: TomlTable | typeof unsure = tables.root;
  for (;;) {
    if (!cursor.skipVoid()) return null;
    if (cursor.at >= text.length) return tables.root;
    table = readStatement(cursor, tables, table, late);
    if (table === unsure) return null;
  }
}

/**
 * What is left of broken TOML: every statement that can be read by itself, in the table whose header stands above it.
 * What follows a header that cannot be read belongs to no table.
 */
export function readTomlRemains(text: string): TomlTable {
  const cursor = new TomlCursor(text, 0);
  const tables = new TomlTables();
  let table: TomlTable = tables.root;
  for (;;) {
    const sound = cursor.skipVoid();
    if (cursor.at >= text.length) return tables.root;
    const start = cursor.at;
    const next = sound ? readStatement(cursor, tables, table, nothingLate) : unsure;
    if (next !== unsure) {
      table = next;
      continue;
    }
    if (text[start] === '[') table = {};
    const end = text.indexOf('\n', start);
    if (end === -1) return tables.root;
    cursor.at = end + 1;
  }
}

const nothingLate: ReadonlySet<string> = new Set();

/** One header, or one key and its value, to the end of its line. Gives the table in which the next key stands. */
function readStatement(
  cursor: TomlCursor,
  tables: TomlTables,
  table: TomlTable,
  late: ReadonlySet<string>,
): TomlTable | typeof unsure {
  if (cursor.code() === 0x5b) {
    const opened = tables.readHeader(cursor);
    return cursor.skipLineEnd() ? opened : unsure;
  }
  const key = readKey(cursor);
  if (key === unsure || Object.hasOwn(table, key) || !skipEquals(cursor)) return unsure;
  const isLate = late.has(key) && (cursor.code() === 0x5b || cursor.code() === 0x7b);
  const value = isLate ? readLate(cursor) : readValue(cursor);
  if (value === unsure || !cursor.skipLineEnd()) return unsure;
  table[key] = value;
  return table;
}
