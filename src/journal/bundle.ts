import { FirebreakError } from '../errors.ts';
import { packArchive, unpackArchive } from '../host/archive.ts';
import type { Doors } from '../host/doors.ts';
import { checkpointDirectory } from './checkpoint.ts';
import { digestOf } from './line.ts';
import { isLeftover, journalName } from './place.ts';
import { directoryFiles, type RunFiles } from './run-files.ts';

/** Bytes of all files of a bundle together. */
export const maxBundleBytes = 1024 * 1024 * 1024;

/** A bundle that was written. */
export interface Bundle {
  /** Files in it. */
  readonly files: number;
  /** Bytes of the bundle. */
  readonly size: number;
  /** SHA-256 of the bundle in hex. */
  readonly digest: string;
}

/**
 * Writes what an auditor needs of a run into one `.tgz`, whole or not at all: journal, definition, site, checkpoints and
 * evidence, below a folder with the run's name. The same run gives the same bytes. What does not verify is exported as it
 * is. Throws JOURNAL_BROKEN where there is no journal, FILE_UNWRITABLE.
 */
export async function exportBundle(
  doors: Doors,
  directory: string,
  run: string,
  file: string,
): Promise<Bundle> {
  const files = directoryFiles(doors, directory);
  const paths: string[] = [];
  // Checkpoints before the journal: one that is written meanwhile would cover more than there is.
  for (const folder of [checkpointDirectory, 'evidence'])
    for (const path of await files.list(folder))
      if (!isLeftover(path.slice(path.lastIndexOf('/') + 1))) paths.push(path);
  paths.push('definition.yaml', 'site.yaml', journalName);
  const entries: { path: string; bytes: Uint8Array }[] = [];
  let size = 0;
  for (const path of paths) {
    const bytes = await files.read(path);
    if (bytes === null && path === journalName) throw notABundle(directory, `no ${path}`);
    if (bytes === null) continue;
    size += bytes.length;
    if (size > maxBundleBytes)
      throw new FirebreakError(
        'FILE_UNWRITABLE',
        `cannot write ${file}: run ${run} has more than ${maxBundleBytes} bytes`,
        `Copy ${directory} instead: \`firebreak journal verify\` takes a directory as well.`,
      );
    entries.push({ path: `${run}/${path}`, bytes });
  }
  const bytes = await packArchive(entries.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
  await doors.files.writeFileAtomically(file, bytes);
  return { files: entries.length, size: bytes.length, digest: digestOf(bytes) };
}

/** The files of a bundle, read in memory; a stranger may have made it. Throws JOURNAL_BROKEN where it is none. */
export async function bundleFiles(packed: Uint8Array, name: string): Promise<RunFiles> {
  const contents = new Map<string, Uint8Array>();
  let top: string | null = null;
  try {
    for (const { bytes, path } of await unpackArchive(packed, maxBundleBytes + 64 * 1024 * 1024)) {
      const slash = path.indexOf('/');
      const folder = path.slice(0, Math.max(slash, 0));
      top ??= folder;
      if (slash === -1 || folder !== top) throw new RangeError(`${path} lies outside of ${top}/`);
      contents.set(path.slice(slash + 1), bytes);
    }
  } catch (error) {
    throw error instanceof RangeError ? notABundle(name, error.message) : error;
  }
  if (!contents.has(journalName)) throw notABundle(name, `no ${journalName} in it`);
  return {
    read: async (path) => contents.get(path) ?? null,
    list: async (directory) =>
      [...contents.keys()]
        .filter((path) => directory === '' || path.startsWith(`${directory}/`))
        .toSorted(),
  };
}

function notABundle(name: string, why: string): FirebreakError {
  return new FirebreakError(
    'JOURNAL_BROKEN',
    `${name} is no bundle of a run: ${why}`,
    'Make one with `firebreak journal export`, or name the directory of a run.',
  );
}
