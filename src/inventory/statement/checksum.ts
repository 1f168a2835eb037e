import type { LockDocument } from '../../lockfile/types.ts';
import { fingerprintOf } from './fingerprint.ts';

/** A document as far as a checksum goes. */
export interface Summed {
  readonly label: LockDocument['label'];
  /** Sums over the fingerprints of its statements. */
  readonly sums: readonly [number, number];
  readonly count: number;
}

const places: Record<LockDocument['label'], number> = {
  project: 1,
  environment: 3,
  ours: 5,
  theirs: 7,
};

/** Eight bytes over what an artefact's documents state, the problems they have and the installs they start. */
export function checksumOf(
  problems: string | null,
  installs: string | null,
  documents: readonly Summed[],
): Uint8Array {
  let [low = 0, high = 0] = fingerprintOf(JSON.stringify([problems, installs]));
  for (const { count, label, sums } of documents) {
    low = Math.imul(low + sums[0], places[label]) + count;
    high = Math.imul(high ^ sums[1], 0x01000193) + places[label];
  }
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(low >>> 0, 0);
  bytes.writeUInt32LE(high >>> 0, 4);
  return bytes;
}
