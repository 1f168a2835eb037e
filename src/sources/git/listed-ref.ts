import type { RefClass } from '../types.ts';

/** A ref as the repository lists it; the object it names has not been looked at. */
export interface ListedRef {
  /** What is shown: `main`, `origin/main`, `v1.0.0`, `refs/pull/34/head`, `HEAD` when detached. */
  readonly name: string;
  readonly class: RefClass;
  /** The object it names: a commit, an annotated tag, seldom a tree or a blob. */
  readonly oid: string;
}

/** A ref with its full name, one character for each byte. */
export interface NamedRef extends ListedRef {
  readonly refname: string;
}
