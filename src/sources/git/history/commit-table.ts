import type { CommitTable } from '../../history.ts';
import type { CommitStore } from './commit-store.ts';
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
  const rowAt = (commit: number): number => store.rowOf(order[commit] as number);
  const parentStart = new Int32Array(count + 1);
  for (let commit = 0; commit < count; commit += 1)
    parentStart[commit + 1] =
      (parentStart[commit] as number) + (rows.parents[rowAt(commit)]?.length ?? 0);
  const parents = new Int32Array(parentStart[count] as number);
  const [authoredAt, committedAt] = [new Float64Array(count), new Float64Array(count)];
  const [author, committer] = [new Int32Array(count), new Int32Array(count)];
  for (let commit = 0; commit < count; commit += 1) {
    const row = rowAt(commit);
    let at = parentStart[commit] as number;
    for (const parent of rows.parents[row] ?? [])
      parents[at++] = parent === -1 ? -1 : (numbers[parent] as number);
    authoredAt[commit] = rows.authoredAt[row] as number;
    committedAt[commit] = rows.committedAt[row] as number;
    author[commit] = rows.author[row] as number;
    committer[commit] = rows.committer[row] as number;
  }
  const { oidBytes } = objects;
  // Apart from what it was made of, which is many times as large.
  const oids = Buffer.alloc(count * oidBytes);
  for (let commit = 0; commit < count; commit += 1)
    oids.write(objects.oidOf(order[commit] as number), commit * oidBytes, 'hex');
  const subjects = Array.from({ length: count }, (_, commit) => rows.subject[rowAt(commit)] ?? '');
  const { people } = rows;
  const table: CommitTable = {
    count,
    oidOf: (commit) => oids.toString('hex', commit * oidBytes, (commit + 1) * oidBytes),
    parentStart,
    parents,
    authoredAt,
    committedAt,
    author,
    committer,
    people,
    subjectOf: (commit) => subjects[commit] ?? '',
  };
  return {
    table,
    numberOf: (object) => (object === -1 ? -1 : (numbers[object] as number)),
  };
}
