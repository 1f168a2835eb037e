import type { CommitTable, HistoryRef } from './history.ts';
import { isoMoment } from './moment.ts';
import type { Ref } from './types.ts';

/** A ref of a history as a ref of a place: with its commit's name and the committer's time. */
export function tipRef(commits: CommitTable, { class: refClass, commit, name }: HistoryRef): Ref {
  return {
    name,
    class: refClass,
    commit: commits.oidOf(commit),
    committedAt: isoMoment(commits.committedAt[commit] as number),
  };
}
