import { classesOf, type RowFacts } from './classes.ts';
import { clockRows } from './clock-rows.ts';
import { commitRows } from './commit-rows.ts';
import { isoMoment } from '../../sources/moment.ts';
import type { ExposureHistory } from './schema.ts';
import { storyOf, type Subject } from './story.ts';
import type { Trace } from './trace.ts';

/** Spans listed. */
const listed = 20;

/** What an exposure's row knows of itself. */
export interface Row extends RowFacts, Pick<Subject, 'verb' | 'what'> {
  /** Distinct contents of the file that held it. */
  readonly artefacts: number;
}

/** What is said of an exposure's commits. */
export function exposureHistory(trace: Trace, row: Row): ExposureHistory {
  const { ground, onDefault, refs, times, turns } = trace;
  const { commits } = ground.chronicle;
  const classes = classesOf(trace, row);
  const clocks = clockRows(trace);
  const { introduced, merged, removed } = commitRows(trace);
  return {
    clock: 'committer',
    whole: ground.whole,
    classes,
    commits: turns.count,
    introduced,
    introducedTotal: turns.introduced.length,
    removed,
    removedTotal: turns.removed.length,
    merged,
    mergedTotal: turns.merged.length,
    spans: times.spans.slice(0, listed).map(({ from, to }) => ({
      from: isoMoment(from),
      to: isoMoment(to),
    })),
    spansTotal: times.spans.length,
    onDefault: onDefault.slice(0, listed).map(({ by, from, ref, to, until }) => ({
      ref: ref.name,
      from: isoMoment(from),
      to: isoMoment(to),
      commit: commits.oidOf(by),
      until: until === -1 ? null : commits.oidOf(until),
    })),
    onDefaultTotal: onDefault.length,
    refsNow: refs.now,
    refsEver: refs.ever,
    ...clocks,
    artefacts: row.artefacts,
    story: storyOf(trace, { ...row, ...clocks, classes }),
  };
}

/** First and last commit that hold it, by committer time; null where none states a time. */
export function endsOf({ ground, times }: Trace): Record<'first' | 'last', Held | null> {
  const { commits } = ground.chronicle;
  const held = (commit: number): Held | null =>
    commit === -1
      ? null
      : {
          commit: commits.oidOf(commit),
          committedAt: isoMoment(commits.committedAt[commit] as number),
        };
  return { first: held(times.first), last: held(times.last) };
}

/** A commit that holds something. */
export interface Held {
  readonly commit: string;
  readonly committedAt: string | null;
}
