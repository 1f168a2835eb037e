import { posix } from 'node:path';
import type { Doors } from '../../host/doors.ts';
import { bytesOf, type Clone, type Snapshot } from '../git-snapshot.ts';
import { readJsonText } from './json-text.ts';
import { type LockTree, lockTree, recordOf } from './lock-tree.ts';

/** A file of a project as it is committed. */
export interface ProjectFile {
  /** Within the repository. */
  readonly path: string;
  readonly oid: string;
  readonly mode: string;
  readonly text: string;
}

export interface ProjectLock extends ProjectFile {
  readonly tree: LockTree;
}

/** What npm works with in one directory: its manifest, its lockfiles, and the manifests of its workspace members. */
export interface NpmProject {
  /** Within the repository, `''` for its top. */
  readonly directory: string;
  /** Null where there is a lockfile without it. */
  readonly root: ProjectFile | null;
  /** npm-shrinkwrap.json before package-lock.json: npm reads the first alone. */
  readonly locks: readonly ProjectLock[];
  readonly members: readonly ProjectFile[];
}

const lockNames = ['npm-shrinkwrap.json', 'package-lock.json'];

/** Directories of a commit that have an npm lockfile of their own, sorted; what is below node_modules is not. */
export function projectDirectories(snapshot: Snapshot): string[] {
  const found = [...snapshot.keys()]
    .filter((path) => lockNames.includes(posix.basename(path)))
    .map((path) => directoryOf(path))
    .filter((directory) => !directory.split('/').includes('node_modules'));
  return [...new Set(found)].toSorted();
}

/** The directory of a path within a repository, `''` for its top. */
export function directoryOf(path: string): string {
  const directory = posix.dirname(path);
  return directory === '.' ? '' : directory;
}

/** Reads a project from git objects. Throws REPOSITORY_UNUSABLE where a file is no JSON object. */
export async function readProject(
  doors: Doors,
  clone: Clone,
  snapshot: Snapshot,
  directory: string,
): Promise<NpmProject> {
  async function read(path: string): Promise<ProjectFile | null> {
    const file = snapshot.get(path);
    if (file === undefined) return null;
    const bytes = await bytesOf(doors, clone, path, file);
    return { path, oid: file.oid, mode: file.mode, text: Buffer.from(bytes).toString('utf8') };
  }
  const locks: ProjectLock[] = [];
  for (const name of lockNames) {
    const file = await read(posix.join(directory, name));
    if (file !== null) locks.push({ ...file, tree: lockTree(parsed(file)) });
  }
  const members: ProjectFile[] = [];
  for (const path of memberManifests(directory, locks)) {
    const file = await read(path);
    if (file !== null) members.push(file);
  }
  return { directory, root: await read(posix.join(directory, 'package.json')), locks, members };
}

/** Manifests of the directories that a lockfile names outside node_modules: workspace members and linked ones. */
function memberManifests(directory: string, locks: readonly ProjectLock[]): string[] {
  const found = locks.flatMap(({ tree }) =>
    [...tree.entries.keys()]
      .filter((location) => location !== '' && !location.split('/').includes('node_modules'))
      .map((location) => posix.join(directory, location, 'package.json')),
  );
  return [...new Set(found)].toSorted();
}

/** A project file's JSON. Throws REPOSITORY_UNUSABLE. */
export function parsed(file: ProjectFile): Readonly<Record<string, unknown>> {
  // What is nested too deeply to be read without loss is refused before anything recurses on it.
  readJsonText(file.text, file.path);
  return recordOf(JSON.parse(file.text.replace(/^\uFEFF/, '')));
}
