import { join, posix } from 'node:path';
import { FirebreakError } from '../../errors.ts';
import type { NpmTree } from '../../host/npm-tree.ts';
import { some } from '../bytes.ts';
import { compromisedOf } from '../compromised.ts';
import { npmFailure } from '../npm/failure.ts';
import { objectAt, setMember, textOf } from '../npm/json-edit.ts';
import { readJsonText } from '../npm/json-text.ts';
import { lockTreeOf } from '../npm/lock-tree.ts';
import { mergeLock } from '../npm/merge-lock.ts';
import { type NpmProject, parsed, type ProjectFile, type ProjectLock } from '../npm/project.ts';
import { resolvedStyle } from '../npm/resolved-style.ts';
import type { World } from '../types.ts';
import type { ManifestEdit, PinChange } from './change.ts';
import { seedLock } from './seed-lock.ts';

/**
 * The files of a project as the pin has them, by path; files that stay as they are are left out. npm works in a fresh
 * directory that holds manifests and one lockfile alone, and it is taken away afterwards.
 */
export async function relockedFiles(
  world: World,
  project: NpmProject,
  change: PinChange,
  scratch: string,
): Promise<Map<string, string>> {
  const manifests = [project.root, ...project.members].filter((file) => file !== null);
  const edited = manifests.map((file) => ({ ...file, text: editedManifest(file, change.edits) }));
  const files = new Map(
    edited
      .filter(({ text }, index) => text !== manifests[index]?.text)
      .map(({ path, text }) => [path, text]),
  );
  for (const lock of project.locks) {
    if (!change.packages.some(({ lockfiles }) => lockfiles.includes(lock.path))) continue;
    const directory = join(scratch, 'tree');
    // Arborist reads no npm-shrinkwrap.json of the project itself; the two have one format.
    const seat = posix.join(posix.dirname(lock.path), 'package-lock.json');
    const now = async (text: string, own: readonly ProjectFile[]): Promise<NpmTree> => {
      await world.doors.files.removeTree(directory);
      for (const file of [...own, { path: seat, text }])
        await place(world, directory, file.path, file.text);
      return npmOn(world, join(directory, project.directory), lock, change, scratch);
    };
    const seeded = await now(seedLock(lock, change.packages), edited);
    // Of version 1 npm learns only now what the replacements ask for, and answers that the next time.
    const after = lock.tree.lockfileVersion === 1 ? await now(seeded.lockfile, edited) : seeded;
    const before = await now(lock.text, manifests);
    refuseOutOfStep(lock, change, before);
    refuseUnmet(lock, before, after);
    files.set(lock.path, merged(project, lock, change, before, after));
    check(world, lock, change, files.get(lock.path) ?? '');
  }
  return files;
}

function editedManifest(file: ProjectFile, edits: readonly ManifestEdit[]): string {
  const document = readJsonText(file.text, file.path);
  for (const { file: path, new: value, path: keys } of edits) {
    if (path === file.path) setMember(document, keys.slice(0, -1), keys.at(-1) ?? '', value);
  }
  return textOf(document);
}

async function place(world: World, directory: string, path: string, text: string): Promise<void> {
  await world.doors.files.makeDirectory(join(directory, posix.dirname(path)));
  await world.doors.files.writeFileAtomically(join(directory, path), text);
}

async function npmOn(
  world: World,
  directory: string,
  lock: ProjectLock,
  { registry }: PinChange,
  scratch: string,
): Promise<NpmTree> {
  const lockfileVersion = lock.tree.lockfileVersion ?? 3;
  const cache = join(scratch, 'cache');
  try {
    const { signal } = world.doors;
    const request = { directory, registry, cache, lockfileVersion, signal };
    return await world.doors.npmTree(request).catch(async (error: unknown) => {
      signal.throwIfAborted();
      // A connection kept open from the last repository, which the registry closed as it was used again.
      if (!(error instanceof Error) || Reflect.get(error, 'code') !== 'ECONNRESET') throw error;
      return await world.doors.npmTree(request);
    });
  } catch (error) {
    world.doors.signal.throwIfAborted();
    throw npmFailure(error, registry, `re-locking ${lock.path}`);
  }
}

/** What npm would throw out before any pin, it does not replace. */
function refuseOutOfStep(lock: ProjectLock, { packages }: PinChange, before: NpmTree): void {
  const kept = lockTreeOf(before.lockfile).entries;
  const dropped = [...lock.tree.entries.values()].filter(
    (entry) =>
      packages.some(
        ({ alias, bad, lockfiles, name }) =>
          alias === entry.alias &&
          name === entry.name &&
          bad === entry.version &&
          lockfiles.includes(lock.path),
      ) && kept.get(entry.location)?.version !== entry.version,
  );
  if (dropped.length === 0) return;
  throw new FirebreakError(
    'REPOSITORY_UNUSABLE',
    `${lock.path} is out of step with package.json: npm would drop ${some(
      dropped.map(({ name, version }) => `${name}@${version}`),
    )}`,
    'Run `npm install --package-lock-only --ignore-scripts` on that branch, commit, and plan anew.',
  );
}

function refuseUnmet(lock: ProjectLock, before: NpmTree, after: NpmTree): void {
  const unmet = after.unmet.filter((one) => !before.unmet.includes(one));
  if (unmet.length === 0) return;
  throw new FirebreakError(
    'NPM_FAILED',
    `re-locking ${lock.path} leaves unanswered: ${some(unmet)}`,
    'Pin that repository by hand.',
  );
}

function merged(
  project: NpmProject,
  lock: ProjectLock,
  change: PinChange,
  before: NpmTree,
  after: NpmTree,
): string {
  const document = readJsonText(lock.text, lock.path);
  const { tree } = lock;
  const parse = (text: string): Readonly<Record<string, unknown>> =>
    parsed({ path: lock.path, oid: '', mode: '', text });
  mergeLock(document, parse(before.lockfile), parse(after.lockfile), resolvedStyle(tree));
  for (const { file, new: value, path } of change.edits) {
    const location = posix.relative(project.directory, posix.dirname(file));
    const [field = '', alias = ''] = path;
    const fields = ['packages', location, field];
    const there = objectAt(document, fields)?.members.some(({ key }) => key === alias);
    if (there === true) setMember(document, fields, alias, value);
  }
  return textOf(document);
}

/** What was approved is what is locked, and nothing compromised came in by another way. */
function check(world: World, lock: ProjectLock, change: PinChange, text: string): void {
  const compromised = compromisedOf(world.incident);
  const entries = [...lockTreeOf(text).entries.values()].filter(({ linkTo }) => linkTo === null);
  const bad = entries.filter(
    ({ alias, name, version }) => alias !== '' && compromised.includes(name, version),
  );
  const wrong = change.packages
    .filter(({ lockfiles }) => lockfiles.includes(lock.path))
    .filter(
      ({ alias, integrity, name, replacement }) =>
        !entries.some(
          (entry) =>
            entry.alias === alias &&
            entry.name === name &&
            entry.version === replacement &&
            (integrity === null || entry.integrity === null || entry.integrity === integrity),
        ),
    );
  if (bad.length + wrong.length === 0) return;
  throw new FirebreakError(
    'NPM_FAILED',
    bad.length > 0
      ? `re-locking ${lock.path} brings in ${some(bad.map(({ name, version }) => `${name}@${version}`))}`
      : `re-locking ${lock.path} does not come to what was planned: ${some(
          wrong.map(({ name, replacement }) => `${name}@${replacement}`),
        )}`,
    'Freeze the compromised versions first, plan anew, or pin that repository by hand.',
  );
}
