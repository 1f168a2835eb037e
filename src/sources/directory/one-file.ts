import { basename, dirname, join, resolve } from 'node:path';
import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import { reasonOf } from '../../host/files.ts';
import { readerFor } from '../../lockfile/index.ts';
import type { LockfileReader } from '../../lockfile/types.ts';
import { unsupportedFormat } from '../../lockfile/unsupported.ts';
import { maxArtefactBytes } from '../content.ts';
import { companionFinder } from '../companions.ts';
import { digestOf, recordingNeighbours } from '../neighbours.ts';
import type { Artefact } from '../types.ts';
import { walkDirectory } from './walk.ts';

/** A reader that asks for companions more often than this is not followed further. */
const maxRounds = 64;

/**
 * Reads one lockfile by path, with the companions that lie beside and below it.
 * Throws FILE_NOT_FOUND, FILE_UNREADABLE, LOCKFILE_UNSUPPORTED or LOCKFILE_UNKNOWN.
 */
export async function readLockfile(path: string, doors: Doors): Promise<Artefact> {
  const given = resolve(path);
  const real = (await doors.files.resolveLinks(given)) ?? given;
  const reader = readerOf(given, path);
  const bytes = await bytesOf(real, path, doors);
  const fetched = new Map<string, Uint8Array | null>();
  let below: ReadonlyMap<string, string> | null = null;
  for (let round = 0; ; round += 1) {
    const known = below;
    const directory = dirname(real);
    const neighbours = recordingNeighbours(() => known ?? beside(directory, reader), fetched);
    const reading = reader.read(bytes, { path: tail(given), neighbours });
    const asked = neighbours.asked();
    const wanted = neighbours.unfetched();
    if (asked.listed && below === null) {
      below = await companionsUnder(directory, reader, doors);
      continue;
    }
    if (wanted.length === 0 || round === maxRounds) {
      return {
        digest: digestOf(bytes, asked, fetched),
        reader: `${reader.id}@${reader.version}`,
        ecosystems: reader.ecosystems,
        reading,
      };
    }
    for (const id of wanted) {
      const read = await doors.files.readRegularFile(id, maxArtefactBytes).catch(() => null);
      fetched.set(id, read?.status === 'read' ? read.bytes : null);
    }
  }
}

/** Companions in the file's own directory, taken to be there until they are asked for. */
function beside(directory: string, reader: LockfileReader): ReadonlyMap<string, string> {
  return new Map(reader.companions.map((name) => [name, join(directory, name)]));
}

async function companionsUnder(
  directory: string,
  reader: LockfileReader,
  doors: Doors,
): Promise<ReadonlyMap<string, string>> {
  const trees = await walkDirectory(directory, doors);
  const own = trees.find((tree) => tree.path === '' && tree.kind === 'worktree') ?? trees[0];
  return own === undefined ? new Map() : companionFinder(own.listing)(0, reader.companions).files;
}

function readerOf(given: string, path: string): LockfileReader {
  const reader = readerFor(tail(given));
  if (reader !== null) return reader;
  const unsupported = unsupportedFormat(tail(given));
  if (unsupported !== null) {
    throw new FirebreakError(
      'LOCKFILE_UNSUPPORTED',
      `${path}: firebreak has no reader for ${unsupported.format} yet`,
      'A scan counts such files as unsupported, never as clear.',
    );
  }
  throw new FirebreakError(
    'LOCKFILE_UNKNOWN',
    `${path}: ${basename(path)} is not the name of a lockfile`,
    'Read are package-lock.json, npm-shrinkwrap.json, node_modules/.package-lock.json, yarn.lock and pnpm-lock.yaml.',
  );
}

async function bytesOf(real: string, path: string, doors: Doors): Promise<Uint8Array> {
  const hint = 'Check the path and its permissions.';
  const read = await doors.files.readRegularFile(real, maxArtefactBytes).catch((error: unknown) => {
    const code = reasonOf(error).startsWith('no such file') ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE';
    throw new FirebreakError(code, `cannot read ${path}: ${reasonOf(error)}`, hint, error);
  });
  if (read.status === 'read') return read.bytes;
  const why =
    read.status === 'too-large'
      ? `${read.size} bytes, more than the ${maxArtefactBytes} that are read`
      : 'not a regular file';
  throw new FirebreakError('FILE_UNREADABLE', `cannot read ${path}: ${why}`, hint);
}

/** The part of a path that tells a format. */
function tail(path: string): string {
  return path.split('/').slice(-3).join('/');
}
