import type { Notes } from './notes.ts';
import type { Artefact } from './types.ts';

/**
 * Artefacts of one target that no companion has a say in: what lies in a work tree mostly lies at a tip
 * too, and is read once. An artefact may hold its bytes, so only so many of them are kept.
 */
export interface KnownArtefacts {
  /** `name` is the file's: some formats are told by it. */
  find(reader: string, name: string, digest: string): Artefact | null;
  keep(reader: string, name: string, artefact: Artefact, bytes: number): void;
  /** What looks noted of contents; null where contents have no name that tells whether they are as they were. */
  readonly notes: Notes | null;
  /** The artefact that the inventory has under a content key; null where there is none that will do. */
  recall(contentKey: string): Artefact | null;
}

const maxBytes = 32 * 1024 * 1024;

/** Nothing known yet. */
export function nothingKnown(): KnownArtefacts {
  const known = new Map<string, Artefact>();
  let kept = 0;
  return {
    find: (reader, name, digest) => known.get(`${reader} ${name} ${digest}`) ?? null,
    keep(reader, name, artefact, bytes) {
      if (kept + bytes > maxBytes) return;
      kept += bytes;
      known.set(`${reader} ${name} ${artefact.digest}`, artefact);
    },
    notes: null,
    recall: () => null,
  };
}
