import type { StatementTable } from '../statements.ts';
import type { LockfileReader, LockProblem } from '../types.ts';
import { longWay, noNeighbours } from './alone.ts';

const mark = Buffer.from(longWay);

/** What a file read whole is held against. */
export interface Outcome {
  readonly formatVersion: string;
  readonly statements: Uint32Array;
  readonly problems: readonly LockProblem[];
}

/**
 * Reads a file whole and holds what its entries state together against it. `unread` where the reading has problems and they
 * tell of none, so that nothing can be said of the two.
 */
export function checkWhole(
  reader: LockfileReader,
  path: string,
  bytes: Uint8Array,
  { formatVersion, problems, statements }: Outcome,
  table: StatementTable,
): 'same' | 'other' | 'unread' {
  const whole = reader.read(Buffer.concat([mark, bytes]), { path, neighbours: noNeighbours });
  if (whole.problems.length > 0 && problems.length === 0) return 'unread';
  const found = new Set<number>();
  for (const { packages, requests } of whole.documents) {
    if (requests !== undefined && requests.length > 0) return 'other';
    for (const locked of packages) found.add(table.idOf(locked));
  }
  const isSame =
    whole.formatVersion === formatVersion &&
    areSame(whole.problems, problems) &&
    found.size === statements.length &&
    statements.every((id) => found.has(id));
  return isSame ? 'same' : 'other';
}

function areSame(some: readonly LockProblem[], others: readonly LockProblem[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ code, line, message }, index) => {
      const other = others[index];
      return other?.code === code && other.line === line && other.message === message;
    })
  );
}
