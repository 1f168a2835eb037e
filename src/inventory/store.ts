import type { StatementTable } from '../lockfile/statements.ts';
import type { Artefact } from '../sources/types.ts';
import type { Connection } from './connection.ts';
import { type Counters, countersOf, timesForgotten } from './counters.ts';
import { type StoredPacks, storedPacks } from './pack/stored.ts';
import { internedStatements } from './statement/intern.ts';
import { type Space, spaceOver } from './statement/space.ts';
import { type StoredStatements, storedStatements } from './statement/table.ts';
import { type Vocabulary, vocabularyOf } from './statement/vocabulary.ts';

/** An open inventory and what is kept in mind of it. */
export interface Store {
  readonly connection: Connection;
  readonly counters: Counters;
  readonly packs: StoredPacks;
  readonly statements: StoredStatements;
  readonly vocabulary: Vocabulary;
  /** Rows of artefacts that were given out, so that they are known when they come back. */
  readonly recalled: WeakMap<Artefact, number>;
  /** How often something had been forgotten when the inventory was opened. */
  readonly forgotten: number;
  /** The space of a table; without one, that of documents which have no statements of their own. */
  spaceOf(table: StatementTable | undefined): Space;
}

/** Statements of documents without a table that are kept in mind before they are let go. */
const maxInterned = 300_000;

/** What works over an open file. */
export function storeOver(connection: Connection): Store {
  const counters = countersOf(connection);
  const spaces = new WeakMap<StatementTable, Space>();
  let interned = internedStatements();
  return {
    connection,
    counters,
    packs: storedPacks(connection),
    statements: storedStatements(connection),
    vocabulary: vocabularyOf(connection, counters),
    recalled: new WeakMap(),
    forgotten: timesForgotten(connection),
    spaceOf(table) {
      if (table === undefined && interned.size > maxInterned) interned = internedStatements();
      const own = table ?? interned;
      const space = spaces.get(own) ?? spaceOver(own);
      spaces.set(own, space);
      return space;
    },
  };
}
