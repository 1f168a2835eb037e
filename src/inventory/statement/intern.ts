import { withOwnTexts } from '../../package/own-text.ts';
import type { StatementTable } from '../../lockfile/statements.ts';
import type { LockedPackage } from '../../lockfile/types.ts';
import { isSamePackage } from './fingerprint.ts';

/** A table in memory, for documents that come without statements of their own. */
export function internedStatements(): StatementTable {
  const held: LockedPackage[] = [];
  const byRelease = new Map<string, number[]>();
  return {
    get size() {
      return held.length;
    },
    at: (id) => held[id] as LockedPackage,
    idOf(locked) {
      const release = JSON.stringify([locked.name, locked.version]);
      const same = byRelease.get(release) ?? [];
      const known = same.find((id) => isSamePackage(held[id] as LockedPackage, locked));
      if (known !== undefined) return known;
      same.push(held.length);
      byRelease.set(release, same);
      held.push(withOwnTexts({ ...locked, key: '', marks: [], scope: null }));
      return held.length - 1;
    },
  };
}
