import type { StatementTable } from '../lockfile/statements.ts';
import type { Artefact } from '../sources/types.ts';
import type { Connection } from './connection.ts';
import { type Counters, countersOf, timesForgotten } from './counters.ts';
import { type StoredPacks, storedPacks } from './pack/stored.ts';
import { storedStatements } from './statement/table.ts';
import { type Vocabulary, vocabularyOf } from './statement/vocabulary.ts';

/** An open inventory and what is kept in mind of it. */
export interface Store {
  readonly connection: Connection;
  readonly counters: Counters;
  readonly packs: StoredPacks;
  readonly statements: StatementTable;
  readonly vocabulary: Vocabulary;
  /** Rows of artefacts that were given out, so that they are known when they come back. */
  readonly recalled: WeakMap<Artefact, number>;
  /** How often something had been forgotten when the inventory was opened. */
  readonly forgotten: number;
}

/** What works over an open file. */
export function storeOver(connection: Connection): Store {
  const counters = countersOf(connection);
  return {
    connection,
    counters,
    packs: storedPacks(connection),
    statements: storedStatements(connection),
    vocabulary: vocabularyOf(connection, counters),
    recalled: new WeakMap(),
    forgotten: timesForgotten(connection),
  };
}
