import type { LockDocument, LockedPackage } from '../types.ts';
import { once } from '../reading/once.ts';
import type { Problems } from '../reading/problems.ts';
import { withTwins } from '../reading/twins.ts';
import { linesOfNested, nestedPackages } from './nested.ts';

/**
 * Adds what `dependencies` states and `packages` beside it does not. npm writes the same into both, for npm 6,
 * which reads `dependencies` alone (npm docs, package-lock.json, "lockfileVersion"); a file whose parts differ
 * installs one thing or the other.
 */
export function withLegacy(
  document: LockDocument,
  dependencies: Record<string, unknown>,
  text: string,
  problems: Problems,
): LockDocument {
  const stated = new Set(
    document.packages.flatMap((locked) => [
      whole(locked),
      unversioned(locked),
      unversioned({ ...locked, integrity: null }),
    ]),
  );
  const indexes = new Map(document.packages.map(({ key }, index) => [key, index]));
  const { nodes, packages } = nestedPackages(dependencies, '', problems);
  const missing = [...packages.entries()].filter(
    ([, locked]) => !isDirectory(locked) && !stated.has(identityOf(locked)),
  );
  const twins = missing.map(([, locked]) => ({ locked, origin: indexes.get(locked.key) ?? null }));
  const lines = once(() => linesOfNested(text, nodes, packages.length));
  return withTwins(document, twins, () => missing.map(([index]) => lines()[index] ?? 0));
}

/** A linked directory of the project, which `packages` has under its own path. */
function isDirectory({ integrity, source, version }: LockedPackage): boolean {
  return source === 'file' && version === '' && integrity === null;
}

/** This part states no version of what comes from git or a URL, and an integrity of neither in some versions of npm. */
function identityOf(locked: LockedPackage): string {
  return locked.version === '' ? unversioned(locked) : whole(locked);
}

function whole(locked: LockedPackage): string {
  return JSON.stringify([locked.name, locked.version, locked.resolved, locked.integrity]);
}

function unversioned({ integrity, name, resolved }: LockedPackage): string {
  return JSON.stringify([name, resolved, integrity]);
}
