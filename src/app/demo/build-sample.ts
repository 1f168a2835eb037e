import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { GitError } from 'simple-git';
import { FirebreakError } from '../../errors.ts';
import { listDirectory, reasonOf } from '../../host/files.ts';
import { History } from './history.ts';
import { replay } from './replay.ts';
import { sampleGit } from './sample-git.ts';
import { readShipped } from './shipped-file.ts';

/** A repository of the sample organisation as it was built. */
export interface BuiltRepository {
  /** Name of the target: `acme/checkout`. */
  readonly name: string;
  /** Where it lies: a work tree, or a bare repository. */
  readonly directory: string;
  readonly bare: boolean;
  /** What it is there to show, for a person to read. */
  readonly shows: string;
}

const server = 'https://git.acme.example';

/**
 * Builds the sample organisation: one real git repository in `intoDir` for each directory of `fixturesDir`
 * (`fixtures/sample`), sorted by name. Needs no network; the same fixtures give the same commits everywhere.
 * Throws ARGUMENT_INVALID where `intoDir` holds something, DEMO_UNAVAILABLE where the fixtures or git are missing.
 */
export async function buildSample(
  fixturesDir: string,
  intoDir: string,
): Promise<BuiltRepository[]> {
  const names = await repositoryNames(fixturesDir);
  await claim(intoDir);
  const results = await Promise.allSettled(
    names.map((name) => build(join(fixturesDir, name), name, resolve(intoDir))),
  );
  return results.map((result) => {
    if (result.status === 'fulfilled') return result.value;
    throw result.reason;
  });
}

async function repositoryNames(fixturesDir: string): Promise<string[]> {
  try {
    const entries = await listDirectory(fixturesDir);
    return entries.filter((entry) => entry.kind === 'directory').map((entry) => entry.name);
  } catch (error) {
    throw new FirebreakError(
      'DEMO_UNAVAILABLE',
      `the sample organisation is not at ${fixturesDir}: ${reasonOf(error)}`,
      'Run the demo from a checkout of the firebreak repository.',
      error,
    );
  }
}

/** Makes sure of an empty directory: what a person keeps there is not ours to mix with. */
async function claim(intoDir: string): Promise<void> {
  await mkdir(intoDir, { recursive: true });
  const present = await readdir(intoDir);
  if (present.length === 0) return;
  throw new FirebreakError(
    'ARGUMENT_INVALID',
    `${intoDir} is not empty`,
    'Name a new or an empty directory.',
  );
}

async function build(steps: string, name: string, intoDir: string): Promise<BuiltRepository> {
  const history = await readShipped(join(steps, 'history.yaml'), History);
  const origin = `${server}/acme/${name}.git`;
  const directory = join(intoDir, history.bare ? `${name}.git` : name);
  try {
    if (history.bare) await mirror(history, steps, directory, origin);
    else await replay(history, steps, directory, origin);
  } catch (error) {
    throw new FirebreakError(
      'DEMO_UNAVAILABLE',
      `cannot build ${name}: ${error instanceof GitError ? `git: ${error.message.trim().split('\n')[0] ?? ''}` : reasonOf(error)}`,
      'The demo needs git 2.28 or newer and some space on the disk.',
      error,
    );
  }
  return { name: `acme/${name}`, directory, bare: history.bare, shows: history.shows };
}

/** Leaves what `git clone --mirror` of the origin would have left. */
async function mirror(
  history: History,
  steps: string,
  directory: string,
  origin: string,
): Promise<void> {
  const [first] = history.commits;
  const original = `${directory}.original`;
  await replay(history, steps, original, origin);
  await sampleGit(original, first).raw(
    'clone',
    '--mirror',
    '--quiet',
    '--template=',
    original,
    directory,
  );
  await sampleGit(directory, first).raw('remote', 'set-url', 'origin', origin);
  await rm(original, { recursive: true });
}
