import type { StatementTable } from '../../lockfile/statements.ts';
import { internedStatements } from './intern.ts';
import { type Space, spaceOver } from './space.ts';

/** The space of a table; without one, that of documents which have no statements of their own. */
export type FindSpace = (table: StatementTable | undefined) => Space;

/** Statements of documents without a table that are kept in mind before they are let go. */
const maxInterned = 100_000;

/** Spaces of one look at a target: what they hold goes with it. */
export function spacesOfLook(): FindSpace {
  const spaces = new Map<StatementTable, Space>();
  let interned = internedStatements();
  return (table) => {
    if (table === undefined && interned.size > maxInterned) {
      spaces.delete(interned);
      interned = internedStatements();
    }
    const own = table ?? interned;
    const space = spaces.get(own) ?? spaceOver(own);
    spaces.set(own, space);
    return space;
  };
}
