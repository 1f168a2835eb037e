import { inspectRows } from '../../src/lockfile/inspect.ts';
import { registryCoordinates } from '../../src/lockfile/reading/locator.ts';
import type { LockDocument, LockedPackage, Reading } from '../../src/lockfile/types.ts';

/** `name@version` of the packages that a reading states, without those that state no version. */
export function packagesOf(reading: Reading, workspaces: boolean): ReadonlySet<string> {
  return new Set(
    inspectRows(reading)
      .packages.filter(
        ({ source, version }) => (workspaces || source !== 'workspace') && version !== '',
      )
      .map(pairOf),
  );
}

/**
 * `name@version > name@version` of a reading. With `workspaces`, what a member asks for is among them; in yarn 2's files
 * a member's version is one that stands for none.
 */
export function edgesOf({ documents }: Reading, workspaces: boolean): ReadonlySet<string> {
  const edges = new Set<string>();
  for (const document of documents) {
    const named = document.packages.map(({ name, source, version }) => {
      if (source === 'workspace') return workspaces ? `${name}@${version || noVersion}` : null;
      return version === '' ? null : `${name}@${version}`;
    });
    for (const { from, to } of [...document.graph().edges, ...importedBy(document)])
      if (named[from] && named[to]) edges.add(`${named[from]} > ${named[to]}`);
  }
  return edges;
}

const noVersion = '0.0.0-use.local';

/** What members ask for, as edges from their packages. */
function importedBy(document: LockDocument): { from: number; to: number }[] {
  const { importers } = document.graph();
  return (importers === 'unknown' ? [] : importers).flatMap(({ dependencies, path }) => {
    const from = document.packages.findIndex(
      ({ key, source }) => source === 'workspace' && key.endsWith(path),
    );
    return dependencies.flatMap(({ to }) => (from === -1 || to === null ? [] : { from, to }));
  });
}

/** What is particular to a package that we state and somebody else does not. */
export type Oddity = 'from-git' | 'named-by-url' | 'one-of-two-with-its-key';

/** Oddities by `name@version`. */
export function odditiesOf({ documents }: Reading): ReadonlyMap<string, readonly Oddity[]> {
  const found = new Map<string, Oddity[]>();
  for (const { packages } of documents) {
    const byKey = Map.groupBy(packages, ({ key }) => key);
    const byUrl = Map.groupBy(packages, ({ resolved }) => resolved);
    for (const locked of packages) {
      const odd = found.get(pairOf(locked)) ?? [];
      const isTwin = (others: readonly LockedPackage[] = []): boolean =>
        others.some((one) => pairOf(one) !== pairOf(locked));
      const served = registryCoordinates(locked.resolved ?? '');
      const isServed = served !== null && pairOf(served) === pairOf(locked);
      if (locked.source === 'git') odd.push('from-git');
      if (isServed && (isTwin(byUrl.get(locked.resolved)) || !locked.key.includes(locked.name)))
        odd.push('named-by-url');
      if (isTwin(byKey.get(locked.key))) odd.push('one-of-two-with-its-key');
      found.set(pairOf(locked), odd);
    }
  }
  return found;
}

function pairOf({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name}@${version}`;
}
