import type { Place, Ref } from './types.ts';

/** An indicator that trees, contents and commits can be held against. */
export interface SoughtSign {
  /** As the incident calls it (`file-name`, `sha256`, `email`). */
  readonly kind: string;
  readonly value: string;
}

/** The end of a path, component by component. `*` in a component stands for any signs of a name. */
export interface SoughtPath {
  readonly sign: SoughtSign;
  /** The file's own name. */
  readonly name: string;
  /** Directories above it, outermost first; none where the name alone is sought. */
  readonly above: readonly string[];
}

/** A commit, in full or by its first digits, in lower case. */
export interface SoughtCommit {
  readonly sign: SoughtSign;
  readonly hash: string;
}

/** What an incident's indicators come to for a source. Plain data: what it is held against lies in `sign-*.ts`. */
export interface SoughtSigns {
  /** By the file's name, where that holds no `*`. */
  readonly byName: ReadonlyMap<string, readonly SoughtPath[]>;
  /** Those whose file name holds one. */
  readonly byPattern: readonly SoughtPath[];
  /** By what workflows call themselves. */
  readonly workflowNames: ReadonlyMap<string, SoughtSign>;
  /** By algorithm (as node:crypto calls it) and digest in lower-case hexadecimal (`sha256:…`). */
  readonly digests: ReadonlyMap<string, SoughtSign>;
  readonly algorithms: readonly string[];
  readonly commits: readonly SoughtCommit[];
  /** In lower case. */
  readonly emails: ReadonlyMap<string, SoughtSign>;
  /** In lower case: names of people and accounts. */
  readonly names: ReadonlyMap<string, SoughtSign>;
  /** Names of files and hosts that a command which starts by itself may name, in lower case. */
  readonly words: readonly string[];
}

/** What a configuration does by itself, without anybody asking for it. */
export interface Behaviour {
  /** The end of a sentence that begins with the file (`runs a command when a session begins`). */
  readonly does: string;
  /** The command, cut short; null where it does it in another way. */
  readonly command: string | null;
  /** What of the incident's that command names; null where nothing. */
  readonly names: string | null;
}

/** How something answers to an indicator. */
export interface SignMatch {
  readonly by: 'digest' | 'path' | 'workflow-name' | 'commit' | 'author' | 'committer';
  /** What was held against it: a digest, a path, a name. */
  readonly compared: string;
  readonly behaviour: Behaviour | null;
  /** Whether projects that nobody attacked have such a file too. */
  readonly ordinary: boolean;
}

interface Found {
  readonly kind: 'sign';
  /** The source that found it (`git`, `directory`). */
  readonly source: string;
  readonly sign: SoughtSign;
  readonly match: SignMatch;
  /** `sha256:` over the content, or `git:` and the object's name where the content was not needed. */
  readonly evidence: string;
}

/** A file that answers to an indicator. */
export interface FileSign extends Found {
  readonly about: 'file';
  /** Whether it was met in history. */
  readonly past?: boolean;
  /** Where it lies, sorted by path. Worked out when asked for. */
  places(): readonly Place[];
}

/** A commit that answers to one. */
export interface SignCommit {
  readonly oid: string;
  /** ISO 8601 in UTC; null where it states none. The committer's clock. */
  readonly committedAt: string | null;
}

/** Commits that answer to an indicator, as one. */
export interface CommitSign extends Found {
  readonly about: 'commit';
  /** Oldest first, a few of them; the first and the last are among them. */
  readonly commits: readonly SignCommit[];
  /** How many there are. */
  readonly total: number;
  /** Refs that lead to any of them, as far as is known. */
  readonly refs: readonly Ref[];
}

export type SourceSign = FileSign | CommitSign;
