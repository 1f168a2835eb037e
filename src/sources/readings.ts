import type { LockfileReader, Reading } from '../lockfile/types.ts';
import { type CompanionFinder, companionFinder, type Companions } from './companions.ts';
import { type ContentReader, type FileContent, maxCompanionBytes } from './content.ts';
import type { KnownArtefacts } from './known.ts';
import { firstSpot, joinPath, type Listing, nodeOf } from './listing.ts';
import { answerOf, type Asked, digestOf, recordingNeighbours } from './neighbours.ts';
import type { Artefact } from './types.ts';

/** Where a file lies in a listing. */
export interface Occurrence {
  readonly node: number;
  readonly name: string;
}

/** A file that a reader reads, with what its content is asked for by. */
export interface ReadableFile extends Occurrence {
  readonly id: string;
  readonly reader: LockfileReader;
}

/** Lockfiles that are the same bytes, read the same way, with the artefact or why there is none. */
export type Finding =
  | {
      readonly occurrences: readonly Occurrence[];
      readonly reader: LockfileReader;
      readonly artefact: Artefact;
      /** Whether there were more companions than the reader was given. */
      readonly cutOff: boolean;
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

const nothingAsked: Asked = { listed: false, files: new Map() };

/** A reader that keeps asking for more files than this is not followed further. */
const maxRounds = 64;

/** Bytes of companions held for one file; what goes beyond them counts as not there. */
const maxHeldBytes = 128 * 1024 * 1024;

/** Every lockfile and archive of a listing. */
export function lockfilesOf(listing: Listing): ReadableFile[] {
  return [...listing.nodes.entries()].flatMap(([node, { files }]) =>
    files.flatMap(({ id, name, role }) =>
      role.kind === 'lockfile' || role.kind === 'archive'
        ? [{ node, name, id, reader: role.reader }]
        : [],
    ),
  );
}

/**
 * Reads every distinct content of some files once, and once more for each neighbourhood that changes
 * what it says. Yields as it goes; a finding's bytes are not held.
 */
export async function* readFiles(
  listing: Listing,
  files: readonly ReadableFile[],
  content: ContentReader,
  known: KnownArtefacts,
): AsyncGenerator<Finding> {
  const groups = groupFiles(listing, files);
  const find = companionFinder(listing);
  const deferred: Group[] = [];
  let index = 0;
  for await (const answer of content.read(groups.map((group) => group.id))) {
    const group = groups[index++] as Group;
    const { reader, occurrences } = group;
    if (answer.status !== 'read') {
      yield { occurrences, reader, failed: answer };
      continue;
    }
    const [first] = occurrences as [Occurrence];
    const digest = digestOf(answer.bytes, nothingAsked, new Map());
    const before = known.find(reader.id, first.name, digest);
    if (before !== null) {
      yield { occurrences, reader, artefact: before, cutOff: false };
      continue;
    }
    const alone = recordingNeighbours(find(first.node, reader.companions), new Map());
    const path = pathOf(listing, first);
    const reading = reader.read(answer.bytes, { path, neighbours: alone });
    const asked = alone.asked();
    if (asked.listed || asked.files.size > 0) deferred.push(group);
    else {
      const artefact = artefactOf(reader, reading, digest);
      known.keep(reader.id, first.name, artefact, answer.bytes.length);
      yield { occurrences, reader, artefact, cutOff: false };
    }
  }
  for (const group of deferred) yield* readWithCompanions(listing, content, group, find);
}

/** Occurrences at which a reader asked the same and got the same answers. */
interface Neighbourhood {
  readonly occurrences: Occurrence[];
  readonly finding: Finding;
}

/** One finding per distinct neighbourhood of a file whose reader consulted it. */
async function* readWithCompanions(
  listing: Listing,
  content: ContentReader,
  { id, occurrences, reader }: Group,
  find: CompanionFinder,
): AsyncGenerator<Finding> {
  const own = await fetchOne(content, id);
  if (own.status !== 'read') {
    yield { occurrences, reader, failed: own };
    return;
  }
  const questions = new Map<string, { asked: Asked; byAnswer: Map<string, Neighbourhood> }>();
  const fetched = fetchedCompanions(content);
  for (const occurrence of occurrences) {
    const here = find(occurrence.node, reader.companions);
    const same = [...questions.values()]
      .map(({ asked, byAnswer }) => byAnswer.get(answerOf(asked, here)))
      .find((one) => one !== undefined);
    if (same !== undefined) {
      same.occurrences.push(occurrence);
      continue;
    }
    const path = pathOf(listing, occurrence);
    const { asked, digest, reading } = await readAt(reader, own.bytes, path, here, fetched);
    const question = JSON.stringify([asked.listed, ...asked.files.keys()]);
    const { byAnswer } = questions.get(question) ?? { byAnswer: new Map<string, Neighbourhood>() };
    questions.set(question, { asked, byAnswer });
    const held = [occurrence];
    const artefact = artefactOf(reader, reading, digest);
    const cutOff = asked.listed && !here.list().complete;
    const finding = { occurrences: held, reader, artefact, cutOff };
    byAnswer.set(answerOf(asked, here), { occurrences: held, finding });
  }
  for (const { byAnswer } of questions.values())
    for (const { finding } of byAnswer.values()) yield finding;
}

/** Reads, fetches what was asked for, and reads again until nothing more is asked. */
async function readAt(
  reader: LockfileReader,
  bytes: Uint8Array,
  path: string,
  here: Companions,
  fetched: FetchedCompanions,
): Promise<{ asked: Asked; digest: string; reading: Reading }> {
  for (let round = 0; ; round += 1) {
    const neighbours = recordingNeighbours(here, fetched.held);
    const reading = reader.read(bytes, { path, neighbours });
    const wanted = neighbours.unfetched();
    if (wanted.length === 0 || round === maxRounds) {
      const asked = neighbours.asked();
      return { asked, digest: digestOf(bytes, asked, fetched.held), reading };
    }
    await fetched.fetch(wanted);
  }
}

/** Companions fetched for one file, shared by its neighbourhoods, which mostly have the same. */
interface FetchedCompanions {
  /** By id; null where it could not be read. */
  readonly held: ReadonlyMap<string, Uint8Array | null>;
  fetch(ids: readonly string[]): Promise<void>;
}

function fetchedCompanions(content: ContentReader): FetchedCompanions {
  const held = new Map<string, Uint8Array | null>();
  let bytes = 0;
  return {
    held,
    async fetch(ids) {
      let index = 0;
      for await (const answer of content.read(ids, maxCompanionBytes)) {
        const taken = answer.status === 'read' && bytes + answer.bytes.length <= maxHeldBytes;
        held.set(ids[index++] as string, taken ? answer.bytes : null);
        if (taken) bytes += answer.bytes.length;
      }
    },
  };
}

async function fetchOne(content: ContentReader, id: string): Promise<FileContent> {
  let found: FileContent = { status: 'missing', reason: 'not read' };
  for await (const answer of content.read([id])) found = answer;
  return found;
}

function groupFiles(listing: Listing, files: readonly ReadableFile[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { id, name, node, reader } of files) {
    // The same bytes say one thing as a lockfile and another as the record of an install.
    const key = `${reader.id} ${nodeOf(listing, node).mode} ${id}`;
    const group = groups.get(key) ?? { id, reader, occurrences: [] };
    group.occurrences.push({ node, name });
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The path that a reader is given: some formats are told by it. */
function pathOf(listing: Listing, occurrence: Occurrence): string {
  const { path } = firstSpot(listing, occurrence.node);
  return joinPath(listing.above, joinPath(path, occurrence.name));
}

function artefactOf(reader: LockfileReader, reading: Reading, digest: string): Artefact {
  return {
    digest,
    reader: `${reader.id}@${reader.version}`,
    ecosystems: reader.ecosystems,
    reading,
  };
}
