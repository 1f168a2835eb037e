import type {
  Dependency,
  DependencyKind,
  Edge,
  LockDocument,
  LockedPackage,
  Scope,
} from '../../../src/lockfile/types.ts';

/**
 * A document from a drawing: `importers` and `packages` map a node to what it asks for, as
 * `name`, `name:kind` or `alias=name`. A package's real name is its key up to `#`.
 */
export function draw(
  importers: Readonly<Record<string, readonly string[]>> | 'unknown',
  packages: Readonly<Record<string, readonly string[]>>,
  scopes: Readonly<Record<string, Scope>> = {},
): LockDocument {
  const keys = Object.keys(packages);
  const places = new Map(keys.map((key, index) => [key, index]));
  const find = (wanted: string): { to: number; kind: DependencyKind } => {
    const [key = '', kind = 'prod'] = (wanted.split('=').at(-1) ?? '').split(':');
    return { to: places.get(key) ?? -1, kind: kind as DependencyKind };
  };
  const edges = keys.flatMap((key, from) =>
    (packages[key] ?? []).map((wanted): Edge => ({ from, ...find(wanted) })),
  );
  const asking =
    importers === 'unknown'
      ? importers
      : Object.entries(importers).map(([path, wanted]) => ({
          path,
          name: null,
          dependencies: wanted.map((one): Dependency => ({
            alias: one.split(/[=#:]/)[0] ?? '',
            range: null,
            ...find(one),
          })),
        }));
  return {
    label: 'project',
    packages: keys.map((key) => packageOf(key, scopes[key] ?? null)),
    covers: 'unknown',
    graph: () => ({ importers: asking, edges }),
    lines: () => keys.map((_, index) => index + 1),
  };
}

function packageOf(key: string, scope: Scope | null): LockedPackage {
  const [name = key] = key.split('#');
  return {
    key,
    ecosystem: 'npm',
    name,
    version: '1.0.0',
    source: 'registry',
    resolved: null,
    commit: null,
    integrity: null,
    marks: [],
    scope,
  };
}

/** Index of a package by its key. */
export function at(document: LockDocument, key: string): number {
  return document.packages.findIndex((locked) => locked.key === key);
}
