import type { LockDocument } from '../../lockfile/types.ts';
import type { Artefact } from '../../sources/types.ts';

/**
 * Artefacts whose documents nobody has built yet. A look at history mostly meets the same bytes again, and says what they
 * state at far less cost.
 */
export interface Waiting {
  /** The number under which the same bytes wait, read in the same way; null where none do. */
  find(artefact: Artefact): number | null;
  /** False where no more can wait. */
  add(artefact: Artefact, number: number): boolean;
  remove(artefact: Artefact): void;
  /** Takes away the one that has waited longest, with its number; null where none waits. */
  take(): readonly [number, Artefact] | null;
}

/** Packages of all that wait: each keeps the line or two of the file that name it. */
const maxPackages = 200_000;

/** Nothing waits yet. */
export function nothingWaiting(): Waiting {
  const held = new Map<string, readonly [number, Artefact]>();
  let packages = 0;
  function remove(artefact: Artefact): void {
    const found = held.get(keyOf(artefact));
    if (found !== undefined) packages -= sizeOf(found[1]);
    held.delete(keyOf(artefact));
  }
  return {
    find: (artefact) => held.get(keyOf(artefact))?.[0] ?? null,
    add(artefact, number) {
      const more = packages + sizeOf(artefact);
      if (more > maxPackages) return false;
      packages = more;
      held.set(keyOf(artefact), [number, artefact]);
      return true;
    },
    remove,
    take() {
      const [first = null] = held.values();
      if (first !== null) remove(first[1]);
      return first;
    },
  };
}

/** Whether a scan has told what there is in it, and its packages would have to be built to say more. */
export function isUnbuilt({ reading }: Artefact): boolean {
  return reading.documents.length > 0 && reading.documents.every((one) => isScanned(one));
}

function isScanned({ hashes, statements }: LockDocument): boolean {
  return hashes !== undefined && statements === undefined;
}

function sizeOf({ reading }: Artefact): number {
  return reading.documents.reduce((sum, { hashes }) => sum + (hashes?.pairs.length ?? 0), 0);
}

/** Files that a scan tells state the same under every name, once it is known what they describe. */
function keyOf({ digest, reader, reading }: Artefact): string {
  const { describes, documents, formatVersion, problems } = reading;
  const labels = documents.map(({ label }) => label);
  const asked = documents.map(({ requests }) => requests?.length ?? 0);
  return JSON.stringify([digest, reader, describes, formatVersion, labels, asked, problems]);
}
