import type { ExposureDelta } from './answers.ts';
import type { Exposure, ExposureMap } from './schema.ts';
import { isPast } from './weight.ts';

/**
 * What changed between two scans of one incident. An exposure is the same when its id is. One that something held and
 * that commits of the past alone hold now is gone; one that nothing held and something holds now has appeared. What was
 * of the past stays so: where the later scan does not have it, that scan did not look that far back.
 */
export function exposureDelta(before: ExposureMap, after: ExposureMap): ExposureDelta {
  const then = new Map(before.exposures.map((exposure) => [exposure.id, exposure]));
  const now = new Map(after.exposures.map((exposure) => [exposure.id, exposure]));
  const isThere = (one: Exposure | undefined): boolean => one !== undefined && !isPast(one);
  const gone = before.exposures.filter((one) => isThere(one) && !isThere(now.get(one.id)));
  const appeared = after.exposures.filter(
    (one) => !then.has(one.id) || (isThere(one) && !isThere(then.get(one.id))),
  );
  const changed = new Set([...gone, ...appeared].map(({ id }) => id));
  const pastNotSeen = before.exposures.filter((one) => isPast(one) && !now.has(one.id));
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
    remaining: [...now.keys()].filter((id) => then.has(id) && !changed.has(id)),
    ...(pastNotSeen.length === 0 ? {} : { pastNotSeen: pastNotSeen.map(({ id }) => id) }),
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
