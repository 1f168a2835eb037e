import type { CommitTable } from '../../history.ts';
import type { CommitRows, CommitStore } from './commit-store.ts';
import type { ObjectTable } from './object-table.ts';

export interface NumberedCommits {
  readonly table: CommitTable;
  /** The number of a commit by its object's; -1 for none. */
  readonly numberOf: (object: number) => number;
}

/** Commits by number, in the given order. `order` holds object numbers. */
export function commitTable(
  order: Int32Array,
  store: CommitStore,
  objects: ObjectTable,
): NumberedCommits {
  const { rows } = store;
  const count = order.length;
  const numbers = new Int32Array(objects.count).fill(-1);
  for (let commit = 0; commit < count; commit += 1) numbers[order[commit] as number] = commit;
  const rowOf = Int32Array.from(order, (object) => store.rowOf(object));
  const parentStart = new Int32Array(count + 1);
  for (let commit = 0; commit < count; commit += 1) {
    const [from, end] = parentsOf(rows, rowOf[commit] as number);
    parentStart[commit + 1] = (parentStart[commit] as number) + end - from;
  }
  const parents = new Int32Array(parentStart[count] as number);
  // Apart from what it was made of, which is many times as large.
  const oids = Buffer.alloc(count * objects.oidBytes);
  for (let commit = 0; commit < count; commit += 1) {
    let at = parentStart[commit] as number;
    const [from, end] = parentsOf(rows, rowOf[commit] as number);
    for (let index = from; index < end; index += 1) {
      const parent = rows.parents.at(index);
      parents[at++] = parent === -1 ? -1 : (numbers[parent] as number);
    }
    objects.writeOid(order[commit] as number, oids, commit * objects.oidBytes);
  }
  const { oidBytes } = objects;
  const { people, subjects } = rows;
  const table: CommitTable = {
    count,
    oidOf: (commit) => oids.toString('hex', commit * oidBytes, (commit + 1) * oidBytes),
    parentStart,
    parents,
    authoredAt: Float64Array.from(rowOf, (row) => rows.authoredAt[row] as number),
    committedAt: Float64Array.from(rowOf, (row) => rows.committedAt[row] as number),
    author: rowOf.map((row) => rows.author[row] as number),
    committer: rowOf.map((row) => rows.committer[row] as number),
    people,
    subjectOf: (commit) => subjects.of(rowOf[commit] ?? -1),
  };
  return {
    table,
    numberOf: (object) => (object === -1 ? -1 : (numbers[object] as number)),
  };
}

/** Where the parents of a row begin, and where they end. */
function parentsOf({ parentStart }: CommitRows, row: number): readonly [from: number, end: number] {
  return [parentStart[row] as number, parentStart[row + 1] as number];
}
