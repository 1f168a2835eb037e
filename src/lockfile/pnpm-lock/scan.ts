import type { LockDocument } from '../types.ts';
import type { ParseContext, Parsed } from '../reading/format.ts';
import type { LineTape } from '../reading/line-tape.ts';
import { scanDocument, type DocumentScan } from './scan-document.ts';
import { withPnpmLines } from './scan-line.ts';

/**
 * The ordinary lockfile: told whole and its names known from one pass, built only when something asks what it holds.
 * Null for the record of what is installed, and where any document needs a closer look.
 */
export function scanLock(
  bytes: Uint8Array,
  { installed }: ParseContext,
  whole: () => Parsed,
): Parsed | null {
  if (installed) return null;
  const found = withPnpmLines(bytes, 0, scanDocuments);
  const last = found?.at(-1);
  if (found === null || last === undefined) return null;
  return {
    formatVersion: last.formatVersion,
    documents: found.map((one, index) => {
      const built = (): LockDocument => whole().documents[index] ?? nothing;
      return {
        label: one === last ? 'project' : 'environment',
        get packages() {
          return built().packages;
        },
        hashes: one.hashes,
        covers: one.covers,
        graph: () => built().graph(),
        lines: () => built().lines(),
      };
    }),
  };
}

/** Every document; a `---` line stands in front of each, or there is one and none. */
function scanDocuments(tape: LineTape): readonly DocumentScan[] | null {
  const { bytes, count } = tape;
  const isSeparated = isMarker(bytes, 0);
  const found: DocumentScan[] = [];
  for (let line = 0; line < count;) {
    const at = tape.start(line);
    if (isSeparated) {
      if (!isMarker(bytes, at)) return null;
      line += 1;
    }
    const one = scanDocument(tape, line, isSeparated ? at + 4 : 0);
    if (one === null) return null;
    found.push(one);
    line = one.end;
    if (!isSeparated && line < count) return null;
  }
  // A document for the package manager alone is not what a lockfile is.
  return isSeparated && found.length < 2 ? null : found;
}

function isMarker(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === 0x2d && bytes[at + 1] === 0x2d && bytes[at + 2] === 0x2d && bytes[at + 3] === 0x0a
  );
}

const nothing: LockDocument = {
  label: 'project',
  packages: [],
  covers: [],
  graph: () => ({ importers: 'unknown', edges: [] }),
  lines: () => [],
};
