import { clearanceOf } from '../exposure/clearance.ts';
import { exposureDelta } from '../exposure/delta.ts';
import type { ExposureMap, Verdict } from '../exposure/schema.ts';
import { countingExposures, isPast } from '../exposure/weight.ts';
import { historiesOf } from './histories.ts';
import type { ReportInput } from './input.ts';
import { exclusionsIn, lastRescan } from './records.ts';
import type { MapSummary, TargetChange, VerdictChange } from './schema.ts';

/** Verdict before and after, in numbers and by target. What the rescan's step excluded counts for what is clear. */
export function verdictChange({ after, before, definition, records }: ReportInput): VerdictChange {
  const rescan = lastRescan(records, definition);
  const base = {
    before: summaryOf(before),
    targets: changesOf(before, after),
    ...historiesOf(before, after),
  };
  if (after === null)
    return {
      ...base,
      after: null,
      afterSeq: null,
      exposures: null,
      unconfirmed: [],
      clearance: null,
    };
  const delta = exposureDelta(before, after);
  const past = new Set(after.exposures.filter(isPast).map(({ id }) => id));
  const reasons = exclusionsIn(records).flatMap(({ data, name, step }) =>
    step === rescan?.step ? [[name, data.reason] as const] : [],
  );
  const { clear, excluded, live, open, unknown } = clearanceOf(after, Object.fromEntries(reasons));
  return {
    ...base,
    after: summaryOf(after),
    afterSeq: rescan?.seq ?? null,
    exposures: {
      gone: delta.gone.length,
      remaining: delta.remaining.filter((id) => !past.has(id)).length,
      appeared: delta.appeared.length,
      listChanged: delta.listChanged,
    },
    unconfirmed: [...delta.unconfirmed],
    clearance: {
      clear,
      live: [...live],
      open: [...open],
      unknown: [...unknown],
      excluded: Object.entries(excluded).map(([name, reason]) => ({ name, reason })),
    },
  };
}

function summaryOf(map: ExposureMap): MapSummary {
  const counted = (verdict: Verdict): number =>
    map.targets.filter((target) => target.verdict === verdict).length;
  return {
    scan: map.scan.number,
    at: map.scan.at,
    refs: map.scan.refs,
    verdict: map.verdict,
    packages: map.incident?.packages ?? 0,
    ranges: map.incident?.ranges ?? 0,
    targets: {
      total: map.targets.length,
      exposed: counted('exposed'),
      possiblyExposed: counted('possibly-exposed'),
      notExposed: counted('not-exposed'),
      unknown: counted('unknown'),
    },
    exposures: countingExposures(map.exposures).length,
    complete: map.coverage.complete,
  };
}

function changesOf(before: ExposureMap, after: ExposureMap | null): TargetChange[] {
  const then = new Map(before.targets.map((target) => [target.name, target]));
  const now = new Map((after?.targets ?? []).map((target) => [target.name, target]));
  const names = [...new Set([...then.keys(), ...now.keys()])].toSorted();
  const [counts, lateCounts] = [before, after].map(countsOf) as [Counts, Counts];
  return names.map((name) => {
    const old = then.get(name);
    const late = now.get(name);
    return {
      target: name,
      before: old?.verdict ?? null,
      after: late?.verdict ?? null,
      exposuresBefore: old === undefined ? null : (counts.get(name)?.length ?? 0),
      exposuresAfter: late === undefined ? null : (lateCounts.get(name)?.length ?? 0),
      reason: (late ?? old)?.reason ?? null,
    };
  });
}

type Counts = ReadonlyMap<string, readonly unknown[]>;

/** By target, the exposures that count for its verdict. */
function countsOf(map: ExposureMap | null): Counts {
  return Map.groupBy(countingExposures(map?.exposures ?? []), ({ target }) => target);
}
