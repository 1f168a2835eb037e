import type { RefClass } from './types.ts';

/** Who a commit says wrote it. Anybody can write any name there. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** A repository's commits, parents before children. An index into it is a commit's number. */
export interface CommitTable {
  readonly count: number;
  /** The object id, in hexadecimal. */
  oidOf(commit: number): string;
  /** Where a commit's parents begin in `parents`; one more entry than there are commits. */
  readonly parentStart: Int32Array;
  /** Numbers of parents, first parent first; -1 for one that is not there (shallow or damaged). */
  readonly parents: Int32Array;
  /** Seconds since 1970; NaN where the commit states no time. The author's clock. */
  readonly authoredAt: Float64Array;
  /** Seconds since 1970; NaN where the commit states no time. The committer's clock: when it came to be as it is. */
  readonly committedAt: Float64Array;
  /** Indexes into `people`. */
  readonly author: Int32Array;
  readonly committer: Int32Array;
  readonly people: readonly Person[];
  /** First line of the message, cut at 200 characters. */
  subjectOf(commit: number): string;
}

/** A ref that leads to a commit, and what CI makes of its class. */
export interface HistoryRef {
  /** What is shown: `main`, `refs/pull/34/head`. */
  readonly name: string;
  readonly class: RefClass;
  /** The commit's number. */
  readonly commit: number;
}

/**
 * What a repository's commits hold over time. Many commits hold the same files of interest: that is one state, and an
 * index into the roots of the listing that goes with this.
 */
export interface RepositoryHistory {
  readonly commits: CommitTable;
  /** State of each commit; -1 where its tree could not be read. */
  readonly states: Int32Array;
  /** Strongest class first; refs that lead to no commit are left out. */
  readonly refs: readonly HistoryRef[];
}

/** Commits that hold an artefact at one path: those of the given states. */
export interface HeldIn {
  readonly history: RepositoryHistory;
  /** Distinct, ascending. */
  readonly states: readonly number[];
}
