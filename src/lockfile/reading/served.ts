import { checkVersion } from '../../package/version.ts';
import type { LockDocument, LockedPackage } from '../types.ts';
import { registryCoordinates } from './locator.ts';
import { type Twin, withTwins } from './twins.ts';

/**
 * Package managers fetch what an entry's URL names, whatever name and version the entry bears. An entry
 * whose URL names something else is stated a second time, under the URL's coordinates.
 */
export function withServed(document: LockDocument): LockDocument {
  const served: Twin[] = [];
  for (const [origin, locked] of document.packages.entries()) {
    const coordinates = otherCoordinates(locked);
    if (coordinates !== null) served.push({ origin, locked: { ...locked, ...coordinates } });
  }
  return withTwins(document, served);
}

/** What the URL names, where that is not what the entry states. A member of the project is not fetched. */
function otherCoordinates(locked: LockedPackage): { name: string; version: string } | null {
  if (locked.resolved === null || locked.source === 'workspace') return null;
  const served = registryCoordinates(locked.resolved);
  if (served === null || served.name !== locked.name) return served;
  if (served.version === locked.version) return null;
  return compared(served.version) === compared(locked.version) ? null : served;
}

function compared(version: string): string {
  const check = checkVersion('npm', version);
  return check.ok ? check.version : version;
}
