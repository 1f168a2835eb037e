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

/** Statements that are kept in mind, in some 20 MB. Who asks for more of them mostly asks for each once. */
const maxHeld = 32_768;

/**
 * All statements of packages in an inventory, read as they are asked for: one table for a whole inventory. Ids are even for what it holds, twice the row's; what is met besides, and may never be
 * kept, gets odd ones. Between the ids that are in use there are gaps.
 */
export function storedStatements(connection: Connection): StatementTable {
  const held = new Map<number, LockedPackage>();
  const strangers: LockedPackage[] = [];
  const idsOfStrangers = new Map<string, number>();
  // Asked each time: another process may have added some since.
  const lastRow = (): number => Number(connection.first('select max(id) from statement')?.[0] ?? 0);
  const load = (row: number): LockedPackage => {
    const from = row - (row % batch);
    const rows = connection.all(
      `${selectStatements} where s.id >= ? and s.id < ?`,
      from,
      from + batch,
    );
    if (held.size >= maxHeld) held.clear();
    for (const one of rows.map(statementOf))
      if (one.kind === 'package' && !held.has(one.id)) held.set(one.id, one.stated);
    return held.get(row) ?? gone(row);
  };
  return {
    get size() {
      return Math.max(lastRow() * 2 + 1, strangers.length * 2);
    },
    at(id) {
      if (id % 2 === 1) return strangers[(id - 1) / 2] ?? gone(id);
      return held.get(id / 2) ?? load(id / 2);
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
