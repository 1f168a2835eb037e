import { unsure, type TomlCursor } from './toml-cursor.ts';
import { readKey } from './toml-value.ts';

export type TomlTable = Record<string, unknown>;

/** Names of one header. Writers of lockfiles stay below five. */
const mostParts = 32;

/** The tables of a document while it is read, and what may still be done to each (toml.io, "Table", "Array of Tables"). */
export class TomlTables {
  readonly root: TomlTable = {};
  /** Tables and arrays that headers made; those of values are closed. */
  readonly #open = new WeakSet<object>();
  /** Tables that a header named itself, which none may name again. */
  readonly #named = new WeakSet<object>();

  constructor() {
    this.#open.add(this.root);
  }

  /** Reads a header and gives the table it opens; the cursor is at its first bracket. */
  readHeader(cursor: TomlCursor): TomlTable | typeof unsure {
    cursor.at += 1;
    const isArray = cursor.code() === 0x5b;
    if (isArray) cursor.at += 1;
    const path = readPath(cursor);
    if (path === unsure || cursor.code() !== 0x5d) return unsure;
    cursor.at += 1;
    if (isArray) {
      if (cursor.code() !== 0x5d) return unsure;
      cursor.at += 1;
    }
    const last = path.pop();
    const parent = path.reduce<TomlTable | typeof unsure>(
      (table, key) => (table === unsure ? unsure : this.#below(table, key)),
      this.root,
    );
    if (parent === unsure || last === undefined) return unsure;
    return isArray ? this.#append(parent, last) : this.#name(parent, last);
  }

  /** Of an array of tables the last one is meant. */
  #below(table: TomlTable, key: string): TomlTable | typeof unsure {
    if (!Object.hasOwn(table, key)) return this.#make(table, key);
    const value = table[key];
    if (typeof value !== 'object' || value === null || !this.#open.has(value)) return unsure;
    return (Array.isArray(value) ? value.at(-1) : value) as TomlTable;
  }

  #name(parent: TomlTable, key: string): TomlTable | typeof unsure {
    const known = Object.hasOwn(parent, key) ? parent[key] : this.#make(parent, key);
    if (typeof known !== 'object' || known === null || Array.isArray(known)) return unsure;
    if (!this.#open.has(known) || this.#named.has(known)) return unsure;
    this.#named.add(known);
    return known as TomlTable;
  }

  #append(parent: TomlTable, key: string): TomlTable | typeof unsure {
    if (!Object.hasOwn(parent, key)) {
      const made: TomlTable[] = [];
      this.#open.add(made);
      parent[key] = made;
    }
    const known = parent[key];
    if (!Array.isArray(known) || !this.#open.has(known)) return unsure;
    const table: TomlTable = {};
    this.#open.add(table);
    this.#named.add(table);
    known.push(table);
    return table;
  }

  #make(parent: TomlTable, key: string): TomlTable {
    const made: TomlTable = {};
    this.#open.add(made);
    parent[key] = made;
    return made;
  }
}

function readPath(cursor: TomlCursor): string[] | typeof unsure {
  const path: string[] = [];
  for (;;) {
    cursor.skipBlanks();
    const key = readKey(cursor);
    if (key === unsure || path.length === mostParts) return unsure;
    path.push(key);
    cursor.skipBlanks();
    if (cursor.code() !== 0x2e) return path;
    cursor.at += 1;
  }
}
