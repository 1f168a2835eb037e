import type { Artefact } from './types.ts';

/**
 * Artefacts of one target that no companion has a say in: what lies in a work tree mostly lies at a tip
 * too, and is read once. An artefact may hold its bytes, so only so many of them are kept.
 */
export interface KnownArtefacts {
  /** `name` is the file's: some formats are told by it. */
  find(reader: string, name: string, digest: string): Artefact | null;
  keep(reader: string, name: string, artefact: Artefact, bytes: number): void;
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
  };
}
