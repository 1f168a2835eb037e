import { hash } from 'node:crypto';
import type { Window } from '../incident/schema.ts';
import { compareVersions } from '../package/version.ts';
import { byStrength } from '../sources/ref-order.ts';
import type { Place, Ref, Sighting } from '../sources/types.ts';
import { dependenciesOf, joinVersions } from './dependency.ts';
import { endsOf, exposureHistory } from './history/exposure-history.ts';
import { type Trace, tracer } from './history/trace.ts';
import type { Sifted } from './hits.ts';
import {
  artefactsIn,
  evidenceIn,
  historiesIn,
  noPast,
  noteHeld,
  type Past,
  pastEvidence,
} from './past.ts';
import { refJoiner } from './row-refs.ts';
import { declinedAt, ruledOutAt } from './ruled-out.ts';
import type { Exposure, RuledOut } from './schema.ts';
import { besideIn, packageVariant, purlOfLocked, type Variant } from './variant.ts';
import { purlOfRequest, requestVariant, surestOutcome } from './request-variant.ts';
import { windowOf, windowOfTrace } from './window.ts';

interface Row {
  readonly package: Exposure['package'];
  readonly matchedBy: Exposure['matchedBy'];
  readonly path: string;
  /** What is there now. */
  readonly variants: Variant[];
  readonly past: Past;
}

/** What the times of commits are held against. */
export interface Times {
  /** The incident's. */
  readonly window: Window;
  /** When the look is taken: a commit dated later bears a wrong clock. */
  readonly now: Date;
}

/** Gathers what one target holds from its sightings. */
export interface ExposureCollector {
  add(sighting: Sighting, sifted: Sifted): void;
  /** Both sorted by path and purl. */
  finish(): { exposures: Exposure[]; ruledOut: RuledOut[] };
}

/**
 * A collector for one target. Of contents of the past only their commits and digests are kept, and what the first of
 * them says: a row that something holds now says what that does.
 */
export function collectExposures(target: string, { now, window }: Times): ExposureCollector {
  const rows = new Map<string, Map<string, Row>>();
  const apart = new Map<string, RuledOut>();
  const rowAt = (path: string, key: string, about: () => Pick<Row, 'package' | 'matchedBy'>) => {
    const own = rows.get(path) ?? new Map<string, Row>();
    rows.set(path, own);
    const row = own.get(key) ?? { ...about(), path, variants: [], past: noPast() };
    own.set(key, row);
    return row;
  };
  return {
    add(sighting, { asides, declined = [], hits, requests }) {
      if (asides.length + hits.length + requests.length + declined.length === 0) return;
      let graphs: ReturnType<typeof dependenciesOf> | null = null;
      const evidence = pastEvidence(sighting);
      const put = (place: Place, row: Row, variant: () => Variant): void => {
        noteHeld(row.past, place, evidence);
        if (sighting.past !== true) row.variants.push(variant());
        else if (row.variants.length === 0) row.past.variant ??= variant();
      };
      const byPackage = Map.groupBy(hits, (hit) => `${purlOfLocked(hit)} ${hit.match.matchedBy}`);
      const asked = Map.groupBy(
        requests,
        ({ judgement, request }) => `${purlOfRequest(request)} ${judgement.match.matchedBy}`,
      );
      for (const place of sighting.places()) {
        for (const [key, same] of byPackage) {
          const about = (): Pick<Row, 'package' | 'matchedBy'> => {
            const [{ locked, match }] = same as [(typeof same)[number]];
            const { name, version } = locked;
            const named = { purl: purlOfLocked({ locked }), name, version };
            return { package: named, matchedBy: match.matchedBy };
          };
          put(place, rowAt(place.path, key, about), () => {
            graphs ??= dependenciesOf(hits);
            return packageVariant(sighting, place, same, graphs);
          });
        }
        for (const [key, same] of asked) {
          const about = (): Pick<Row, 'package' | 'matchedBy'> => {
            const [{ judgement, request }] = same as [(typeof same)[number]];
            const named = { purl: purlOfRequest(request), name: request.name, version: '' };
            return { package: named, matchedBy: judgement.match.matchedBy };
          };
          put(place, rowAt(place.path, key, about), () => requestVariant(sighting, place, same));
        }
        for (const row of [
          ...ruledOutAt(target, place.path, asides),
          ...declinedAt(target, place.path, declined),
        ]) {
          const key = `${row.path}\0${row.package.purl}\0${row.rule}`;
          if (!apart.has(key)) apart.set(key, row);
        }
      }
    },
    finish() {
      const all = [...rows.values()].flatMap((own) => [...own.values()]).toSorted(byPathAndPurl);
      const histories = historiesIn(all);
      const trace = histories.length === 0 ? null : tracer(histories, window, now.getTime() / 1000);
      const refsOf = refJoiner();
      return {
        exposures: all.map((row) => {
          const variants = variantsOf(row);
          const refs = refsOf(variants.map((variant) => variant.refs));
          const traced = row.past.held.length > 0 ? (trace?.(row.past.held) ?? null) : null;
          return exposureOf(target, row, { variants, refs, window, trace: traced });
        }),
        ruledOut: [...apart.entries()]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([, row]) => row),
      };
    },
  };
}

