import type { RefClass } from '../../sources/types.ts';
import { lifeOverlap } from './overlap.ts';
import type { HistoryClass } from './schema.ts';
import type { Trace } from './trace.ts';

/** What a row knows that its commits do not. */
export interface RowFacts {
  /** Classes of the places that hold it now. */
  readonly live: readonly RefClass[];
  readonly residue: boolean;
}

/** The classes that a trace falls into, in the order of the schema. */
export function classesOf(trace: Trace, { live, residue }: RowFacts): HistoryClass[] {
  const { ground, times, turns } = trace;
  const { chronicle, window } = ground;
  const { committedAt } = chronicle.commits;
  const first = times.first === -1 ? Number.NaN : (committedAt[times.first] as number);
  const { inWindow, isBuilt } = builtIn(trace);
  const found: Record<HistoryClass, boolean> = {
    'in-window': inWindow,
    'after-takedown': turns.introduced.some(
      (commit) => (committedAt[commit] as number) > window.notAfter,
    ),
    'before-publication': first < window.notBefore,
    'at-tip': live.length > 0,
    residue,
    'merged-later': turns.merged.length > 0 || cameToDefaultLater(trace, first),
    gone: live.length === 0,
    local: turns.count > 0 && !isBuilt && live.every((one) => one === 'other'),
  };
  return (Object.keys(found) as HistoryClass[]).filter((one) => found[one]);
}

/** Whether CI could build a commit that holds it, and whether one of those lived during the window. */
function builtIn({ ground, holds, turns }: Trace): { inWindow: boolean; isBuilt: boolean } {
  const { chronicle, lives, window } = ground;
  let isBuilt = false;
  for (let commit = turns.introduced[0] ?? 0; commit < holds.length; commit += 1) {
    if (holds[commit] === 0 || lives.built[commit] === 0) continue;
    isBuilt = true;
    if (lifeOverlap(chronicle, lives, window, commit) === 'inside')
      return { inWindow: true, isBuilt };
  }
  return { inWindow: false, isBuilt };
}

/** A squash or a cherry-pick brings it onto the default branch without a merge. */
function cameToDefaultLater({ onDefault }: Trace, first: number): boolean {
  return onDefault.length > 0 && Math.min(...onDefault.map(({ from }) => from)) > first;
}
