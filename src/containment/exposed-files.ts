import { join } from 'node:path';
import { FirebreakError } from '../errors.ts';
import type { Exposure } from '../exposure/schema.ts';
import { reasonOf } from '../host/files.ts';
import { type Clone, openClone, readGit } from './git-snapshot.ts';
import type { World } from './types.ts';

/** A file in which the exposure map found something compromised, as one of its places has it. */
export type ExposedFile =
  | {
      readonly status: 'read';
      readonly target: string;
      readonly path: string;
      /** The first ref that holds it, or `worktree`. */
      readonly ref: string;
      readonly bytes: Uint8Array;
    }
  | {
      /** `not-configured`: the site file names no clone of the target. */
      readonly status: 'not-configured' | 'unreadable';
      readonly target: string;
      readonly path: string;
      readonly ref: string;
      readonly why: string;
    };

const fileLimit = 64 * 1024 * 1024;

/**
 * Reads every exposed file from the clones that the site file names, once for each distinct content, by target and path.
 * What cannot be read is among the answers. Nothing is checked out.
 */
export async function* exposedFiles(world: World): AsyncGenerator<ExposedFile> {
  const places = Map.groupBy(world.map.exposures, ({ place, target }) =>
    JSON.stringify([target, place.path]),
  );
  const clones = new Map<string, Clone>();
  for (const [, exposures] of [...places].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [first] = exposures;
    if (first === undefined) continue;
    const seen = new Set<string>();
    for (const { commit, ref } of placesOf(exposures)) {
      world.doors.signal.throwIfAborted();
      const about = { target: first.target, path: first.place.path, ref };
      const repository = world.site?.repositories.find(({ target }) => target === first.target);
      if (repository === undefined) {
        const why = 'the site file names no clone of it';
        yield { status: 'not-configured', ...about, why };
        break;
      }
      try {
        const file =
          commit === null
            ? await fromWorkTree(world, repository.path, about.path)
            : await fromCommit(world, clones, repository.path, commit, about.path);
        if (seen.has(file.id)) continue;
        seen.add(file.id);
        yield { status: 'read', ...about, bytes: await file.bytes() };
      } catch (error) {
        world.doors.signal.throwIfAborted();
        yield { status: 'unreadable', ...about, why: reasonOf(error) };
      }
    }
  }
}

interface Found {
  /** Same for the same content. */
  readonly id: string;
  bytes(): Promise<Uint8Array>;
}

function placesOf(
  exposures: readonly Exposure[],
): readonly { readonly commit: string | null; readonly ref: string }[] {
  const commits = new Map<string | null, string>();
  for (const { place } of exposures)
    for (const { commit, name } of place.refs) if (!commits.has(commit)) commits.set(commit, name);
  return [...commits].map(([commit, ref]) => ({ commit, ref }));
}

async function fromWorkTree({ doors }: World, repository: string, path: string): Promise<Found> {
  if (path.split('/').includes('..')) throw unusable(path, 'leads out of the repository');
  const read = await doors.files.readRegularFile(join(repository, path), fileLimit);
  if (read.status !== 'read') throw unusable(path, read.status);
  return { id: 'worktree', bytes: async () => read.bytes };
}

async function fromCommit(
  { doors }: World,
  clones: Map<string, Clone>,
  repository: string,
  commit: string,
  path: string,
): Promise<Found> {
  if (!/^[0-9a-f]{40,64}$/.test(commit)) throw unusable(path, 'names no commit');
  const clone = clones.get(repository) ?? (await openClone(doors, repository));
  clones.set(repository, clone);
  const listed = ['ls-tree', '-z', '-l', '--full-tree', commit, '--', path];
  const row = (await readGit(doors, clone, listed)).split('\0')[0] ?? '';
  const match = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t/.exec(row);
  const oid = match?.[1];
  if (oid === undefined) throw unusable(path, `is no file of commit ${commit}`);
  if (Number(match?.[2]) > fileLimit) throw unusable(path, `is larger than ${fileLimit} bytes`);
  return {
    id: oid,
    bytes: async () =>
      Buffer.from(await readGit(doors, clone, ['cat-file', 'blob', oid]), 'latin1'),
  };
}

function unusable(path: string, why: string): FirebreakError {
  return new FirebreakError(
    'REPOSITORY_UNUSABLE',
    `${path} ${why}`,
    'See that the clone of the site file is the one that was scanned.',
  );
}
