import { purlOf } from '../package/purl.ts';
import { inRange } from '../package/version.ts';
import { byCodeUnit, comparePairs } from './order.ts';
import type { ListReading, StatedVersion } from './reading.ts';

/** A pair that some of the lists naming its package state and others do not. */
export interface Disagreement {
  readonly purl: string;
  readonly in: readonly string[];
  readonly notIn: readonly string[];
}

interface Named {
  /** Lists with an exact version of the package, each with its versions. */
  readonly versions: Map<string, Set<string>>;
  readonly ranges: Map<string, string[]>;
}

/**
 * Where lists contradict each other: for each package that at least two of them name, every version that
 * one has and another has not. A list whose range covers a version has it; one whose range we cannot
 * judge is left out. Lists that do not know the package are no contradiction.
 */
export function disagreements(readings: readonly ListReading[]): Disagreement[] {
  const packages = new Map<string, Named>();
  for (const { name: list, pairs, ranges } of readings) {
    for (const pair of pairs) versionsOf(packages, pair, list).add(pair.version);
    for (const range of ranges) rangesOf(packages, range, list).push(range.range);
  }
  return distinctPairs(readings).flatMap((pair) => {
    const named = packages.get(identity(pair));
    if (named === undefined) return [];
    const lists = new Set([...named.versions.keys(), ...named.ranges.keys()]);
    const stated = (list: string): boolean | null => states(named, list, pair);
    const notIn = [...lists].filter((list) => stated(list) === false).toSorted(byCodeUnit);
    if (notIn.length === 0) return [];
    return [
      {
        purl: purlOf(pair.ecosystem, pair.name, pair.version),
        in: [...lists].filter((list) => stated(list)).toSorted(byCodeUnit),
        notIn,
      },
    ];
  });
}

/** The pairs of all lists, each once, sorted. */
export function distinctPairs(readings: readonly ListReading[]): StatedVersion[] {
  const pairs = new Map<string, StatedVersion>();
  for (const reading of readings) for (const pair of reading.pairs) pairs.set(pairKey(pair), pair);
  return [...pairs.values()].toSorted(comparePairs);
}

/**
 * Pairs on which the vendors that a list names itself are not at one. A vendor counts only within
 * ecosystems in which the list has word from it: one who looks at npm alone is silent on PyPI for no reason.
 */
export function contestedPairs(reading: ListReading): number {
  const vendors = new Map<string, Set<string>>();
  for (const pair of reading.pairs) {
    const known = vendors.get(pair.ecosystem) ?? new Set();
    for (const vendor of pair.vendors) known.add(vendor);
    vendors.set(pair.ecosystem, known);
  }
  return reading.pairs.filter(
    (pair) => pair.vendors.length < (vendors.get(pair.ecosystem)?.size ?? 0),
  ).length;
}

/** How many pairs of each list no other of them states, in the order of the lists. */
export function pairsOnlyIn(readings: readonly ListReading[]): number[] {
  const stated = new Map<string, number>();
  for (const reading of readings) {
    for (const pair of reading.pairs)
      stated.set(pairKey(pair), (stated.get(pairKey(pair)) ?? 0) + 1);
  }
  return readings.map(
    (reading) => reading.pairs.filter((pair) => stated.get(pairKey(pair)) === 1).length,
  );
}

function states(named: Named, list: string, pair: StatedVersion): boolean | null {
  if (named.versions.get(list)?.has(pair.version)) return true;
  const judged = (named.ranges.get(list) ?? []).map((range) =>
    inRange(pair.ecosystem, pair.version, range),
  );
  if (judged.includes(true)) return true;
  return judged.includes(null) ? null : false;
}

function versionsOf(
  packages: Map<string, Named>,
  of: { ecosystem: string; name: string },
  list: string,
): Set<string> {
  const { versions } = open(packages, of);
  const own = versions.get(list) ?? new Set<string>();
  versions.set(list, own);
  return own;
}

function rangesOf(
  packages: Map<string, Named>,
  of: { ecosystem: string; name: string },
  list: string,
): string[] {
  const { ranges } = open(packages, of);
  const own = ranges.get(list) ?? [];
  ranges.set(list, own);
  return own;
}

function open(packages: Map<string, Named>, of: { ecosystem: string; name: string }): Named {
  const key = identity(of);
  const named = packages.get(key) ?? {
    versions: new Map<string, Set<string>>(),
    ranges: new Map<string, string[]>(),
  };
  packages.set(key, named);
  return named;
}

function identity({ ecosystem, name }: { ecosystem: string; name: string }): string {
  return `${ecosystem}\0${name}`;
}

function pairKey(pair: StatedVersion): string {
  return `${identity(pair)}\0${pair.version}`;
}
