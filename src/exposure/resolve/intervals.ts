/** A stretch of time, its end not in it. Either may be infinite. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** What two stretches share, or null. */
export function overlapOf(a: Interval, b: Interval): Interval | null {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return from < to ? { from, to } : null;
}

/** Whether some stretches together leave nothing of another uncovered. */
export function areCovering(stretches: readonly Interval[], whole: Interval): boolean {
  let covered = whole.from;
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    if (from > covered) return false;
    covered = Math.max(covered, to);
    if (covered >= whole.to) return true;
  }
  return covered >= whole.to;
}
