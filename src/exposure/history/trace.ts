import type { Window } from '../../incident/schema.ts';
import type { HeldIn, HistoryRef, RepositoryHistory } from '../../sources/history.ts';
import { type Chronicle, chronicleOf } from './chronicle.ts';
import { type Lives, livesOf } from './lives.ts';
import { hidesWindow, type Overlap, overlapOf } from './overlap.ts';
import {
  countRefs,
  type FindRefs,
  firstRefs,
  type RefCounts,
  type RefOrders,
  refFinder,
  refOrders,
} from './reach.ts';
import { type LineSpan, lineSpans, type Times, timesOf } from './spans.ts';
import { type Turns, turnsOf } from './turns.ts';
import { type WindowTimes, windowTimes } from './window-times.ts';

/** What the rows of one target share. */
export interface Ground {
  readonly chronicle: Chronicle;
  readonly lives: Lives;
  readonly window: WindowTimes;
  readonly refs: RefOrders;
  /** From which refs commits are reached, the strongest class first; a few are named of each. */
  readonly reached: FindRefs;
  /** By commit, the place in `refs.byAge` of the oldest ref that leads to it; -1 for none. */
  readonly oldestRef: () => Int32Array;
  /** Room for a mark of each commit, for whoever needs it in between. */
  readonly scratch: Uint8Array;
  /** No parent is missing and every tree was read. */
  readonly whole: boolean;
  /** What could not be read may have held anything during the window. */
  readonly hidden: boolean;
}

/** All that the commits tell of one thing they hold, as numbers. */
export interface Trace {
  readonly ground: Ground;
  /** 1 for each commit that holds it. */
  readonly holds: Uint8Array;
  readonly turns: Turns;
  readonly times: Times;
  readonly overlap: Overlap;
  /** By default branch, those with the same beginning and end once. */
  readonly onDefault: readonly (LineSpan & { readonly ref: HistoryRef })[];
  readonly refs: { readonly now: RefCounts; readonly ever: RefCounts };
}

/** Refs named of a commit. */
const named = 5;

/** Traces kept: each has a mark for each commit, and what rows share is mostly shared by neighbours. */
const kept = 64;

/** Default branches looked at: of clones of one repository each has one. */
const defaults = 8;

/**
 * Traces what the commits of some histories hold. What histories share is worked out once, and so is each distinct set
 * of commits. `now` in seconds since 1970.
 */
export function tracer(
  histories: readonly RepositoryHistory[],
  window: Window,
  now: number,
): (held: readonly HeldIn[]) => Trace {
  const ground = groundOf(histories, window, now);
  const known = new Map<string, Trace>();
  return (held) => {
    const key = keyOf(histories, held);
    const trace = known.get(key) ?? traceOf(ground, ground.chronicle.holding(held));
    known.delete(key);
    known.set(key, trace);
    const [oldest] = known.keys();
    if (known.size > kept && oldest !== undefined) known.delete(oldest);
    return trace;
  };
}

function groundOf(histories: readonly RepositoryHistory[], window: Window, now: number): Ground {
  const chronicle = chronicleOf(histories);
  const lives = livesOf(chronicle, now);
  const times = windowTimes(window);
  const refs = refOrders(chronicle);
  let oldest: Int32Array | null = null;
  return {
    chronicle,
    lives,
    window: times,
    refs,
    reached: refFinder(chronicle, refs.byClass, named),
    oldestRef: () => (oldest ??= firstRefs(chronicle, refs.byAge)),
    scratch: new Uint8Array(chronicle.commits.count),
    whole: lives.cut.length === 0 && !chronicle.unread.includes(1),
    hidden: hidesWindow(chronicle, lives, times),
  };
}

function keyOf(histories: readonly RepositoryHistory[], held: readonly HeldIn[]): string {
  const states = histories.map((history) => {
    const own = held.flatMap((one) => (one.history === history ? one.states : []));
    return [...new Set(own)].toSorted((a, b) => a - b).join();
  });
  return states.join(' ');
}

function traceOf(ground: Ground, holds: Uint8Array): Trace {
  const { chronicle, hidden, lives, refs, window } = ground;
  const turns = turnsOf(chronicle, holds);
  const tips = refs.byClass
    .filter((ref) => ref.class === 'default')
    .toSorted(ownFirst)
    .slice(0, defaults);
  const lines = tips.flatMap((ref) =>
    lineSpans(chronicle, holds, ref.commit).map((span) => ({ ...span, ref })),
  );
  return {
    ground,
    holds,
    turns,
    times: timesOf(chronicle, lives, holds),
    overlap: overlapOf(chronicle, lives, window, { hidden, holds, turns }),
    onDefault: [
      ...new Map(lines.toReversed().map((one) => [`${one.by} ${one.until}`, one])).values(),
    ].toSorted((a, b) => a.by - b.by || a.until - b.until),
    refs: countRefs(chronicle, holds, ground.scratch),
  };
}

/** `main` before `origin/main`, which says the same of most clones. */
function ownFirst(a: HistoryRef, b: HistoryRef): number {
  return a.name.split('/').length - b.name.split('/').length || (a.name < b.name ? -1 : 1);
}
