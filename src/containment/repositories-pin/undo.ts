import { FirebreakError } from '../../errors.ts';
import { type Clone, commitAt, openClone, snapshotOf } from '../git-snapshot.ts';
import type { Json, Proposal, Undo, World } from '../types.ts';
import type { Change, PinChange } from './change.ts';
import { branchOf } from './commit.ts';

/** What takes a pin back. */
type Back =
  | {
      readonly kind: 'delete';
      readonly clone: string;
      readonly branch: string;
      readonly commit: string;
      /** Full name of the ref that was pinned. */
      readonly ref: string;
      readonly files: readonly string[];
    }
  | {
      readonly kind: 'revert';
      readonly clone: string;
      /** Full name of the ref that has the pin. */
      readonly ref: string;
      readonly base: string;
      readonly files: readonly string[];
    };

/**
 * Deletes the branch of a pin while it is still exactly our commit. One that was merged already is for a person to
 * revert; one that somebody went on with is left alone (BRANCH_EXISTS).
 */
export const unpin: Undo<Change, Back> = {
  probe: 'branch-gone',
  async plan(world, change, { applied, key }): Promise<Proposal> {
    if (change.kind === 'person')
      return { kind: 'satisfied', reason: 'nothing was done here: a person was asked to' };
    const clone = await openClone(world.doors, change.clone);
    const own = commitOf(applied);
    const branch = branchOf(key);
    const tip = await commitAt(world.doors, clone, branch);
    const files = filesOf(change);
    if (own !== null && (await isMerged(world, clone, change.ref, files, own)))
      return revert(change, own);
    if (tip === null) return { kind: 'satisfied', reason: `the branch ${key} is not there` };
    if (own === null || tip !== own) throw wentOn(clone, key);
    const back: Back = {
      kind: 'delete',
      clone: change.clone,
      branch,
      commit: own,
      ref: change.ref,
      files,
    };
    return {
      kind: 'change',
      change: back as unknown as Json,
      summary: `delete the branch ${key} of ${change.repository}, at ${own}`,
    };
  },
  async apply(world, back, { key }) {
    if (back.kind === 'revert')
      return { detail: 'left to a person: nothing was done', result: null, evidence: [] };
    const clone = await openClone(world.doors, back.clone);
    const tip = await commitAt(world.doors, clone, back.branch);
    if (tip !== null && tip !== back.commit) throw wentOn(clone, key);
    const head = await world.doors.git.runGit(
      clone.gitDir,
      ['symbolic-ref', '-q', 'HEAD'],
      world.doors.signal,
    );
    world.doors.signal.throwIfAborted();
    if (head.stdout.trim() === back.branch) throw inUse(clone.gitDir, key);
    const linked = await workTreeOf(world, clone, back.branch);
    if (linked !== '') throw inUse(linked, key);
    if (await isMerged(world, clone, back.ref, back.files, back.commit)) throw mergedSince(back);
    if (tip !== null) await deleteBranch(world, clone, back);
    return {
      detail: `branch ${key} deleted, it was at ${back.commit}`,
      result: null,
      evidence: [],
    };
  },
  async landed(world, back) {
    if (back.kind === 'revert') return false;
    const clone = await openClone(world.doors, back.clone);
    return (await commitAt(world.doors, clone, back.branch)) === null;
  },
  async verify(world, back) {
    const clone = await openClone(world.doors, back.clone);
    if (back.kind === 'delete') {
      const passed = (await commitAt(world.doors, clone, back.branch)) === null;
      return {
        passed,
        detail: `${back.branch} is ${passed ? 'gone' : 'still there'}`,
        evidence: [],
      };
    }
    const left = await stillPinned(world, clone, back.ref, back.base, back.files);
    return {
      passed: left.length === 0,
      detail:
        left.length === 0
          ? `${back.ref} has the files as they were before the pin`
          : `${back.ref} still differs from before the pin in ${left.join(', ')}`,
      evidence: [],
    };
  },
};

function commitOf(applied: Json): string | null {
  if (typeof applied !== 'object' || applied === null || Array.isArray(applied)) return null;
  const commit = (applied as { readonly [key: string]: Json })['commit'];
  return typeof commit === 'string' ? commit : null;
}

