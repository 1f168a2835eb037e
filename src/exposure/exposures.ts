import { createHash } from 'node:crypto';
import type { Window } from '../incident/schema.ts';
import { compareVersions } from '../package/version.ts';
import type { Ref, Sighting } from '../sources/types.ts';
import { byStrength } from '../sources/ref-order.ts';
import { dependenciesOf, joinVersions } from './dependency.ts';
import type { Sifted } from './hits.ts';
import { ruledOutAt } from './ruled-out.ts';
import type { Exposure, RuledOut } from './schema.ts';
import { besideIn, packageVariant, purlOfLocked, type Variant } from './variant.ts';
import { purlOfRequest, requestVariant } from './request-variant.ts';
import { windowOf } from './window.ts';

interface Row {
  readonly package: Exposure['package'];
  readonly matchedBy: Exposure['matchedBy'];
  readonly path: string;
  readonly variants: Variant[];
}

/** Gathers what one target holds from its sightings. */
export interface ExposureCollector {
  add(sighting: Sighting, sifted: Sifted): void;
  /** Both sorted by path and purl. */
  finish(): { exposures: Exposure[]; ruledOut: RuledOut[] };
}

/** A collector for one target; `window` is the incident's. */
export function collectExposures(target: string, window: Window): ExposureCollector {
  const rows = new Map<string, Row>();
  const apart = new Map<string, RuledOut>();
  const rowAt = (path: string, about: Pick<Row, 'package' | 'matchedBy'>): Row => {
    const key = `${path} ${about.package.purl} ${about.matchedBy}`;
    const row = rows.get(key) ?? { ...about, path, variants: [] };
    rows.set(key, row);
    return row;
  };
  return {
    add(sighting, { asides, hits, requests }) {
      if (asides.length + hits.length + requests.length === 0) return;
      const dependencies = dependenciesOf(hits);
      const byPackage = Map.groupBy(hits, (hit) => `${purlOfLocked(hit)} ${hit.match.matchedBy}`);
      const asked = Map.groupBy(
        requests,
        ({ judgement, request }) => `${purlOfRequest(request)} ${judgement.match.matchedBy}`,
      );
      for (const place of sighting.places()) {
        for (const same of byPackage.values()) {
          const [{ locked, match }] = same as [(typeof same)[number]];
          const { name, version } = locked;
          const about = { purl: purlOfLocked({ locked }), name, version };
          rowAt(place.path, { package: about, matchedBy: match.matchedBy }).variants.push(
            packageVariant(sighting, place, same, dependencies),
          );
        }
        for (const same of asked.values()) {
          const [{ judgement, request }] = same as [(typeof same)[number]];
          const about = { purl: purlOfRequest(request), name: request.name, version: '' };
          rowAt(place.path, {
            package: about,
            matchedBy: judgement.match.matchedBy,
          }).variants.push(requestVariant(sighting, place, same));
        }
        for (const row of ruledOutAt(target, place.path, asides)) {
          const key = `${row.path}\0${row.package.purl}\0${row.rule}`;
          if (!apart.has(key)) apart.set(key, row);
        }
      }
    },
    finish: () => ({
      exposures: [...rows.values()]
        .map((row) => exposureOf(target, row, window))
        .toSorted(byPathAndPurl),
      ruledOut: [...apart.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row),
    }),
  };
}

function exposureOf(target: string, row: Row, window: Window): Exposure {
  const variants = row.variants.toSorted((a, b) => byStrength(a.refs[0] as Ref, b.refs[0] as Ref));
  const [first] = variants as [Variant, ...Variant[]];
  const refs = distinct(variants.flatMap((variant) => variant.refs)).toSorted(byStrength);
  const evidence = new Map(
    variants.map(({ evidence: one }) => [`${one.digest} ${one.source}`, one]),
  );
  const request = requestOf(variants);
  const { kind, stated, compared } = first.match;
  return {
    id: createHash('sha256')
      .update([target, row.path, row.package.purl, row.matchedBy].join('\0'))
      .digest('hex'),
    package:
      request === null ? row.package : { ...row.package, version: request.ranges.join(', ') },
    matchedBy: row.matchedBy,
    match: { kind, stated, compared },
    grade: first.grade,
    ...(request === null ? {} : { request }),
    target,
    place: {
      path: row.path,
      lines: [...first.lines],
      refs,
      firstCommit: null,
      lastCommit: null,
      layer: null,
      cacheKey: null,
      beside: besideIn(variants),
      ...(first.registry === null ? {} : { registry: first.registry }),
    },
    window: windowOf(refs, window),
    dependency: joinVersions(variants.map((variant) => variant.dependency)),
    statedBy: first.match.statedBy,
    evidence: [...evidence.values()].toSorted((a, b) =>
      `${a.digest}${a.source}` < `${b.digest}${b.source}` ? -1 : 1,
    ),
  };
}

function requestOf(variants: readonly Variant[]): NonNullable<Exposure['request']> | null {
  const all = variants.flatMap(({ request }) => request ?? []);
  if (all.length === 0) return null;
  const union = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];
  return {
    ranges: union(all.map(({ ranges }) => ranges)).toSorted(),
    admits: union(all.map(({ admits }) => admits)).toSorted(compareVersions),
  };
}

/** Clones of one repository have the same refs. */
function distinct(refs: readonly Ref[]): Ref[] {
  const key = (ref: Ref): string => [ref.class, ref.commit ?? '', ref.name].join(' ');
  return [...new Map(refs.map((ref) => [key(ref), ref])).values()];
}

function byPathAndPurl(a: Exposure, b: Exposure): number {
  const key = (one: Exposure): string => `${one.place.path}\0${one.package.purl}\0${one.matchedBy}`;
  return key(a) < key(b) ? -1 : 1;
}
