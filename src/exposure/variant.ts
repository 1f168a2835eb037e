import type { LockedPackage } from '../lockfile/types.ts';
import { purlOf } from '../package/purl.ts';
import type { Place, Ref, Sighting } from '../sources/types.ts';
import { type dependenciesOf, type Dependency, joinEntries } from './dependency.ts';
import type { Hit } from './hits.ts';
import type { Match } from './match.ts';
import { registriesOf } from './registries.ts';
import type { Exposure } from './schema.ts';

const grades = { installation: 'installed', storage: 'cached', resolution: 'locked' } as const;

/** One artefact's say on one exposure. */
export interface Variant {
  readonly refs: readonly Ref[];
  readonly beside: Place['beside'];
  readonly lines: readonly number[];
  readonly grade: Exposure['grade'];
  readonly match: Match;
  readonly request: NonNullable<Exposure['request']> | null;
  readonly registry: NonNullable<Exposure['place']['registry']> | null;
  readonly dependency: Dependency;
  /** Nothing in its file asks for it, or the file is an installed tree. */
  readonly residue: boolean;
  readonly evidence: Exposure['evidence'][number];
}

/** What an artefact says of one package at a place; the hits are its entries. */
export function packageVariant(
  sighting: Sighting,
  { beside, refs }: Place,
  hits: readonly Hit[],
  dependencies: ReturnType<typeof dependenciesOf>,
): Variant {
  const { digest, reader, reading } = sighting.artefact;
  const [first] = hits as [Hit, ...Hit[]];
  const dependency = joinEntries(hits.map((hit) => dependencies.get(hit) as Dependency));
  const installed = reading.describes === 'installation';
  return {
    refs,
    beside,
    lines: sortedLines(hits.map((hit) => hit.document.lines()[hit.index] ?? 0)),
    grade: grades[reading.describes],
    match: first.match,
    request: null,
    registry: registriesOf(first),
    dependency,
    residue: installed || (dependency.direct !== null && dependency.importers.length === 0),
    evidence: { digest, reader, source: sighting.source },
  };
}

/** Lines that are known, each once. */
export function sortedLines(lines: readonly number[]): number[] {
  if (!lines.some((line) => line > 0)) return [];
  return [...new Set(lines)].filter((line) => line > 0).toSorted((a, b) => a - b);
}

/** What lies beside the file on any ref, sorted by path. */
export function besideIn(variants: readonly Variant[]): NonNullable<Exposure['place']['beside']> {
  if (variants.every(({ beside }) => beside.length === 0)) return [];
  const all = new Map(
    variants.flatMap(({ beside }) => beside.map(({ path, relation }) => [path, relation] as const)),
  );
  return [...all]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, relation]) => ({ path, relation }));
}

const purls = new WeakMap<LockedPackage, string>();

/** The purl of a package of a lockfile. Put together once: thousands of files may share what one statement says. */
export function purlOfLocked({ locked }: { readonly locked: LockedPackage }): string {
  const known = purls.get(locked);
  if (known !== undefined) return known;
  const purl = purlOf(locked.ecosystem, locked.name, locked.version);
  purls.set(locked, purl);
  return purl;
}
