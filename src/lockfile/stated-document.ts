import type { StatementTable } from './statements.ts';
import type { LockDocument } from './types.ts';

/** A document of which only statements are known: not where each stands, nor what asks for it. */
export function statedDocument(
  table: StatementTable,
  ids: Uint32Array,
  requests: LockDocument['requests'],
): LockDocument {
  return {
    label: 'project',
    get packages() {
      return Array.from(ids, (id) => table.at(id));
    },
    statements: { table, ids },
    ...(requests === undefined || requests.length === 0 ? {} : { requests }),
    covers: 'unknown',
    graph: () => ({ importers: 'unknown', edges: [] }),
    lines: () => Array.from(ids, () => 0),
  };
}
