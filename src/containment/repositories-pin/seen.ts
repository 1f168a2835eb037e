import type { Offer } from '../npm/packuments.ts';
import type { Demand } from './demands.ts';

/** What a target is. */
export interface About {
  readonly repository: string;
  /** Its name in the map; null for a work tree. */
  readonly ref: string | null;
}

/** A lockfile of another manager, or of no one we can pin for, that holds something compromised. */
export interface ForeignLock {
  readonly path: string;
  /** `npm` only in a work tree: on a branch we pin for it. */
  readonly manager: 'npm' | 'yarn' | 'pnpm' | 'bun' | 'other';
  /** As the project states it (`pnpm@10.4.1`), or as the lockfile's form tells; null where nothing does. */
  readonly managerVersion: string | null;
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    readonly direct: boolean;
  }[];
}

/** What is asked for by a range that lets in compromised versions, where no file says which one it became. */
export interface Asked {
  readonly path: string;
  readonly name: string;
  readonly ranges: readonly string[];
  /** Compromised versions that they let in, lowest first; none where the list has a range. */
  readonly admits: readonly string[];
}

/** What the registry has beside a compromised version, what no list of the incident names. */
export interface Offered {
  readonly name: string;
  readonly bad: string;
  /** False where the registry has nothing of that name. */
  readonly known: boolean;
  /** Below the bad one, newest first, 200 at most. */
  readonly lower: readonly Offer[];
  /** Above it, oldest first, 5 at most; only where nothing lies below. */
  readonly higher: readonly Offer[];
}

/** What was found at a target. */
export interface Seen {
  readonly target: string;
  readonly repository: string;
  readonly clone: string | null;
  /** The branch's name in the map; null for a work tree. */
  readonly branch: string | null;
  /** Its full name in the clone. */
  readonly ref: string | null;
  readonly commit: string | null;
  readonly registry: string | null;
  /** Object names of everything that was read, by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly demands: readonly Demand[];
  readonly foreign: readonly ForeignLock[];
  readonly asked: readonly Asked[];
  readonly offered: readonly Offered[];
  /** Overrides and ranges as they are, by `file` and path of keys as JSON. */
  readonly written: Readonly<Record<string, string>>;
  /** What cannot be read or has a form we do not write, a sentence each. */
  readonly unwritable: readonly string[];
}
