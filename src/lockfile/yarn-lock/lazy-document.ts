import type { CoordinateHashes } from '../coordinate-hash.ts';
import type { LockDocument } from '../types.ts';
import type { Parsed } from '../reading/format.ts';

/** What a pass over the bytes of a whole, ordinary lockfile tells. */
export interface Scanned {
  readonly formatVersion: string;
  readonly hashes: CoordinateHashes;
  readonly covers: LockDocument['covers'];
}

/** The document of which a scan told hashes and directories; all else is built from the text when it is asked for. */
export function lazyDocument(
  { covers, formatVersion, hashes }: Scanned,
  whole: () => Parsed,
): Parsed {
  const built = (): LockDocument => whole().documents[0] ?? nothing;
  return {
    formatVersion,
    documents: [
      {
        label: 'project',
        get packages() {
          return built().packages;
        },
        hashes,
        covers,
        graph: () => built().graph(),
        lines: () => built().lines(),
      },
    ],
  };
}

const nothing: LockDocument = {
  label: 'project',
  packages: [],
  covers: [],
  graph: () => ({ importers: 'unknown', edges: [] }),
  lines: () => [],
};
