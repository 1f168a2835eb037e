import type { Person } from '../../sources/history.ts';
import { isoMoment } from '../../sources/moment.ts';
import { lifeOverlap } from './overlap.ts';
import type { Reached } from './reach.ts';
import type { HistoryCommit } from './schema.ts';
import type { Trace } from './trace.ts';
import { makerOf } from './who.ts';

/** Commits listed of each kind. */
const listed = 20;

const nobody: Person = { name: '', email: '' };

type Kind = 'introduced' | 'removed' | 'merged';

/** Commits at which it came, went and was merged: of each kind those of the window first, then the oldest, by time. */
export function commitRows(trace: Trace): Record<Kind, HistoryCommit[]> {
  const { ground, turns } = trace;
  const chosen = {
    introduced: chosenOf(trace, 'introduced'),
    removed: chosenOf(trace, 'removed'),
    merged: chosenOf(trace, 'merged'),
  };
  const reached = ground.reached([...new Set(Object.values(chosen).flat())]);
  const rowsOf = (kind: Kind): HistoryCommit[] =>
    chosen[kind].map((commit) => ({
      ...rowOf(trace, commit, reached.get(commit)),
      inWindow: isInWindow(trace, kind, commit),
      ...(turns.behindGap.has(commit) ? { behindGap: true } : {}),
    }));
  return {
    introduced: rowsOf('introduced'),
    removed: rowsOf('removed'),
    merged: rowsOf('merged'),
  };
}

function chosenOf(trace: Trace, kind: Kind): number[] {
  const { committedAt } = trace.ground.chronicle.commits;
  const timeOf = (commit: number): number => {
    const time = committedAt[commit] as number;
    return Number.isNaN(time) ? Number.MAX_VALUE : time;
  };
  const byTime = (a: number, b: number): number => timeOf(a) - timeOf(b) || a - b;
  const all = trace.turns[kind];
  if (all.length <= listed) return all.toSorted(byTime);
  const first = all.filter((commit) => isInWindow(trace, kind, commit)).toSorted(byTime);
  if (first.length >= listed) return first.slice(0, listed);
  const chosen = new Set(first);
  const others = all.filter((commit) => !chosen.has(commit)).toSorted(byTime);
  return [...first, ...others.slice(0, listed - first.length)].toSorted(byTime);
}

function isInWindow({ ground }: Trace, kind: Kind, commit: number): boolean {
  const { chronicle, lives, window } = ground;
  if (kind !== 'removed') return lifeOverlap(chronicle, lives, window, commit) === 'inside';
  const time = chronicle.commits.committedAt[commit] as number;
  return time >= window.from && time <= window.to;
}

function rowOf(
  { ground }: Trace,
  commit: number,
  reached: Reached | undefined,
): Omit<HistoryCommit, 'inWindow'> {
  const { commits } = ground.chronicle;
  const author = commits.people[commits.author[commit] as number] ?? nobody;
  const committer = commits.people[commits.committer[commit] as number] ?? nobody;
  const subject = commits.subjectOf(commit);
  return {
    commit: commits.oidOf(commit),
    authoredAt: isoMoment(commits.authoredAt[commit] as number),
    committedAt: isoMoment(commits.committedAt[commit] as number),
    author: { name: author.name, email: author.email },
    by: makerOf(author, committer, subject),
    subject,
    refs: (reached?.refs ?? []).map(({ class: kind, name }) => ({ name, class: kind })),
    refsTotal: reached?.total ?? 0,
  };
}
