import type { StatementTable } from './statements.ts';
import type { LockDocument, Reading } from './types.ts';

/** What is known of a document of which only statements are. */
export interface Stated extends Pick<LockDocument, 'installs' | 'label' | 'requests'> {
  /** Distinct ids of a table, ascending. */
  readonly ids: Uint32Array;
}

/** A document of which only statements are known: not where each stands, nor what asks for it. */
export function statedDocument(
  table: StatementTable,
  { ids, installs, label, requests }: Stated,
): LockDocument {
  return {
    label,
    get packages() {
      return Array.from(ids, (id) => table.at(id));
    },
    statements: { table, ids },
    ...(requests === undefined || requests.length === 0 ? {} : { requests }),
    ...(installs === undefined ? {} : { installs }),
    covers: 'unknown',
    graph: () => ({ importers: 'unknown', edges: [] }),
    lines: () => Array.from(ids, () => 0),
  };
}

/** What a reading states, by a table: all that is left of it once it is known that nothing in it is sought. */
export function statedReading(reading: Reading, table: StatementTable): Reading {
  return {
    formatVersion: reading.formatVersion,
    describes: reading.describes,
    documents: reading.documents.map((document) =>
      statedDocument(table, statedIn(document, table)),
    ),
    problems: reading.problems,
  };
}

/** What a document states, by a table. */
export function statedIn(document: LockDocument, table: StatementTable): Stated {
  const { installs, label, requests, statements } = document;
  const ids =
    statements?.table === table
      ? statements.ids
      : Uint32Array.from(new Set(document.packages.map((one) => table.idOf(one)))).toSorted();
  return {
    label,
    ids,
    ...(requests === undefined ? {} : { requests }),
    ...(installs === undefined ? {} : { installs }),
  };
}
