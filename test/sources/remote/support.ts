import type { Doors } from '../../../src/host/doors.ts';
import { blobFetcher } from '../../../src/sources/remote/blob-fetcher.ts';
import { type Address, addressOf } from '../../../src/sources/remote/address.ts';
import { mirrorOf, refreshMirror } from '../../../src/sources/remote/mirror.ts';
import type { MirrorHome } from '../../../src/sources/remote/mirror-home.ts';
import { realDoors } from '../../support/doors.ts';
import { gitRepository } from '../../support/git-repository.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** A place for mirrors without other processes, and what was told there. */
export function home(options: { offline?: boolean; directory?: string } = {}): MirrorHome & {
  readonly told: string[];
} {
  const told: string[] = [];
  return {
    directory: options.directory ?? temporaryDirectory(),
    offline: options.offline ?? false,
    lock: () => Promise.resolve({ release: () => Promise.resolve() }),
    tell: (message) => void told.push(message),
    told,
  };
}

/** What refreshing gave: problems as `CODE: message`, refs of the mirror as `oid7 name`, and what was thrown. */
export interface Refreshed {
  readonly problems: readonly string[];
  readonly refs: readonly string[];
  readonly thrown: string | null;
  readonly gitDir: string;
}

/** Refreshes the mirror of a URL. */
export async function refresh(
  url: string,
  at: MirrorHome,
  doors: Doors = realDoors,
): Promise<Refreshed> {
  const address = addressOf(url) as Address;
  const gitDir = mirrorOf(address, at);
  let problems: readonly string[] = [];
  let thrown: string | null = null;
  try {
    const found = await refreshMirror(address, at, doors);
    problems = found.map(({ code, message }) => `${code}: ${message}`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    thrown = `${String(error.code)}: ${error.message}`;
  }
  return { problems, refs: thrown === null ? refsOf(gitDir) : [], thrown, gitDir };
}

/** Refs of a repository as `oid7 name`. */
export function refsOf(gitDir: string): string[] {
  const format = '--format=%(objectname:short=7) %(refname)';
  return inMirror(gitDir, 'for-each-ref', format)
    .split('\n')
    .filter((line) => line !== '');
}

/** Runs git in a mirror. */
export function inMirror(gitDir: string, ...args: readonly string[]): string {
  return shared.git('--git-dir', gitDir, ...args);
}

const shared = gitRepository();

/** Ids among these that are not in a repository. */
export function missingIn(gitDir: string, oids: readonly string[]): string[] {
  const all = inMirror(gitDir, 'cat-file', '--batch-all-objects', '--batch-check=%(objectname)');
  const there = new Set(all.split('\n'));
  return oids.filter((oid) => !there.has(oid));
}

/** Brings blobs into the mirror of a URL. */
export async function bring(url: string, at: MirrorHome, oids: readonly string[]): Promise<void> {
  const address = addressOf(url) as Address;
  await blobFetcher(address, at, realDoors)(mirrorOf(address, at), oids);
}
