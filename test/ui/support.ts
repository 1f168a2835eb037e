import { stripVTControlCharacters } from 'node:util';
import type { Exposure, ExposureMap } from '../../src/exposure/schema.ts';

/** Runs something as on a terminal of so many columns. */
export function onPage<T>(columns: number, run: () => T): T {
  const before = Object.getOwnPropertyDescriptor(process.stdout, 'columns');
  Object.defineProperty(process.stdout, 'columns', { configurable: true, value: columns });
  try {
    return run();
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.stdout, 'columns');
    else Object.defineProperty(process.stdout, 'columns', before);
  }
}

/** Lines of a text without colour. */
export function linesOf(text: string): string[] {
  return stripVTControlCharacters(text).split('\n');
}

/** Parts of an exposure that a test is about. */
export interface ExposureParts {
  readonly name?: string;
  readonly target?: string;
  readonly place?: Partial<Exposure['place']>;
  readonly window?: Partial<Exposure['window']>;
  readonly dependency?: Partial<Exposure['dependency']>;
  readonly grade?: Exposure['grade'];
  readonly matchedBy?: Exposure['matchedBy'];
  readonly statedBy?: Exposure['statedBy'];
  readonly history?: Exposure['history'];
}

/** An exposure of `bad 1.0.0` on the default branch of acme/web, but for what is given. */
export function exposure(parts: ExposureParts = {}): Exposure {
  const { name = 'bad', target = 'acme/web' } = parts;
  return {
    id: `${target} ${name} ${parts.place?.path ?? ''}`,
    package: { purl: `pkg:npm/${name}@1.0.0`, name, version: '1.0.0' },
    matchedBy: parts.matchedBy ?? 'version',
    grade: parts.grade ?? 'locked',
    target,
    place: {
      path: 'package-lock.json',
      lines: [7],
      refs: [{ name: 'main', class: 'default', commit: null, committedAt: null }],
      firstCommit: null,
      lastCommit: null,
      layer: null,
      cacheKey: null,
      ...parts.place,
    },
    window: {
      firstSeen: null,
      lastSeen: null,
      overlap: 'unknown',
      live: 'default',
      ...parts.window,
    },
    dependency: {
      direct: true,
      scope: 'prod',
      importers: ['app'],
      paths: [['app', name]],
      pathsTotal: '1',
      dominators: [],
      bump: [name],
      ...parts.dependency,
    },
    ...(parts.history === undefined ? {} : { history: parts.history }),
    statedBy: parts.statedBy ?? {},
    evidence: [],
  };
}

/** A map with these exposures, read whole, but for what is given. */
export function mapOf(
  exposures: readonly Exposure[],
  parts: Partial<ExposureMap> = {},
): ExposureMap {
  const names = [...new Set(exposures.map((one) => one.target))];
  const read = names.length;
  return {
    incident: {
      id: 'wave',
      title: 'The wave',
      listDigest: 'sha256:0',
      packages: 2,
      ranges: 0,
      window: { from: null, to: null, estimated: true, source: '' },
    },
    scan: {
      number: 3,
      at: '2026-01-01T00:00:00.000Z',
      arguments: ['.'],
      directory: '/home/ada',
      refs: 'all',
    },
    verdict: exposures.length > 0 ? 'exposed' : 'not-exposed',
    targets: names.map((name) => ({
      name,
      kind: 'repository',
      verdict: exposures.every((one) => one.target !== name || one.grade === 'resolvable')
        ? 'possibly-exposed'
        : 'exposed',
      exposures: exposures.filter((one) => one.target === name).length,
      reason: null,
    })),
    exposures: [...exposures],
    coverage: {
      complete: true,
      targets: { requested: read, read, partial: 0, failed: 0, excluded: 0 },
      artefacts: { seen: read, read, unreadable: 0, unsupported: 0 },
      problems: [],
      notLookedFor: { packages: {}, indicators: {} },
    },
    next: [],
    ...parts,
  };
}
