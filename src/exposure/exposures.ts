import { createHash } from 'node:crypto';
import type { Window } from '../incident/schema.ts';
import { purlOf } from '../package/purl.ts';
import { byStrength } from '../sources/ref-order.ts';
import type { Ref, Sighting } from '../sources/types.ts';
import { dependenciesOf, type Dependency, joinEntries, joinVersions } from './dependency.ts';
import type { Hit } from './hits.ts';
import type { Exposure } from './schema.ts';
import { windowOf } from './window.ts';

/** One artefact's say on one exposure. */
interface Variant {
  readonly refs: readonly Ref[];
  readonly lines: readonly number[];
  readonly grade: Exposure['grade'];
  readonly dependency: Dependency;
  readonly statedBy: Exposure['statedBy'];
  readonly evidence: Exposure['evidence'][number];
}

interface Row {
  readonly package: Exposure['package'];
  readonly matchedBy: Exposure['matchedBy'];
  readonly path: string;
  readonly variants: Variant[];
}

/** Gathers the exposures of one target from the sightings that held a hit. */
export interface ExposureCollector {
  add(sighting: Sighting, hits: readonly Hit[]): void;
  /** Sorted by path and purl. */
  finish(): Exposure[];
}

/** A collector for one target; `window` is the incident's. */
export function collectExposures(target: string, window: Window): ExposureCollector {
  const rows = new Map<string, Row>();
  return {
    add(sighting, hits) {
      const dependencies = dependenciesOf(hits);
      const byPackage = Map.groupBy(hits, (hit) => `${purlOfHit(hit)} ${hit.match.matchedBy}`);
      for (const place of sighting.places()) {
        for (const [key, same] of byPackage) {
          const row = rows.get(`${place.path} ${key}`) ?? emptyRow(same[0] as Hit, place.path);
          row.variants.push(variantOf(sighting, place.refs, same, dependencies));
          rows.set(`${place.path} ${key}`, row);
        }
      }
    },
    finish: () =>
      [...rows.values()].map((row) => exposureOf(target, row, window)).toSorted(byPathAndPurl),
  };
}

function emptyRow(hit: Hit, path: string): Row {
  const { name, version } = hit.locked;
  return {
    package: { purl: purlOfHit(hit), name, version },
    matchedBy: hit.match.matchedBy,
    path,
    variants: [],
  };
}

function variantOf(
  sighting: Sighting,
  refs: readonly Ref[],
  hits: readonly Hit[],
  dependencies: ReadonlyMap<Hit, Dependency>,
): Variant {
  const { digest, reader, reading } = sighting.artefact;
  return {
    refs,
    lines: [...new Set(hits.map((hit) => hit.document.lines()[hit.index] ?? 0))]
      .filter((line) => line > 0)
      .toSorted((a, b) => a - b),
    grade: reading.describes === 'installation' ? 'installed' : 'locked',
    dependency: joinEntries(hits.map((hit) => dependencies.get(hit) as Dependency)),
    statedBy: (hits[0] as Hit).match.statedBy,
    evidence: { digest, reader, source: sighting.source },
  };
}

function exposureOf(target: string, row: Row, window: Window): Exposure {
  const variants = row.variants.toSorted((a, b) => byStrength(a.refs[0] as Ref, b.refs[0] as Ref));
  const [first] = variants as [Variant, ...Variant[]];
  const refs = distinct(variants.flatMap((variant) => variant.refs)).toSorted(byStrength);
  const evidence = new Map(
    variants.map(({ evidence: one }) => [`${one.digest} ${one.source}`, one]),
  );
  return {
    id: createHash('sha256')
      .update([target, row.path, row.package.purl, row.matchedBy].join('\0'))
      .digest('hex'),
    package: row.package,
    matchedBy: row.matchedBy,
    grade: first.grade,
    target,
    place: {
      path: row.path,
      lines: [...first.lines],
      refs,
      firstCommit: null,
      lastCommit: null,
      layer: null,
      cacheKey: null,
    },
    window: windowOf(refs, window),
    dependency: joinVersions(variants.map((variant) => variant.dependency)),
    statedBy: first.statedBy,
    evidence: [...evidence.values()].toSorted((a, b) =>
      `${a.digest}${a.source}` < `${b.digest}${b.source}` ? -1 : 1,
    ),
  };
}

/** Clones of one repository have the same refs. */
function distinct(refs: readonly Ref[]): Ref[] {
  const key = (ref: Ref): string => [ref.class, ref.commit ?? '', ref.name].join(' ');
  return [...new Map(refs.map((ref) => [key(ref), ref])).values()];
}

function purlOfHit({ locked }: Hit): string {
  return purlOf(locked.ecosystem, locked.name, locked.version);
}

function byPathAndPurl(a: Exposure, b: Exposure): number {
  const key = (one: Exposure): string => `${one.place.path}\0${one.package.purl}\0${one.matchedBy}`;
  return key(a) < key(b) ? -1 : 1;
}
