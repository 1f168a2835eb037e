import { basename, dirname, join, resolve } from 'node:path';
import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import { reasonOf } from '../../host/files.ts';
import { readerFor } from '../../lockfile/index.ts';
import type { LockfileReader } from '../../lockfile/types.ts';
import { unsupportedFormat } from '../../lockfile/unsupported.ts';
import { companionNames } from '../companion-names.ts';
import { companionFinder, type CompanionList, type Companions } from '../companions.ts';
import { maxArtefactBytes } from '../content.ts';
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
  const directory = dirname(real);
  const top = await topAround(directory, doors);
  let list: CompanionList | null = null;
  for (let round = 0; ; round += 1) {
    const known = list;
    const neighbours = recordingNeighbours(
      {
        idOf: companionId(directory, top, reader),
        list: () => known ?? { paths: reader.companions, complete: true },
      },
      fetched,
    );
    const reading = reader.read(bytes, { path: tail(given), neighbours });
    const asked = neighbours.asked();
    const wanted = neighbours.unfetched();
    if (asked.listed && list === null) {
      list = await companionsUnder(directory, reader, doors);
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
    for (const id of wanted) fetched.set(id, await companionBytes(id, top, doors));
  }
}

/** The top of the work tree that a directory lies in; the directory itself where it lies in none. */
async function topAround(directory: string, { files }: Doors): Promise<string> {
  for (let at = directory; ; at = dirname(at)) {
    const git = await files.statusOf(join(at, '.git')).catch(() => null);
    if (git !== null) return at;
    if (at === dirname(at)) break;
  }
  return basename(directory) === 'node_modules' ? dirname(directory) : directory;
}

/** Companions are taken to be there until they are asked for. None lies above the top. */
function companionId(directory: string, top: string, reader: LockfileReader): Companions['idOf'] {
  const isCompanion = companionNames(reader.companions);
  return (path) => {
    const id = join(directory, path);
    return isCompanion(basename(path)) && isInside(id, top) ? id : null;
  };
}

async function companionBytes(
  id: string,
  top: string,
  { files }: Doors,
): Promise<Uint8Array | null> {
  try {
    const directory = await files.resolveLinks(dirname(id));
    if (directory === null || !isInside(directory, top)) return null;
    const read = await files.readRegularFile(join(directory, basename(id)), maxArtefactBytes);
    return read.status === 'read' ? read.bytes : null;
  } catch {
    return null;
  }
}

function isInside(path: string, top: string): boolean {
  return path === top || path.startsWith(join(top, '/'));
}

async function companionsUnder(
  directory: string,
  reader: LockfileReader,
  doors: Doors,
): Promise<CompanionList> {
  const trees = await walkDirectory(directory, null, doors);
  const own = trees.find((tree) => tree.path === '' && tree.kind === 'worktree') ?? trees[0];
  return own === undefined
    ? { paths: [], complete: true }
    : companionFinder(own.listing)(0, reader.companions).list();
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
    'Read are lockfiles, manifests and records of installs of JavaScript, Python and PHP, and SBOMs, by the names that their tools give them.',
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
