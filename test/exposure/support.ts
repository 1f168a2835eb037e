import { registryPlace } from '../../src/exposure/addresses.ts';
import { exposureMap } from '../../src/exposure/map.ts';
import { createMatcher } from '../../src/exposure/matcher.ts';
import type { Exposure, ExposureMap } from '../../src/exposure/schema.ts';
import { soughtSigns } from '../../src/exposure/signs/sought.ts';
import { lookAt, type TargetResult } from '../../src/exposure/target-result.ts';
import type { Incident, Indicator } from '../../src/incident/schema.ts';
import type { LockedPackage } from '../../src/lockfile/types.ts';
import { directorySource } from '../../src/sources/directory/source.ts';
import type { RefSelection } from '../../src/sources/git/refs.ts';
import { realDoors } from '../support/doors.ts';

interface IncidentParts {
  /** `ecosystem name` to versions; a version that begins with `<`, `>`, `^`, `~` or is `*` is a range. */
  readonly packages?: Readonly<Record<string, readonly string[]>>;
  readonly indicators?: Readonly<Partial<Record<Indicator['kind'], string>>>;
  readonly window?: { readonly from: string | null; readonly to: string | null };
}

const statedBy = { 'list.csv': ['vendor'] };

/** An incident made of plain parts, stated by one list. */
export function incidentOf({ indicators = {}, packages = {}, window }: IncidentParts): Incident {
  const opened = '2026-05-19T08:00:00Z';
  return {
    schema: 'firebreak/incident@1',
    id: 'inc-1',
    title: 'Incident',
    severity: null,
    commander: null,
    openedAt: opened,
    updatedAt: opened,
    window: { from: null, to: null, ...window, estimated: false, source: 'test' },
    lists: [],
    packages: Object.entries(packages).map(([key, stated]) => {
      const [ecosystem, name] = key.split(' ') as [string, string];
      const isRange = (version: string): boolean => /^[<>^~*]/.test(version);
      return {
        ecosystem,
        name,
        versions: factsOf(stated.filter((version) => !isRange(version))),
        ranges: factsOf(stated.filter(isRange)),
      };
    }),
    indicators: Object.entries(indicators).map(([kind, value]) => ({
      kind: kind as Indicator['kind'],
      value,
      context: null,
      sources: statedBy,
    })),
  };
}

function factsOf(values: readonly string[]): Record<string, typeof statedBy> {
  return Object.fromEntries(values.map((value) => [value, statedBy]));
}

/** A package of a lockfile, from the registry unless something else is said. */
export function locked(
  name: string,
  version: string,
  more: Partial<LockedPackage> = {},
): LockedPackage {
  return {
    key: `node_modules/${name}`,
    ecosystem: 'npm',
    name,
    version,
    source: 'registry',
    resolved: null,
    commit: null,
    integrity: null,
    marks: [],
    scope: null,
    ...more,
  };
}

interface ScanOptions {
  readonly refs?: RefSelection;
  readonly kept?: boolean;
  readonly privateRegistries?: readonly string[];
  /** Targets looked at side by side (default: all). */
  readonly jobs?: number;
}

/** Scans paths as arguments of one scan. */
export async function scanned(
  incident: Incident | null,
  paths: readonly string[],
  { jobs = Infinity, kept = true, privateRegistries = [], refs = 'all' }: ScanOptions = {},
): Promise<ExposureMap> {
  const rules = {
    privateRegistries: privateRegistries.flatMap((place) => registryPlace(place) ?? []),
  };
  const question = { incident, matcher: incident === null ? null : createMatcher(incident, rules) };
  const results = [];
  for (const argument of paths) {
    const signs = incident === null ? null : soughtSigns(incident);
    const targets = (await directorySource.expand(argument, { refs, signs }, realDoors)) ?? [];
    const looked: TargetResult[] = [];
    for (let from = 0; from < targets.length; from += jobs) {
      const some = targets.slice(from, from + jobs);
      looked.push(...(await Promise.all(some.map((one) => lookAt(one, question, realDoors)))));
    }
    results.push({ argument, targets: looked, failed: null });
  }
  const scan = {
    number: 1,
    at: '2026-05-20T00:00:00.000Z',
    arguments: [...paths],
    directory: '/home/ada',
    refs,
  };
  return exposureMap(incident, results, scan, kept);
}

/** An exposure as `target path name@version matchedBy grade [class:ref …]`. */
export function rowOf({ grade, matchedBy, package: one, place, target }: Exposure): string {
  const refs = place.refs.map((ref) =>
    ref.class === 'worktree' ? 'worktree' : `${ref.class}:${ref.name}`,
  );
  return `${target} ${place.path} ${one.name}@${one.version} ${matchedBy} ${grade} [${refs.join(' ')}]`;
}
