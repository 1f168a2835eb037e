import { join } from 'node:path';
import { FirebreakError } from '../errors.ts';
import type { Doors } from '../host/doors.ts';
import { isSystemError } from '../host/files.ts';
import { digestOf } from './line.ts';

/** Name of the directory within a run's. Nothing of it is exported. */
export const privateDirectory = 'private';

/** Bytes of the largest piece. */
const limit = 64 * 1024 * 1024;

/** What a run keeps to itself because credentials are in it: by digest, never part of the record nor of a bundle. */
export interface PrivateStore {
  /** Keeps bytes, for their owner alone, and returns their SHA-256 once the disk has them. Throws FILE_UNWRITABLE. */
  keep(bytes: Uint8Array): Promise<string>;
  /** Throws EVIDENCE_MISSING where it is gone or its digest is another. */
  read(sha256: string): Promise<Uint8Array>;
}

/** The private store of the run in a directory: `private/<sha256>`, mode 0600. */
export function privateStore(doors: Doors, directory: string): PrivateStore {
  const pathOf = (sha256: string): string => join(directory, privateDirectory, sha256);
  const read = async (sha256: string): Promise<Uint8Array> => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw missing(directory, sha256, 'that is no SHA-256');
    try {
      const found = await doors.files.readRegularFile(pathOf(sha256), limit);
      if (found.status !== 'read') throw missing(directory, sha256, 'it cannot be read');
      if (digestOf(found.bytes) !== sha256) throw missing(directory, sha256, 'it was changed');
      return found.bytes;
    } catch (error) {
      if (isSystemError(error) && ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(error.code ?? ''))
        throw missing(directory, sha256, error.code === 'ELOOP' ? 'it is a link' : 'it is gone');
      throw error;
    }
  };
  return {
    async keep(bytes) {
      const sha256 = digestOf(bytes);
      await doors.files.makeDirectory(join(directory, privateDirectory));
      // What was changed there is put right: nobody but us needs it.
      await doors.files.writeFileAtomically(pathOf(sha256), bytes);
      await doors.files.syncDirectory(join(directory, privateDirectory));
      return sha256;
    },
    read,
  };
}

function missing(directory: string, sha256: string, why: string): FirebreakError {
  return new FirebreakError(
    'EVIDENCE_MISSING',
    `private copy ${sha256} of the run in ${directory}: ${why}`,
    'It is on the machine that the run was started on, and in no bundle.',
  );
}
