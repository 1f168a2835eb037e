import { join } from 'node:path';
import type { Doors } from '../host/doors.ts';
import { isSystemError } from '../host/files.ts';
import { maxEvidenceBytes } from './evidence.ts';

/** The files of a run, wherever they lie. Paths are relative to the run's directory, with slashes. */
export interface RunFiles {
  /** Null where there is no regular file that can be read whole. */
  read(path: string): Promise<Uint8Array | null>;
  /** Whatever is no directory, below a directory (`''` for all), sorted. */
  list(directory: string): Promise<string[]>;
}

/** Directories below the run's that are gone into. */
const maxDirectories = 10_000;

/** The files of the run in a directory. */
export function directoryFiles(doors: Doors, directory: string): RunFiles {
  return {
    async read(path) {
      try {
        const read = await doors.files.readRegularFile(join(directory, path), maxEvidenceBytes);
        return read.status === 'read' ? read.bytes : null;
      } catch (error) {
        if (isSystemError(error) && ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(error.code ?? ''))
          return null;
        throw error;
      }
    },
    async list(below) {
      const found: string[] = [];
      const open = [below];
      for (let at = 0; at < open.length && at < maxDirectories; at += 1) {
        const place = open[at] ?? '';
        const status = await doors.files.statusOf(join(directory, place));
        if (!status?.isDirectory()) continue;
        for (const { kind, name } of await doors.files.listDirectory(join(directory, place))) {
          const path = place === '' ? name : `${place}/${name}`;
          if (kind === 'directory') open.push(path);
          else found.push(path);
        }
      }
      return found.toSorted();
    },
  };
}