/** Whether a ref has the pin: as a commit, or its files as a squash leaves them. */
async function isMerged(
  world: World,
  clone: Clone,
  ref: string,
  files: readonly string[],
  own: string,
): Promise<boolean> {
  const tip = await commitAt(world.doors, clone, ref);
  if (tip === null) return false;
  const args = ['merge-base', '--is-ancestor', own, tip];
  const answer = await world.doors.git.runGit(clone.gitDir, args, world.doors.signal);
  world.doors.signal.throwIfAborted();
  if (answer.exitCode === 0) return true;
  // The commit may be gone where its branch is.
  if ((await commitAt(world.doors, clone, own)) === null) return false;
  return (await stillPinned(world, clone, tip, own, files)).length === 0;
}

/** The work tree that a branch is checked out in; empty where it is in none. */
async function workTreeOf(world: World, clone: Clone, branch: string): Promise<string> {
  const args = ['for-each-ref', '--format=%(worktreepath)', branch];
  const answer = await world.doors.git.runGit(clone.gitDir, args, world.doors.signal);
  world.doors.signal.throwIfAborted();
  return Buffer.from(answer.stdout, 'latin1').toString('utf8').trim();
}

function filesOf(change: PinChange): string[] {
  const files = [
    ...change.edits.map(({ file }) => file),
    ...change.packages.flatMap(({ lockfiles }) => lockfiles),
  ];
  return [...new Set(files)].toSorted();
}

function revert(change: PinChange, own: string): Proposal {
  const back: Back = {
    kind: 'revert',
    clone: change.clone,
    ref: change.ref,
    base: change.base,
    files: filesOf(change),
  };
  return {
    kind: 'person',
    change: back as unknown as Json,
    summary: `the pin ${own} was merged into ${change.ref} already: deleting its branch takes nothing back`,
    instructions: [
      `Compromised versions come back with it. In ${change.clone}: git revert ${own}`,
      'Have the revert merged.',
    ],
  };
}

async function stillPinned(
  world: World,
  clone: Clone,
  ref: string,
  base: string,
  files: readonly string[],
): Promise<string[]> {
  const now = await snapshotOf(world.doors, clone, ref);
  const before = await snapshotOf(world.doors, clone, base);
  return files.filter((path) => now.get(path)?.oid !== before.get(path)?.oid);
}

async function deleteBranch(
  world: World,
  clone: Clone,
  { branch, commit }: Extract<Back, { kind: 'delete' }>,
): Promise<void> {
  const { doors } = world;
  const date = doors.clock.now().toISOString();
  const identity = { name: 'firebreak', email: 'firebreak@localhost', date };
  const directory = clone.workTree ?? clone.gitDir;
  const { git } = await doors.workGit(directory, identity, { GIT_DIR: clone.gitDir });
  try {
    // With the old value: what somebody pushed in the meantime is not lost.
    await git.raw(['update-ref', '-d', branch, commit]);
  } catch (error) {
    doors.signal.throwIfAborted();
    throw new FirebreakError(
      'GIT_FAILED',
      `git update-ref -d ${branch} in ${clone.gitDir}: ${error instanceof Error ? error.message.trim().split('\n')[0] : String(error)}`,
      'The branch stands as it was. Mend the repository and try again.',
      error,
    );
  }
}

function mergedSince({ commit, ref }: Extract<Back, { kind: 'delete' }>): FirebreakError {
  return new FirebreakError(
    'PLAN_STALE',
    `the pin ${commit} was merged into ${ref} since: deleting its branch takes nothing back`,
    'Plan anew: a person has to revert it there.',
  );
}

function inUse(place: string, key: string): FirebreakError {
  return new FirebreakError(
    'BRANCH_EXISTS',
    `the branch ${key} is checked out in ${place}`,
    'Switch to another branch there, and try again.',
  );
}

function wentOn(clone: Clone, key: string): FirebreakError {
  return new FirebreakError(
    'BRANCH_EXISTS',
    `the branch ${key} in ${clone.gitDir} is not the commit that the pin made: somebody went on with it`,
    'Ask them; delete it by hand where it is not wanted.',
  );
}
