import { join } from 'node:path';
import { FirebreakError } from '../errors.ts';
import type { Doors } from '../host/doors.ts';
import { isSystemError } from '../host/files.ts';
import { digestOf } from './line.ts';
import type { EvidenceRef } from './record.ts';

/** Bytes of the largest piece of evidence. */
export const maxEvidenceBytes = 1024 * 1024 * 1024;

/** What a run keeps as evidence, by digest, each piece written once. */
export interface EvidenceStore {
  /**
   * Keeps bytes and returns once the disk has them. `name` and `media` go into the reference alone. Throws
   * FILE_UNWRITABLE, and EVIDENCE_MISSING where a changed file stands in its place.
   */
  keep(name: string, media: string, bytes: Uint8Array): Promise<EvidenceRef>;
  /** Throws EVIDENCE_MISSING where it is gone or its digest is another. */
  read(sha256: string): Promise<Uint8Array>;
}

/** Path of a piece of evidence within its run. */
export function evidencePath(sha256: string): string {
  return `evidence/sha256/${sha256.slice(0, 2)}/${sha256}`;
}

/** The evidence of the run in a directory: `evidence/sha256/<ab>/<hash>`, mode 0400. */
export function evidenceStore(doors: Doors, directory: string): EvidenceStore {
  const read = async (sha256: string): Promise<Uint8Array> => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw missing(directory, sha256, 'that is no SHA-256');
    try {
      const path = join(directory, evidencePath(sha256));
      const found = await doors.files.readRegularFile(path, maxEvidenceBytes);
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
    async keep(name, media, bytes) {
      const sha256 = digestOf(bytes);
      const path = join(directory, evidencePath(sha256));
      if (await doors.files.writeNewFile(path, bytes, 0o400)) {
        for (const above of ['..', '../..', '../../..', '../../../..'])
          await doors.files.syncDirectory(join(path, above));
      } else await read(sha256);
      return { sha256, size: bytes.length, name, media };
    },
    read,
  };
}

function missing(directory: string, sha256: string, why: string): FirebreakError {
  return new FirebreakError(
    'EVIDENCE_MISSING',
    `evidence ${sha256} of the run in ${directory}: ${why}`,
    '`firebreak journal verify` names every piece that is missing.',
  );
}
