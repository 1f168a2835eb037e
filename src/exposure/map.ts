import { listDigest } from '../incident/digest.ts';
import { pairCount, rangeCount } from '../incident/incident.ts';
import type { Incident } from '../incident/schema.ts';
import { readers } from '../lockfile/index.ts';
import { unsupportedFormats } from '../lockfile/unsupported-table.ts';
import { isSought, soughtByBytes } from './by-bytes.ts';
import { listProblems } from './list-problems.ts';
import { nextSteps } from './next-steps.ts';
import type { Coverage, CoverageProblem, ExposureMap, TargetVerdict } from './schema.ts';
import { isSoughtAsSign, soughtSigns } from './signs/sought.ts';
import type { TargetResult } from './target-result.ts';
import { strongestVerdict, verdictOf } from './verdict.ts';

/** All that was looked at for one TARGET argument. */
export interface ArgumentResult {
  readonly argument: string;
  readonly targets: readonly TargetResult[];
  /** Why the argument could not be expanded at all; null where it could. */
  readonly failed: CoverageProblem | null;
}

/**
 * Puts the results of a scan together. A whole argument without one artefact is `unknown`,
 * whatever its targets say: it is likelier to be the wrong place than an empty one.
 * `kept`: whether scans of the incident are kept, so that two can be compared.
 */
export function exposureMap(
  incident: Incident | null,
  results: readonly ArgumentResult[],
  scan: ExposureMap['scan'],
  kept: boolean,
): ExposureMap {
  // Arguments may share a target: clones of one origin, or directories that overlap.
  const targets = [...new Set(results.flatMap((result) => result.targets))].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const empty = new Set(results.filter(isEmpty).flatMap((result) => result.targets));
  const verdicts = targets.map((target) =>
    empty.has(target) ? unknownPlace(target) : verdictOf(target),
  );
  const coverage = coverageOf(incident, results, targets);
  const overall = strongestVerdict(verdicts.map((one) => one.verdict));
  const found = {
    incident: incident === null ? null : summary(incident),
    scan,
    exposures: targets.flatMap((target) => target.exposures),
    ruledOut: targets.flatMap((target) => target.ruledOut),
    signs: targets.flatMap((target) => target.signs),
    coverage,
  };
  const verdict = overall === 'not-exposed' && !coverage.complete ? 'unknown' : overall;
  return { ...found, verdict, targets: verdicts, next: nextSteps(found, kept) };
}

function summary(incident: Incident): NonNullable<ExposureMap['incident']> {
  const { id, title, window } = incident;
  const [packages, ranges] = [pairCount(incident), rangeCount(incident)];
  return { id, title, listDigest: listDigest(incident), packages, ranges, window };
}

function coverageOf(
  incident: Incident | null,
  results: readonly ArgumentResult[],
  targets: readonly TargetResult[],
): Coverage {
  const problems = [
    ...targets.flatMap((target) => target.problems),
    ...results.flatMap((result) => result.failed ?? []),
    ...distinctTargets(results.filter(isEmpty).map(emptyArgument)),
    ...results.flatMap(({ argument }) => unsought(incident, argument)),
    ...listProblems(incident),
  ];
  const failed =
    targets.filter((target) => !target.opened).length +
    results.filter((result) => result.failed !== null).length;
  const partial = targets.filter((target) => target.opened && target.problems.length > 0).length;
  const requested = targets.length + results.filter((result) => result.failed !== null).length;
  const sum = (count: keyof TargetResult['artefacts']): number =>
    targets.reduce((total, target) => total + target.artefacts[count], 0);
  return {
    complete: problems.length === 0,
    targets: { requested, read: requested - partial - failed, partial, failed, excluded: 0 },
    artefacts: {
      seen: sum('seen'),
      read: sum('read'),
      unreadable: sum('unreadable'),
      unsupported: sum('unsupported'),
    },
    ...outlineOf(targets),
    problems,
    notLookedFor: notLookedFor(incident),
  };
}

