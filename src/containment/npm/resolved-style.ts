import type { LockEntry, LockTree } from './lock-tree.ts';

/** Writes the `resolved` of a package as a lockfile's other entries have it; null where they have none. */
export type ResolvedStyle = (name: string, version: string) => string | null;

/**
 * What a lockfile says of where packages come from, as a rule for new entries: the address that entries of the same
 * name have in front of the path that registries share, else those of the same scope, else most. Where most entries
 * have no `resolved`, or none of that form, new ones have none either: npm asks its registry then.
 */
export function resolvedStyle(tree: LockTree): ResolvedStyle {
  const registry = [...tree.entries.values()].filter(
    ({ fromRegistry, linkTo }) => fromRegistry && linkTo === null,
  );
  return (name, version) => {
    const scope = scopeOf(name);
    const groups = [
      registry.filter((entry) => entry.name === name),
      scope === '' ? [] : registry.filter((entry) => scopeOf(entry.name) === scope),
      registry,
    ];
    const nearest = groups.find((group) => group.length > 0) ?? [];
    const prefix = mostCommon(nearest.map(prefixOf));
    return prefix === null ? null : prefix + tarballPath(name, version);
  };
}

/** npm's own form: `@scope/name/-/name-1.0.0.tgz`. */
function tarballPath(name: string, version: string): string {
  return `${name}/-/${name.slice(name.lastIndexOf('/') + 1)}-${version}.tgz`;
}

function prefixOf({ name, resolved, version }: LockEntry): string | null {
  const path = tarballPath(name, version);
  return resolved?.endsWith(`/${path}`) === true ? resolved.slice(0, -path.length) : null;
}

function scopeOf(name: string): string {
  return name.startsWith('@') ? name.slice(0, name.indexOf('/') + 1) : '';
}

function mostCommon(prefixes: readonly (string | null)[]): string | null {
  const counts = [...Map.groupBy(prefixes, (prefix) => prefix)];
  return counts.toSorted((a, b) => b[1].length - a[1].length)[0]?.[0] ?? null;
}
