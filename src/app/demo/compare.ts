import type { Exposure, ExposureMap } from '../../exposure/schema.ts';
import type { Expected, ExpectedExposure } from './expected.ts';

/** How an exposure map compares with what is known. */
export interface Comparison {
  /** Facts known: a verdict per target, every exposure, every coverage problem. */
  readonly expected: number;
  readonly found: number;
  /** A sentence each, sorted. */
  readonly differences: readonly string[];
}

/** Compares fact by fact, both ways: what is known must be there as it is known, and nothing else. */
export function compareWithExpected(map: ExposureMap, facts: Expected): Comparison {
  const wanted = new Map(facts.targets.flatMap(expectedFacts));
  const seen = new Map(actualFacts(map));
  const differences: string[] = [];
  for (const [fact, value] of wanted) {
    const actual = seen.get(fact);
    if (actual === undefined) differences.push(`missing: ${fact}`);
    else if (actual !== value) differences.push(`${fact}: expected ${value}, found ${actual}`);
  }
  for (const fact of seen.keys()) if (!wanted.has(fact)) differences.push(`unexpected: ${fact}`);
  const wrong = differences.filter((difference) => !difference.startsWith('unexpected: ')).length;
  return { expected: wanted.size, found: wanted.size - wrong, differences: differences.toSorted() };
}

type Fact = readonly [name: string, value: string];

function expectedFacts({
  exposures,
  name,
  problems,
  verdict,
}: Expected['targets'][number]): Fact[] {
  return [
    [`${name} verdict`, verdict],
    ...exposures.map((one): Fact => [
      exposureName(name, one.path, one.purl, one.matchedBy),
      JSON.stringify(known(one)),
    ]),
    ...problems.map((one): Fact => [`${name} ${one.path} ${one.code}`, '']),
  ];
}

function actualFacts({ coverage, exposures, targets }: ExposureMap): Fact[] {
  return [
    ...targets.map((one): Fact => [`${one.name} verdict`, one.verdict]),
    ...exposures.map((one): Fact => [
      exposureName(one.target, one.place.path, one.package.purl, one.matchedBy),
      JSON.stringify(found(one)),
    ]),
    ...coverage.problems.map((one): Fact => [`${one.target} ${one.path} ${one.code}`, '']),
  ];
}

function exposureName(target: string, path: string, purl: string, matchedBy: string): string {
  return `${target} ${path} ${purl} by ${matchedBy}`;
}

/** The facts of an exposure in one order of keys, so that two can be compared as text. */
function known(one: ExpectedExposure): object {
  const { asks, bump, direct, grade, live, pathsTotal, refs, scope, shortest } = one;
  return {
    grade,
    asks: asks ?? null,
    refs: refs.map(({ class: kind, name }) => `${name} (${kind})`),
    live,
    direct,
    scope,
    shortest,
    pathsTotal: String(pathsTotal),
    bump,
  };
}

/** The same facts as the map has them. */
function found({ dependency, grade, place, request, window }: Exposure): object {
  const { bump, direct, paths, pathsTotal, scope } = dependency;
  const shortest = paths[0] ?? null;
  return {
    grade,
    asks: request ?? null,
    refs: place.refs.map(({ class: kind, name }) => `${name} (${kind})`),
    live: window.live,
    direct,
    scope,
    shortest,
    pathsTotal,
    bump,
  };
}
