import type { CoordinateHashes } from '../coordinate-hash.ts';
import type { LockDocument, OpenRequest } from '../types.ts';
import type { Parsed } from './format.ts';

/** What a scan tells of a file with one document. */
export interface ScannedDocument {
  readonly formatVersion: string;
  readonly hashes: CoordinateHashes;
  readonly covers: LockDocument['covers'];
  /** Absent where nothing is asked for without an entry that answers. */
  readonly requests?: readonly OpenRequest[];
}

/** The document of which a scan told its hashes; all else is built by `whole` when something asks what it holds. */
export function hashedDocument(
  { covers, formatVersion, hashes, requests }: ScannedDocument,
  whole: () => Parsed,
): Parsed {
  const built = (): LockDocument => whole().documents[0] ?? nothing;
  const document: LockDocument = {
    label: 'project',
    get packages() {
      return built().packages;
    },
    hashes,
    ...(requests === undefined ? {} : { requests }),
    covers,
    graph: () => built().graph(),
    lines: () => built().lines(),
  };
  return { formatVersion, documents: [document] };
}

const nothing: LockDocument = {
  label: 'project',
  packages: [],
  covers: [],
  graph: () => ({ importers: 'unknown', edges: [] }),
  lines: () => [],
};