/** A fact and no problem: whatever lockfiles state there was read, and big repositories have such refs always. */
function outlineOf(targets: readonly TargetResult[]): Pick<Coverage, 'outline'> {
  const some = targets.filter(({ outlined }) => outlined > 0);
  if (some.length === 0) return {};
  const refs = some.reduce((sum, { outlined }) => sum + outlined, 0);
  return { outline: { targets: some.length, refs, notChecked: [...notCheckedInOutline] } };
}

const notCheckedInOutline = [
  'whether a lockfile answers for all that manifests ask for',
  'what files beside a lockfile say of it',
  'scripts of manifests',
  'installs that take anew what a lockfile holds',
];

function isEmpty(result: ArgumentResult): boolean {
  return result.failed === null && result.targets.every((target) => target.artefacts.seen === 0);
}

const nothingFound = 'nothing here states packages: is it the right place?';

function emptyArgument({ argument, targets }: ArgumentResult): CoverageProblem {
  const target = targets.length === 1 ? (targets[0]?.name ?? argument) : argument;
  return {
    target,
    path: null,
    ref: null,
    line: null,
    code: 'NOTHING_FOUND',
    message: nothingFound,
  };
}

/** Arguments that share their only target would say the same of it. */
function distinctTargets(problems: readonly CoverageProblem[]): CoverageProblem[] {
  return [...new Map(problems.map((problem) => [problem.target, problem])).values()];
}

/** A target of an argument in which nothing at all was found. */
function unknownPlace(target: TargetResult): TargetVerdict {
  const own = verdictOf(target);
  return own.verdict === 'not-exposed' ? { ...own, verdict: 'unknown', reason: nothingFound } : own;
}

/** What a scan is silent about because no file that states it would even be noticed. */
function unsought(incident: Incident | null, target: string): CoverageProblem[] {
  if (incident === null) return [];
  const noticed = new Set([
    ...readers.flatMap((reader) => reader.ecosystems),
    ...unsupportedFormats.flatMap((format) => format.ecosystems),
  ]);
  const blind = [...new Set(incident.packages.map((one) => one.ecosystem))].filter(
    (ecosystem) => !noticed.has(ecosystem),
  );
  const base = { target, path: null, ref: null, line: null };
  const byBytes = soughtByBytes(incident);
  const bySigns = soughtSigns(incident) !== null;
  if (incident.packages.length === 0 && !byBytes && !bySigns) {
    const message = 'the incident names nothing that a scan looks for';
    return [{ ...base, code: 'NOTHING_SOUGHT', message }];
  }
  const readable = lockfileEcosystems();
  const sought = new Set(incident.packages.map((one) => one.ecosystem));
  if (sought.size > 0 && !byBytes && ![...sought].some((ecosystem) => readable.has(ecosystem))) {
    const names = [...sought].toSorted().join(', ');
    const message = `nothing could be looked for by version: firebreak reads no lockfile of ${names} packages yet`;
    return [{ ...base, code: 'NOTHING_SOUGHT', message }];
  }
  return blind.toSorted().map((ecosystem) => ({
    ...base,
    code: 'ECOSYSTEM_NOT_READ',
    message: `firebreak knows no file that states ${ecosystem} packages: those of the incident were not looked for`,
  }));
}

/** Ecosystems of whose lockfiles some are read. That an SBOM may state a package of any does not mean that one does. */
function lockfileEcosystems(): ReadonlySet<string> {
  return new Set(readers.flatMap(({ ecosystems }) => (ecosystems.length === 1 ? ecosystems : [])));
}

/** What the list states that no reader of ours could meet, so that silence is not taken for an answer. */
function notLookedFor(incident: Incident | null): Coverage['notLookedFor'] {
  const readable = lockfileEcosystems();
  const packages: Record<string, number> = {};
  const indicators: Record<string, number> = {};
  for (const { ecosystem, ranges, versions } of incident?.packages ?? []) {
    if (readable.has(ecosystem)) continue;
    packages[ecosystem] =
      (packages[ecosystem] ?? 0) + Object.keys(versions).length + Object.keys(ranges).length;
  }
  for (const indicator of incident?.indicators ?? []) {
    const { kind } = indicator;
    if (!isSought(indicator) && !isSoughtAsSign(indicator))
      indicators[kind] = (indicators[kind] ?? 0) + 1;
  }
  return { packages, indicators };
}
