import { hash } from 'node:crypto';
import type { Git, GitConversation, GitOutput } from '../../../../src/host/git.ts';
import { emptyCommitStore } from '../../../../src/sources/git/history/commit-store.ts';
import {
  emptyObjectTable,
  type ObjectKind,
} from '../../../../src/sources/git/history/object-table.ts';
import type { LoadedRepository } from '../../../../src/sources/git/history/read.ts';
import { emptyTagStore } from '../../../../src/sources/git/history/tag-store.ts';
import { emptyTreeStore } from '../../../../src/sources/git/history/tree-store.ts';

/** A name's bytes by their codes, for names that are no text. */
type EntryName = string | Uint8Array;

/** `[mode, name, oid]`. */
export type MadeEntry = readonly [mode: string, name: EntryName, oid: string];

/** A repository's objects as they are made, without a repository. */
export interface MadeObjects {
  blob(content: string): string;
  tree(entries: readonly MadeEntry[]): string;
  /** A tree of bytes that need be none. */
  rawTree(bytes: Uint8Array): string;
  commit(tree: string, parents?: readonly string[]): string;
  /** All of it as it is loaded; what `without` names is not there. */
  load(options?: LoadOptions): LoadedRepository;
}

interface LoadOptions {
  readonly matters?: (name: string) => boolean;
  /** Object ids of sought contents. */
  readonly sought?: readonly string[];
  readonly without?: readonly string[];
}

export function madeObjects(): MadeObjects {
  const made = new Map<string, { kind: ObjectKind; bytes: Buffer }>();
  function keep(kind: ObjectKind, bytes: Buffer): string {
    const oid = oidOf(kind, bytes);
    made.set(oid, { kind, bytes });
    return oid;
  }
  return {
    blob: (content) => keep('blob', Buffer.from(content)),
    tree: (entries) => keep('tree', treeBytes(entries)),
    rawTree: (bytes) => keep('tree', Buffer.from(bytes)),
    commit: (tree, parents = []) => keep('commit', commitBytes(tree, parents)),
    load({ matters = () => true, sought = [], without = [] } = {}) {
      const objects = emptyObjectTable(20);
      const there = [...made].filter(([oid]) => !without.includes(oid));
      for (const [oid, { kind }] of there) objects.add(kind, Buffer.from(oid), 0);
      const contents = new Set(sought.map((oid) => objects.findHex(oid)));
      const stores = {
        commit: emptyCommitStore(objects),
        tag: emptyTagStore(objects),
        tree: emptyTreeStore(objects, { matters, contents }),
      };
      const unread: LoadedRepository['unread'] = new Map(
        there.flatMap(([oid, { bytes, kind }]) => {
          const object = objects.findHex(oid);
          if (kind === 'blob' || stores[kind].take(object, bytes)) return [];
          return [[object, { oid, status: 'corrupt' as const, reason: `not a ${kind}` }] as const];
        }),
      );
      const { commit: commits, tag: tags, tree: trees } = stores;
      return { objects, commits, tags, trees, unread, problems: [] };
    },
  };
}

/** What git calls an object of this content. */
export function oidOf(kind: string, bytes: Uint8Array, algorithm = 'sha1'): string {
  return hash(algorithm, Buffer.concat([Buffer.from(`${kind} ${bytes.length}\0`), bytes]), 'hex');
}

export function treeBytes(entries: readonly MadeEntry[]): Buffer {
  return Buffer.concat(
    entries.flatMap(([mode, name, oid]) => [
      Buffer.from(`${mode} `),
      Buffer.from(name as string),
      Buffer.from([0]),
      Buffer.from(oid, 'hex'),
    ]),
  );
}

export function commitBytes(tree: string, parents: readonly string[]): Buffer {
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    'author Ada Example <ada@acme.example> 1700000000 +0000',
    'committer Ada Example <ada@acme.example> 1700000000 +0000',
  ];
  return Buffer.from(`${lines.join('\n')}\n\nOne\n`);
}

/** `cat-file --batch`'s answer. */
export function answer(kind: string, bytes: Uint8Array, oid = oidOf(kind, bytes)): Buffer {
  return Buffer.concat([Buffer.from(`${oid} ${kind} ${bytes.length}\n`), bytes, Buffer.from('\n')]);
}

/** What a git process that is played writes, and how it ends. */
export interface PlayedProcess {
  readonly chunks: readonly Buffer[];
  readonly ends?: Partial<GitOutput>;
}

/** A git that plays processes, given what each was asked before it answers. */
export function playedGit(play: (asked: readonly string[], run: number) => PlayedProcess): {
  readonly git: Git;
  /** What each process was asked, in order. */
  readonly runs: string[][];
} {
  const runs: string[][] = [];
  const git: Git = {
    runGit: () => Promise.reject(new Error('nothing is run')),
    converseWithGit: () => Promise.resolve(conversation()),
  };
  function conversation(): GitConversation {
    const asked: string[] = [];
    const run = runs.push(asked) - 1;
    let played: PlayedProcess | null = null;
    let next = 0;
    return {
      ask: (text) => void asked.push(...text.split('\n').filter((line) => line !== '')),
      endOfQueries: () => {},
      answers: {
        next() {
          played ??= play(asked, run);
          const value = played.chunks[next];
          next += 1;
          const result: IteratorResult<Buffer> =
            value === undefined ? { done: true, value: undefined } : { done: false, value };
          return Promise.resolve(result);
        },
      },
      close: () =>
        Promise.resolve({ exitCode: 0, stdout: '', stderr: '', signal: null, ...played?.ends }),
    };
  }
  return { git, runs };
}

/** Numbers from 0 to before `below` that are the same in every run. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
