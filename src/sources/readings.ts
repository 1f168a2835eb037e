import type { LockfileReader, Reading } from '../lockfile/types.ts';
import type { ContentReader, FileContent } from './content.ts';
import { firstSpot, joinPath, type Listing } from './listing.ts';
import {
  type Asked,
  companionsBelow,
  digestOf,
  recordingNeighbours,
  sameNeighbourhood,
} from './neighbours.ts';
import type { Artefact } from './types.ts';

/** Where a file lies in a listing. */
export interface Occurrence {
  readonly node: number;
  readonly name: string;
}

/** Lockfiles that are the same bytes, read the same way, with the artefact or why there is none. */
export type Finding =
  | {
      readonly occurrences: readonly Occurrence[];
      readonly reader: LockfileReader;
      readonly artefact: Artefact;
    }
  | {
      readonly occurrences: readonly Occurrence[];
      readonly reader: LockfileReader;
      readonly failed: Exclude<FileContent, { status: 'read' }>;
    };

/** Occurrences of one content under one reader. */
interface Group {
  readonly id: string;
  readonly reader: LockfileReader;
  readonly occurrences: Occurrence[];
}

/** A reader that keeps asking for more files than this is not followed further. */
const maxRounds = 64;

/**
 * Reads every distinct lockfile of a listing once, and once more for each neighbourhood that changes
 * what it says. Yields as it goes; a finding's bytes are not held.
 */
export async function* readLockfiles(
  listing: Listing,
  content: ContentReader,
): AsyncGenerator<Finding> {
  const groups = groupLockfiles(listing);
  const deferred: Group[] = [];
  let index = 0;
  for await (const answer of content.read(groups.map((group) => group.id))) {
    const group = groups[index++] as Group;
    const { reader, occurrences } = group;
    if (answer.status !== 'read') {
      yield { occurrences, reader, failed: answer };
      continue;
    }
    const alone = recordingNeighbours(
      () => companionsOf(listing, group, occurrences[0] as Occurrence),
      new Map(),
    );
    const reading = reader.read(answer.bytes, {
      path: pathOf(listing, occurrences[0] as Occurrence),
      neighbours: alone,
    });
    const asked = alone.asked();
    if (asked.listed || asked.files.size > 0) deferred.push(group);
    else
      yield {
        occurrences,
        reader,
        artefact: artefactOf(reader, reading, digestOf(answer.bytes, asked, new Map())),
      };
  }
  for (const group of deferred) yield* readWithCompanions(listing, content, group);
}

/** One finding per distinct neighbourhood of a file whose reader consulted it. */
async function* readWithCompanions(
  listing: Listing,
  content: ContentReader,
  group: Group,
): AsyncGenerator<Finding> {
  const done: { asked: Asked; at: Occurrence; occurrences: Occurrence[]; finding: Finding }[] = [];
  for (const occurrence of group.occurrences) {
    const here = () => companionsOf(listing, group, occurrence);
    const same = done.find((entry) =>
      sameNeighbourhood(entry.asked, () => companionsOf(listing, group, entry.at), here),
    );
    if (same !== undefined) {
      same.occurrences.push(occurrence);
      continue;
    }
    const occurrences = [occurrence];
    const { asked, finding } = await readAt(listing, content, group, occurrences);
    done.push({ asked, at: occurrence, occurrences, finding });
  }
  for (const entry of done) yield entry.finding;
}

/** Reads, fetches what was asked for, and reads again until nothing more is asked. */
async function readAt(
  listing: Listing,
  content: ContentReader,
  group: Group,
  occurrences: Occurrence[],
): Promise<{ asked: Asked; finding: Finding }> {
  const { id, reader } = group;
  const occurrence = occurrences[0] as Occurrence;
  const fetched = new Map<string, Uint8Array | null>();
  const own = await fetchOne(content, id);
  if (own.status !== 'read')
    return {
      asked: { listed: false, files: new Map() },
      finding: { occurrences, reader, failed: own },
    };
  for (let round = 0; ; round += 1) {
    const neighbours = recordingNeighbours(() => companionsOf(listing, group, occurrence), fetched);
    const reading = reader.read(own.bytes, { path: pathOf(listing, occurrence), neighbours });
    const wanted = neighbours.unfetched();
    if (wanted.length === 0 || round === maxRounds) {
      const asked = neighbours.asked();
      return {
        asked,
        finding: {
          occurrences,
          reader,
          artefact: artefactOf(reader, reading, digestOf(own.bytes, asked, fetched)),
        },
      };
    }
    let index = 0;
    for await (const answer of content.read(wanted)) {
      fetched.set(wanted[index++] as string, answer.status === 'read' ? answer.bytes : null);
    }
  }
}

async function fetchOne(content: ContentReader, id: string): Promise<FileContent> {
  let found: FileContent = { status: 'missing', reason: 'not read' };
  for await (const answer of content.read([id])) found = answer;
  return found;
}

function groupLockfiles(listing: Listing): Group[] {
  const groups = new Map<string, Group>();
  for (const [node, { files }] of listing.nodes.entries()) {
    for (const { id, name, role } of files) {
      if (role.kind !== 'lockfile') continue;
      const key = `${role.reader.id} ${id}`;
      const group = groups.get(key) ?? { id, reader: role.reader, occurrences: [] };
      group.occurrences.push({ node, name });
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

function companionsOf(
  listing: Listing,
  group: Group,
  occurrence: Occurrence,
): ReadonlyMap<string, string> {
  return companionsBelow(listing, occurrence.node, group.reader.companions);
}

function pathOf(listing: Listing, occurrence: Occurrence): string {
  return joinPath(firstSpot(listing, occurrence.node).path, occurrence.name);
}

function artefactOf(reader: LockfileReader, reading: Reading, digest: string): Artefact {
  return {
    digest,
    reader: `${reader.id}@${reader.version}`,
    ecosystems: reader.ecosystems,
    reading,
  };
}
