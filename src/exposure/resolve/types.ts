import type { Ecosystem } from '../../package/ecosystem.ts';

/** Whether an install, run while a compromised version could be had, would have taken it. */
export type Answer = 'would' | 'could-not' | 'cannot-say';

/** An answer with its reason, a sentence without a full stop. */
export interface Resolution {
  readonly answer: Answer;
  readonly reason: string;
}

/** A version of a package. Times are in milliseconds since 1970. */
export interface Release {
  readonly version: string;
  /** Null where nobody says. */
  readonly publishedAt: number | null;
  /** Null where it can be had still; `unknown` where it was taken down, or may have been, and nobody says when. */
  readonly removedAt: number | 'unknown' | null;
  readonly deprecated: boolean;
}

/** When a tag pointed at a version. Null where it did so before anybody looked, or does so still. */
export interface TagSpan {
  readonly tag: string;
  readonly version: string;
  readonly from: number | null;
  readonly to: number | null;
}

/** What is known of a package: from an incident alone, or from its registry. */
export interface ReleaseFacts {
  /** Whether every version that was ever published is among the releases. */
  readonly complete: boolean;
  readonly releases: readonly Release[];
  /** Empty where it is not known what a tag pointed at. */
  readonly tags: readonly TagSpan[];
}

/** A span of time in milliseconds since 1970; null where a side is not known, or open. */
export interface Span {
  readonly from: number | null;
  readonly to: number | null;
}

/** What keeps a client from versions that are too new. */
export interface Cooldown {
  /** How old a version must be, in milliseconds; null where a moment counts. */
  readonly age: number | null;
  /** Versions that came after this moment count for nothing. */
  readonly before: number | null;
  /** Names, patterns of names with `*`, and `name@version || version`, for which it does not hold. */
  readonly except: readonly string[];
  /** Whether a client that finds nothing old enough gives up, and does not take something newer. */
  readonly strict: boolean;
  /** False where it is not known whether the client that ran is new enough to know the setting. */
  readonly sure: boolean;
  /** As it is written (`minimumReleaseAge: 1440`). */
  readonly stated: string;
  /** The file, or what has it for a default. */
  readonly at: string;
}

/** A version that a project gives a name, whatever asks for it. */
export interface Pin {
  readonly spec: string;
  /** The key it stands under (`overrides`). */
  readonly field: string;
  readonly at: string;
}

/** What is asked for, and all that bears on what it becomes. */
export interface Asking {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly range: string | null;
  /** Compromised versions that may be let in; `every` where no version is clean. */
  readonly compromised: readonly string[] | 'every';
  readonly facts: ReleaseFacts;
  /** When the install could have run. */
  readonly span: Span;
  readonly pin: Pin | null;
  readonly cooldown: Cooldown | null;
  /** The manifest that asks for the name as well, where the command runs what is installed first; null elsewhere. */
  readonly installedBy: string | null;
}
