import { withOwnTexts } from '../package/own-text.ts';
import type { LockedPackage } from './types.ts';

/**
 * What entries state, each distinct statement once: a package with all that an incident can be held against, apart from
 * where it was met. Thousands of versions of one lockfile state few distinct things.
 */
export interface StatementTable {
  /** Ids are 0 to `size - 1`, in the order in which statements were first met. */
  readonly size: number;
  /** The statement of an id, as a package without key, marks and scope. */
  at(id: number): LockedPackage;
  /** The id of what a package states; new where nobody has stated it before. */
  idOf(locked: LockedPackage): number;
}

/** A table that holds nothing yet. */
export function emptyStatements(): StatementTable {
  const ids = new Map<string, number>();
  const held: LockedPackage[] = [];
  return {
    get size() {
      return held.length;
    },
    at: (id) => held[id] as LockedPackage,
    idOf(locked) {
      const key = keyOf(locked);
      const known = ids.get(key);
      if (known !== undefined) return known;
      ids.set(key, held.length);
      held.push(withOwnTexts({ ...locked, key: '', marks: [], scope: null }));
      return held.length - 1;
    },
  };
}

/** Quoted, so that no name can pass for another's name and version. */
function keyOf(one: LockedPackage): string {
  return JSON.stringify([
    one.ecosystem,
    one.name,
    one.version,
    one.source,
    one.resolved,
    one.commit,
    one.integrity,
  ]);
}
