import { withOwnTexts } from '../../package/own-text.ts';
import type { StatementTable } from '../../lockfile/statements.ts';
import type { LockedPackage } from '../../lockfile/types.ts';
import { fingerprintOf, packageKey } from './fingerprint.ts';
import { knownRows } from './known-rows.ts';

/** A table in memory, for documents that come without statements of their own. */
export function internedStatements(): StatementTable {
  const held: LockedPackage[] = [];
  /** One more than the id: no row is 0. */
  const rows = knownRows();
  return {
    get size() {
      return held.length;
    },
    at: (id) => held[id] as LockedPackage,
    idOf(locked) {
      const fingerprint = fingerprintOf(packageKey(locked));
      const known = rows.find(fingerprint);
      if (known !== 0) return known - 1;
      held.push(withOwnTexts({ ...locked, key: '', marks: [], scope: null }));
      rows.add(fingerprint, held.length);
      return held.length - 1;
    },
  };
}
