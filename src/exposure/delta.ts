import type { ExposureDelta } from './answers.ts';
import type { Exposure, ExposureMap } from './schema.ts';

/** What changed between two scans of one incident. An exposure is the same when its id is. */
export function exposureDelta(before: ExposureMap, after: ExposureMap): ExposureDelta {
  const then = new Set(before.exposures.map((exposure) => exposure.id));
  const now = new Set(after.exposures.map((exposure) => exposure.id));
  const gone = before.exposures.filter((exposure) => !now.has(exposure.id));
  const appeared = after.exposures.filter((exposure) => !then.has(exposure.id));
  const lookedAt = targetsOf(after);
  const lookedAtBefore = targetsOf(before);
  return {
    incident: after.incident?.id ?? '',
    from: before.scan.number ?? 0,
    to: after.scan.number ?? 0,
    verdict: { before: before.verdict, after: after.verdict },
    appeared,
    gone,
    toldApart: gone.filter((exposure) => isToldApart(exposure, after)).map(({ id }) => id),
    remaining: [...now].filter((id) => then.has(id)),
    unconfirmed: exposedIn(gone).filter(
      (target) => looksAtLess(before, after) || !readWhole(target, after),
    ),
    notLookedAt: exposedIn(gone).filter((target) => !lookedAt.has(target)),
    newlyLookedAt: exposedIn(appeared).filter((target) => !lookedAtBefore.has(target)),
    complete: after.coverage.complete,
    listChanged: before.incident?.listDigest !== after.incident?.listDigest,
  };
}

function isToldApart(
  { package: one, place, target }: Exposure,
  { ruledOut = [] }: ExposureMap,
): boolean {
  return ruledOut.some(
    (row) => row.target === target && row.path === place.path && row.package.purl === one.purl,
  );
}

/** Targets of exposures, each once, sorted. */
function exposedIn(exposures: readonly Exposure[]): string[] {
  return [...new Set(exposures.map((exposure) => exposure.target))].toSorted();
}

function targetsOf(scan: ExposureMap): Set<string> {
  return new Set(scan.targets.map((target) => target.name));
}

/** Whether the later scan left out refs that the earlier one looked at. */
function looksAtLess(before: ExposureMap, after: ExposureMap): boolean {
  const order: readonly ExposureMap['scan']['refs'][] = ['head', 'branches', 'all'];
  return order.indexOf(after.scan.refs) < order.indexOf(before.scan.refs);
}

function readWhole(target: string, scan: ExposureMap): boolean {
  const looked = scan.targets.some((one) => one.name === target);
  return looked && !scan.coverage.problems.some((problem) => problem.target === target);
}
