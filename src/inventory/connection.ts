import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { busyMilliseconds, told } from './failure.ts';

/** A row as an array, in the order of the columns asked for. */
export type Row = readonly (string | number | Uint8Array | null)[];

/** An open inventory file. Statements are prepared once; whatever SQLite refuses is thrown as a FirebreakError. */
export interface Connection {
  readonly path: string;
  /** For kysely, and for what has no place in a query. */
  readonly database: DatabaseSync;
  all(sql: string, ...values: SQLInputValue[]): Row[];
  /** The first row; null where there is none. */
  first(sql: string, ...values: SQLInputValue[]): Row | null;
  /** Rows one at a time, for what may be many. */
  each(sql: string, ...values: SQLInputValue[]): Generator<Row>;
  run(sql: string, ...values: SQLInputValue[]): void;
  /** All of it or nothing. Waits for other writers; throws INVENTORY_BUSY after 20 seconds. */
  transaction<T>(work: () => T): T;
  /** One state of the whole file for all that is read within. */
  reading<T>(work: () => T): T;
  /** Gives free pages back to the disk, as far as nobody is reading. */
  release(): void;
  close(): void;
}

/** How a file is opened: `write` makes it where it is not there. `frozen`: nobody writes it, and it needs no lock. */
export type Access = 'write' | 'read' | 'frozen';

/** Opens the file. Throws INVENTORY_UNWRITABLE, INVENTORY_INVALID or INVENTORY_BUSY. */
export function openConnection(path: string, access: Access): Connection {
  return told(path, () => {
    const database = openDatabase(path, access);
    try {
      if (access === 'write') prepareFile(database);
      return connectionOver(path, database);
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

function openDatabase(path: string, access: Access): DatabaseSync {
  const options = { timeout: busyMilliseconds, readOnly: access !== 'write' };
  if (access !== 'frozen') return new DatabaseSync(path, options);
  const url = new URL('file:///');
  url.pathname = path.replaceAll('%', '%25').replaceAll('?', '%3F').replaceAll('#', '%23');
  url.searchParams.set('immutable', '1');
  return new DatabaseSync(url, options);
}

/** What counts for a new file alone comes first; SQLite passes it over in one that holds something. */
function prepareFile(database: DatabaseSync): void {
  database.exec('PRAGMA page_size = 8192');
  database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  const mode = (): unknown => database.prepare('PRAGMA journal_mode').get()?.['journal_mode'];
  if (mode() !== 'wal') {
    try {
      // A file system without shared memory keeps the rollback journal, which is slower and as safe.
      database.exec('PRAGMA journal_mode = WAL');
    } catch (error) {
      const isBusy = (error as { errcode?: number }).errcode === 5;
      // Another process is at the same: whoever wins sets it for both.
      if (!isBusy) throw error;
    }
  }
  // In a write-ahead log a killed process loses nothing that way, and a power cut no more than the last targets.
  database.exec(`PRAGMA synchronous = ${mode() === 'wal' ? 'NORMAL' : 'FULL'}`);
}

function connectionOver(path: string, database: DatabaseSync): Connection {
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const made = database.prepare(sql);
    made.setReturnArrays(true);
    prepared.set(sql, made);
    return made;
  };
  const within = <T>(begin: string, work: () => T): T =>
    told(path, () => {
      database.exec(begin);
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        // SQLite has undone it already where the disk is full.
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    });
  return {
    path,
    database,
    all: (sql, ...values) => told(path, () => prepare(sql).all(...values) as unknown as Row[]),
    first: (sql, ...values) =>
      told(path, () => (prepare(sql).get(...values) as unknown as Row | undefined) ?? null),
    *each(sql, ...values) {
      try {
        // One of its own: another walk through the same query may be under way.
        const statement = database.prepare(sql);
        statement.setReturnArrays(true);
        yield* statement.iterate(...values) as unknown as Generator<Row>;
      } catch (error) {
        throw told(path, () => {
          throw error;
        });
      }
    },
    run: (sql, ...values) => told(path, () => void prepare(sql).run(...values)),
    transaction: (work) => within('BEGIN IMMEDIATE', work),
    reading: (work) => (database.isTransaction ? work() : within('BEGIN', work)),
    release: () =>
      told(path, () => {
        database.exec('PRAGMA incremental_vacuum');
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      }),
    close: () => database.close(),
  };
}
