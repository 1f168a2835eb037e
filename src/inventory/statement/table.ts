import type { StatementTable } from '../../lockfile/statements.ts';
import type { LockedPackage } from '../../lockfile/types.ts';
import type { Connection } from '../connection.ts';
import { storable } from '../text.ts';
import { damaged } from '../varint.ts';
import { packageKey } from './fingerprint.ts';
import { comparedName } from './name.ts';
import { selectStatements, statementOf } from './row.ts';

/** How many are read at once: who wants one mostly wants its neighbours. */
const batch = 64;

/** All statements of packages in an inventory, read as they are asked for. */
export interface StoredStatements extends StatementTable {
  /** The row of an id; 0 for one that is not stored. */
  rowOf(id: number): number;
  /** Forgets which ids stood for what another process has taken away. Ids are never given to anything else. */
  refresh(): void;
}

/**
 * One table for a whole inventory. Ids are even for what it holds, twice the row's; what is met besides, and may never be
 * kept, gets odd ones. Between the ids that are in use there are gaps.
 */
export function storedStatements(connection: Connection): StoredStatements {
  const held: (LockedPackage | undefined)[] = [];
  const strangers: LockedPackage[] = [];
  const idsOfStrangers = new Map<string, number>();
  let last: number | null = null;
  const lastRow = (): number =>
    (last ??= Number(connection.first('select max(id) from statement')?.[0] ?? 0));
  const load = (row: number): LockedPackage => {
    const from = row - (row % batch);
    const rows = connection.all(
      `${selectStatements} where s.id >= ? and s.id < ?`,
      from,
      from + batch,
    );
    for (const one of rows.map(statementOf))
      if (one.kind === 'package') held[one.id] ??= one.stated;
    return held[row] ?? gone(row);
  };
  return {
    get size() {
      return Math.max(lastRow() * 2 + 1, held.length * 2, strangers.length * 2);
    },
    at(id) {
      if (id % 2 === 1) return strangers[(id - 1) / 2] ?? gone(id);
      return held[id / 2] ?? load(id / 2);
    },
    idOf(locked) {
      const key = packageKey(locked);
      const known = idsOfStrangers.get(key);
      if (known !== undefined) return known;
      const row = rowWith(connection, locked, key);
      const id = row === null ? strangers.length * 2 + 1 : row * 2;
      if (row === null) {
        idsOfStrangers.set(key, id);
        strangers.push({ ...locked, key: '', marks: [], scope: null });
      }
      return id;
    },
    rowOf: (id) => (id % 2 === 0 ? id / 2 : 0),
    refresh() {
      last = null;
    },
  };
}

function rowWith(connection: Connection, locked: LockedPackage, key: string): number | null {
  const rows = connection.all(
    `${selectStatements} where p.ecosystem = ? and p.compared = ? and s.version = ?`,
    storable(locked.ecosystem),
    storable(comparedName(locked.ecosystem, locked.name)),
    storable(locked.version),
  );
  const found = rows
    .map(statementOf)
    .find((one) => one.kind === 'package' && packageKey(one.stated) === key);
  return found?.id ?? null;
}

function gone(id: number): never {
  throw damaged(`statement ${id} is not there, or was forgotten meanwhile`);
}
