import type { StatementTable } from '../lockfile/statements.ts';
import type { LockDocument, LockedPackage } from '../lockfile/types.ts';

const silent = 1;
const sought = 2;

/**
 * Tells of documents whose statements are numbered whether one of them is judged at all. Each statement of a table is
 * judged once, however many documents state it; `speaks` says whether a judgement other than none comes of it. Key,
 * marks and scope of a package must not bear on that.
 */
export function judgedStatements(
  speaks: (locked: LockedPackage) => boolean,
): (statements: NonNullable<LockDocument['statements']>) => boolean {
  const byTable = new WeakMap<StatementTable, Uint8Array>();
  return ({ ids, table }) => {
    const judged = roomFor(table.size, byTable.get(table));
    byTable.set(table, judged);
    for (let index = 0; index < ids.length; index += 1) {
      const id = ids[index] as number;
      if (judged[id] === silent) continue;
      if (judged[id] === sought) return true;
      judged[id] = speaks(table.at(id)) ? sought : silent;
      if (judged[id] === sought) return true;
    }
    return false;
  };
}

/** Tables grow; room is doubled so that it is not copied with every document. */
function roomFor(size: number, known: Uint8Array | undefined): Uint8Array {
  if (known !== undefined && known.length >= size) return known;
  const larger = new Uint8Array(Math.max(1024, size * 2));
  if (known !== undefined) larger.set(known);
  return larger;
}
