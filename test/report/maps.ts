import { Exposure, ExposureMap, type Verdict } from '../../src/exposure/schema.ts';

type Ref = Exposure['place']['refs'][number]['class'];

/** An exposure of a target on a ref. */
export function exposure(
  target: string,
  ref: string,
  kind: Ref = 'default',
  name = 'left-pad',
): Exposure {
  const id = Buffer.from(`${target} ${name}`).toString('hex').padEnd(64, '0').slice(0, 64);
  return Exposure.parse({
    id,
    package: { purl: `pkg:npm/${name}@1.3.1`, name, version: '1.3.1' },
    matchedBy: 'version',
    grade: 'locked',
    target,
    place: {
      path: 'package-lock.json',
      lines: [7],
      refs: [{ name: ref, class: kind, commit: null, committedAt: null }],
      firstCommit: null,
      lastCommit: null,
      layer: null,
      cacheKey: null,
    },
    window: {
      firstSeen: null,
      lastSeen: null,
      overlap: 'unknown',
      live: kind === 'other' ? 'none' : kind,
    },
    dependency: {
      direct: true,
      scope: 'prod',
      importers: [],
      paths: [],
      pathsTotal: '1',
      dominators: [],
      bump: [],
    },
    statedBy: {},
    evidence: [],
  });
}

/** A map of targets by verdict, with the given exposures. */
export function mapOf(
  number: number,
  targets: Readonly<Record<string, Verdict>>,
  exposures: readonly Exposure[] = [],
): ExposureMap {
  const rows = Object.entries(targets).map(([name, verdict]) => ({
    name,
    kind: 'repository',
    verdict,
    exposures: exposures.filter(({ target }) => target === name).length,
    reason: verdict === 'unknown' ? 'could not be read' : null,
  }));
  const unknown = rows.filter(({ verdict }) => verdict === 'unknown');
  return ExposureMap.parse({
    incident: {
      id: 'wave-1',
      title: 'The wave',
      listDigest: 'sha256:list',
      packages: 2,
      ranges: 0,
      window: { from: null, to: null, estimated: true, source: 'test' },
    },
    scan: {
      number,
      at: `2026-11-20T0${number}:00:00.000Z`,
      arguments: ['.'],
      directory: '/srv',
      refs: 'all',
    },
    verdict: rows.some(({ verdict }) => verdict === 'exposed') ? 'exposed' : 'not-exposed',
    targets: rows,
    exposures,
    coverage: {
      complete: unknown.length === 0,
      targets: {
        requested: rows.length,
        read: rows.length - unknown.length,
        partial: 0,
        failed: unknown.length,
        excluded: 0,
      },
      artefacts: { seen: rows.length, read: rows.length, unreadable: 0, unsupported: 0 },
      problems: unknown.map(({ name }) => ({
        target: name,
        path: null,
        ref: null,
        line: null,
        code: 'GIT_UNREADABLE',
        message: 'broken',
      })),
      notLookedFor: { packages: {}, indicators: {} },
    },
    next: [],
  });
}

/** What the runs of the tests start from: one exposed target, one that is not. */
export const before = mapOf(1, { 'acme/web': 'exposed', 'acme/docs': 'not-exposed' }, [
  exposure('acme/web', 'main'),
]);

/** The same once it is clean. */
export const clean = mapOf(2, { 'acme/web': 'not-exposed', 'acme/docs': 'not-exposed' });
