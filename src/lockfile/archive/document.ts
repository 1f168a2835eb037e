import type { LockDocument, LockedPackage } from '../types.ts';

/** A document of what an archive holds: nothing asks for anything, and there are no lines. */
export function archiveDocument(packages: readonly LockedPackage[]): LockDocument {
  return {
    label: 'project',
    packages,
    covers: [],
    graph: () => ({ importers: 'unknown', edges: [] }),
    lines: () => packages.map(() => 0),
  };
}

/** A package of an archive; each of its facts is what the archive itself says. */
export function archivedPackage(
  facts: Pick<LockedPackage, 'ecosystem' | 'integrity' | 'key' | 'name' | 'version'>,
  isBundled: boolean,
): LockedPackage {
  return {
    ...facts,
    source: 'tarball',
    resolved: null,
    commit: null,
    marks: isBundled ? ['bundled'] : [],
    scope: null,
  };
}
