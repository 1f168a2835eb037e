import { inRange } from '../../package/version.ts';
import type { LockedPackage } from '../types.ts';

/** Entries of one name that a request is held against. Real lockfiles have a handful; hostile ones ask each for each. */
const mostOfOneName = 64;

/** Finds packages by the name they are asked for under. */
export interface PythonIndex {
  has(name: string): boolean;
  /** Indexes of the packages that a request may mean, in their order: those in its range, or all where none certainly is. */
  find(name: string, range: string | null): readonly number[];
}

/** An index over packages whose names are normal; names that are asked for must be so too. */
export function pythonIndex(packages: readonly LockedPackage[]): PythonIndex {
  const byName = new Map<string, number[]>();
  for (const [index, { name }] of packages.entries()) {
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [index]);
    else known.push(index);
  }
  return {
    has: (name) => byName.has(name),
    find(name, range) {
      const all = byName.get(name)?.slice(0, mostOfOneName) ?? [];
      if (range === null || all.length < 2) return all;
      const within = all.filter(
        (index) => inRange('pypi', packages[index]?.version ?? '', range) === true,
      );
      return within.length === 0 ? all : within;
    },
  };
}
