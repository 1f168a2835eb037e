import type { FileContent } from './content.ts';
import { firstSpot, joinPath, type Listing, type ListingProblem, type Spot } from './listing.ts';
import type { Finding } from './readings.ts';
import type { SourceProblem } from './types.ts';

/** One place of a file of a node; `''` names the node itself. */
export function spotOf(listing: Listing, node: number, name: string): PlacedSpot {
  const spot = firstSpot(listing, node);
  return { path: joinPath(spot.path, name) || null, ref: spot.ref };
}

/** A spot of which the path is null where it is the top itself. */
export type PlacedSpot = Omit<Spot, 'path'> & { readonly path: string | null };

/** A problem with the place where it was met. */
export function problemAt(
  { artefact, code, ecosystems, message }: ListingProblem,
  { path, ref }: PlacedSpot,
): SourceProblem {
  return {
    kind: 'problem',
    code,
    path,
    ref: ref?.name ?? null,
    line: null,
    message,
    ecosystems,
    artefact,
  };
}

/** A file that a reader would read, and that could not be had. */
export function unreadAt(
  { failed, reader }: Extract<Finding, { failed: unknown }>,
  spot: PlacedSpot,
  message: string,
): SourceProblem {
  const base = { name: null, ecosystems: reader.ecosystems, artefact: 'unreadable' } as const;
  const code = failed.status === 'too-large' ? 'FILE_TOO_LARGE' : 'FILE_UNREADABLE';
  return problemAt({ ...base, code, message }, spot);
}

/** Why a content is not there, as the end of a sentence. */
export function whyUnread(content: Exclude<FileContent, { status: 'read' }>): string {
  switch (content.status) {
    case 'too-large':
      return `${content.size} bytes, more than firebreak reads`;
    case 'missing':
    case 'corrupt':
      return content.reason;
  }
}
