import type { LockDocument } from '../../lockfile/types.ts';
import type { Artefact } from '../../sources/types.ts';
import type { Sheet } from '../pack/build.ts';
import { hashOf } from '../statement/fingerprint.ts';
import type { Store } from '../store.ts';

/** An artefact ready to be kept. */
export interface Prepared {
  readonly sheets: readonly Sheet[];
  /** Tells apart what the same bytes say under another name: some formats are told by it. */
  readonly checksum: Uint8Array;
  /** Statements of packages, over all documents. */
  readonly pairs: number;
  readonly problems: string | null;
}

const places: Record<LockDocument['label'], number> = {
  project: 1,
  environment: 3,
  ours: 5,
  theirs: 7,
};

/** Turns an artefact's documents into codes, and sums up what they state. */
export function prepare(store: Store, { reading }: Artefact): Prepared {
  const problems = reading.problems.length === 0 ? null : JSON.stringify(reading.problems);
  let [low, high] = problems === null ? [0, 0] : hashOf([problems]);
  let pairs = 0;
  const sheets = reading.documents.map((document): Sheet => {
    const space = store.spaceOf(document.statements?.table);
    const codes = space.codesOf(document);
    const [ownLow, ownHigh] = space.sums(codes);
    low = Math.imul(low + ownLow, places[document.label]) + codes.length;
    high = Math.imul(high ^ ownHigh, 0x01000193) + places[document.label];
    pairs += document.requests === undefined ? codes.length : codes.filter(isPackage).length;
    return { label: document.label, space, codes };
  });
  const checksum = new Uint8Array(Uint32Array.of(low >>> 0, high >>> 0).buffer);
  return { sheets, checksum, pairs, problems };
}

function isPackage(code: number): boolean {
  return (code & 1) === 0;
}