/** What a row comes to. */
interface Told {
  readonly variants: readonly Variant[];
  readonly refs: Ref[];
  readonly window: Window;
  readonly trace: Trace | null;
}

function exposureOf(target: string, row: Row, { refs, trace, variants, window }: Told): Exposure {
  const [first] = variants as [Variant, ...Variant[]];
  const request = requestOf(variants);
  const { kind, stated, compared } = first.match;
  const ends = trace === null ? null : endsOf(trace);
  const about =
    request === null ? row.package : { ...row.package, version: request.ranges.join(', ') };
  const identity = [target, row.path, row.package.purl, row.matchedBy].join('\0');
  return {
    id: hash('sha256', identity),
    package: about,
    matchedBy: row.matchedBy,
    match: { kind, stated, compared },
    grade: first.grade,
    ...(request === null ? {} : { request }),
    target,
    place: {
      path: row.path,
      lines: [...first.lines],
      refs,
      firstCommit: ends?.first?.commit ?? null,
      lastCommit: ends?.last?.commit ?? null,
      layer: null,
      cacheKey: null,
      beside: besideIn(variants),
      ...(first.registry === null ? {} : { registry: first.registry }),
    },
    window: trace === null ? windowOf(refs, window) : windowOfTrace(refs, trace),
    dependency: joinVersions(variants.map((variant) => variant.dependency)),
    ...(trace === null
      ? {}
      : {
          history: exposureHistory(trace, {
            what: `${about.name} ${about.version}`,
            verb: request === null ? 'held' : 'asked for',
            live: refs.map((ref) => ref.class),
            residue: variants.every((variant) => variant.residue),
            artefacts: artefactsIn(row.variants, row.past),
          }),
        }),
    statedBy: first.match.statedBy,
    evidence: evidenceIn(row.variants, row.past),
  };
}

/** What speaks for a row: what is there now, strongest ref first, else what was. */
function variantsOf({ past, variants }: Row): Variant[] {
  if (variants.length === 0 && past.variant !== null) return [past.variant];
  return variants.toSorted((a, b) => byStrength(a.refs[0] as Ref, b.refs[0] as Ref));
}

function requestOf(variants: readonly Variant[]): NonNullable<Exposure['request']> | null {
  const all = variants.flatMap(({ request }) => request ?? []);
  if (all.length === 0) return null;
  const union = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];
  return {
    ranges: union(all.map(({ ranges }) => ranges)).toSorted(),
    admits: union(all.map(({ admits }) => admits)).toSorted(compareVersions),
    ...surestOutcome(all),
  };
}

function byPathAndPurl(a: Row, b: Row): number {
  return (
    order(a.path, b.path) ||
    order(a.package.purl, b.package.purl) ||
    order(a.matchedBy, b.matchedBy)
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
