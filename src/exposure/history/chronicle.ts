import type { CommitTable, HeldIn, HistoryRef, RepositoryHistory } from '../../sources/history.ts';
import { holdingIn } from './holding.ts';
import { joinHistories } from './join.ts';

/** The histories of a target as one: clones of a repository share commits. */
export interface Chronicle {
  readonly commits: CommitTable;
  /** Strongest class first. */
  readonly refs: readonly HistoryRef[];
  /** 1 for a commit whose tree could not be read in any clone. */
  readonly unread: Uint8Array;
  /** 1 for each commit that holds what is held in any of these, all of them of this chronicle's histories. */
  holding(held: readonly HeldIn[]): Uint8Array;
}

/** A chronicle of one history or more. */
export function chronicleOf(histories: readonly RepositoryHistory[]): Chronicle {
  const [only] = histories;
  if (histories.length > 1 || only === undefined) return joinHistories(histories);
  return {
    commits: only.commits,
    refs: only.refs,
    unread: Uint8Array.from(only.states, (state) => Number(state < 0)),
    holding: (held) => holdingIn(only, held),
  };
}
