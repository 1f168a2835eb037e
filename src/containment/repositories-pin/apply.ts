import { join } from 'node:path';
import { FirebreakError } from '../../errors.ts';
import { sha256, utf8 } from '../bytes.ts';
import { bytesOf, type Clone, commitAt, openClone, snapshotOf } from '../git-snapshot.ts';
import { readProject } from '../npm/project.ts';
import type { Applied, World } from '../types.ts';
import type { PinChange } from './change.ts';
import { branchOf, branchState, commitPin, taken } from './commit.ts';
import { relockedFiles } from './relock.ts';

/** Makes the branch of a pin, or finds it made. Throws BRANCH_EXISTS, REGISTRY_MISSING, REGISTRY_DOWN, NPM_FAILED, GIT_FAILED. */
export async function applyPin(world: World, change: PinChange, key: string): Promise<Applied> {
  const clone = await openClone(world.doors, change.clone);
  return inScratch(world, key, async (scratch) => {
    let made: ReadonlyMap<string, string> | null = null;
    const files = async (): Promise<ReadonlyMap<string, string>> =>
      (made ??= await pinnedFiles(world, clone, change, scratch));
    const state = await branchState(world.doors, clone, change, key, files);
    if (state === 'other') throw taken(clone, key);
    const commit =
      state === 'ours'
        ? ((await commitAt(world.doors, clone, branchOf(key))) ?? '')
        : await commitPin(world.doors, clone, change, key, await files(), scratch);
    const evidence = [];
    for (const [path, text] of await files())
      evidence.push(await world.keep(`${key}/${path}`, 'application/json', utf8(text)));
    const found = state === 'ours' ? 'was there already' : 'made';
    return {
      detail: `branch ${key} ${found} at ${commit} over ${change.base}: ${[...(await files()).keys()].join(', ')}`,
      result: { branch: key, commit },
      evidence,
    };
  });
}

/** Whether the branch of a pin is there as we would make it. */
export async function hasLanded(world: World, change: PinChange, key: string): Promise<boolean> {
  const clone = await openClone(world.doors, change.clone);
  return inScratch(world, key, async (scratch) => {
    const files = (): Promise<ReadonlyMap<string, string>> =>
      pinnedFiles(world, clone, change, scratch);
    return (await branchState(world.doors, clone, change, key, files)) === 'ours';
  });
}

/** The files of the pin by path in the repository. */
async function pinnedFiles(
  world: World,
  clone: Clone,
  change: PinChange,
  scratch: string,
): Promise<Map<string, string>> {
  const snapshot = await snapshotOf(world.doors, clone, change.base);
  const files = new Map<string, string>();
  for (const directory of new Set(change.packages.map((one) => one.directory))) {
    const project = await readProject(world.doors, clone, snapshot, directory);
    for (const [path, text] of await relockedFiles(world, project, change, scratch)) {
      const file = snapshot.get(path);
      const bytes = file === undefined ? null : await bytesOf(world.doors, clone, path, file);
      // What is not UTF-8 would come back as something else.
      if (bytes !== null && !isUtf8(bytes)) throw notText(path);
      files.set(path, text);
    }
  }
  return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function isUtf8(bytes: Uint8Array): boolean {
  return Buffer.from(Buffer.from(bytes).toString('utf8')).equals(bytes);
}

function notText(path: string): FirebreakError {
  return new FirebreakError(
    'REPOSITORY_UNUSABLE',
    `${path} is not UTF-8 text`,
    'Pin that repository by hand.',
  );
}

/** A fresh directory for one piece of work, taken away when it is done, however it ends. */
async function inScratch<Result>(
  world: World,
  key: string,
  work: (scratch: string) => Promise<Result>,
): Promise<Result> {
  const scratch = join(world.scratch, `pin-${sha256(utf8(key)).slice(0, 16)}`);
  await world.doors.files.removeTree(scratch);
  await world.doors.files.makeDirectory(scratch);
  try {
    return await work(scratch);
  } finally {
    await world.doors.files.removeTree(scratch);
  }
}
