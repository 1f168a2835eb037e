import type { LockfileReader } from '../lockfile/types.ts';
import { companionFinder, type Companions } from './companions.ts';
import type { ContentReader, FileContent } from './content.ts';
import { type Gist, gistOf } from './gist.ts';
import type { KnownArtefacts } from './known.ts';
import { type Listing, nodeOf } from './listing.ts';
import { type Asked, digestOf, recordingNeighbours } from './neighbours.ts';
import { fileKeyOf, keepReading, notedReadings } from './noted.ts';
import { readWithCompanions } from './readings-companions.ts';
import { artefactOf, pathOf, recalled } from './recalled.ts';
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

/** What a survey goes by in files that are the same bytes, read the same way. */
export interface Told {
  readonly occurrences: readonly Occurrence[];
  readonly reader: LockfileReader;
  readonly gist: Gist;
}

export interface FoundArtefact extends Told {
  readonly artefact: Artefact;
  /** What the inventory can be asked for the artefact by; null where it cannot. */
  readonly contentKey: string | null;
  /** Whether there were more companions than the reader was given. */
  readonly cutOff: boolean;
}

/** Lockfiles that are the same bytes, read the same way, with the artefact or why there is none. */
export type Finding =
  | FoundArtefact
  | {
      readonly occurrences: readonly Occurrence[];
      readonly reader: LockfileReader;
      readonly failed: Exclude<FileContent, { status: 'read' }>;
    };

/** Occurrences of one content under one reader. */
export interface Group {
  readonly id: string;
  readonly reader: LockfileReader;
  readonly occurrences: Occurrence[];
  /** What is noted of it is found by this. */
  readonly key: string;
}

/** What it takes to read the files of a listing. */
export interface ReadingFiles {
  readonly listing: Listing;
  readonly content: ContentReader;
  readonly known: KnownArtefacts;
  /** Whether what was noted of files will do, so that they need not be read again. */
  readonly accepts: (found: FoundArtefact) => boolean;
}

const nothingAsked: Asked = { listed: false, files: new Map() };

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
 * Reads each distinct content once per reader; a file whose reader consulted companions, once for every distinct answer
 * they gave. What was noted of one is not read again and, where there is nothing to be said of it, not yielded. Yields as
 * it goes; a finding's bytes are not held.
 */
export async function* readFiles(
  files: readonly ReadableFile[],
  reading: ReadingFiles,
): AsyncGenerator<Finding> {
  const { content, listing } = reading;
  const find = companionFinder(listing);
  const plans = groupFiles(listing, files).map((group) => planOf(group, reading));
  const unread = plans.filter(({ way }) => way === 'read');
  const answers = content.read(unread.map(({ group }) => group.id));
  const deferred: Group[] = [];
  try {
    for (const { found, group, way } of plans) {
      if (found !== null) yield found;
      if (way === 'consult') deferred.push(group);
      if (way !== 'read') continue;
      // Answers come in the order of the groups.
      // oxlint-disable-next-line no-await-in-loop
      const answer = (await answers.next()).value as FileContent;
      const companions = find((group.occurrences[0] as Occurrence).node, group.reader.companions);
      const finding = readAlone(group, answer, reading, companions);
      if (finding === null) deferred.push(group);
      else yield finding;
    }
  } finally {
    await answers.return(undefined);
  }
  for (const group of deferred) yield* readWithCompanions(group, reading, find);
}

/** What a survey goes by in manifests whose reader consults nobody. Of what was noted nothing is read again. */
export async function* readGists(
  files: readonly ReadableFile[],
  reading: Omit<ReadingFiles, 'accepts'>,
): AsyncGenerator<Told> {
  const unread: ReadableFile[] = [];
  for (const { id, key, occurrences, reader } of groupFiles(reading.listing, files)) {
    const [noted] = notedReadings(reading.known.notes, key);
    if (noted !== undefined) yield { occurrences, reader, gist: noted.gist };
    else for (const { name, node } of occurrences) unread.push({ name, node, id, reader });
  }
  for await (const finding of readFiles(unread, { ...reading, accepts: () => false }))
    if ('gist' in finding) yield finding;
}

/** How a content is to be had: from what was noted, by reading it, or by way of its companions. */
interface Plan {
  readonly group: Group;
  readonly way: 'consult' | 'noted' | 'read';
  readonly found: FoundArtefact | null;
}

function planOf(group: Group, reading: ReadingFiles): Plan {
  const [first] = notedReadings(reading.known.notes, group.key);
  if (first === undefined) return { group, way: 'read', found: null };
  if (first.question !== null) return { group, way: 'consult', found: null };
  const found = recalled(group, group.occurrences, first, reading);
  if (found === 'nothing') return { group, way: 'noted', found: null };
  return { group, way: found === null ? 'read' : 'noted', found };
}

/** Null where its reader consults companions. */
function readAlone(
  { key, occurrences, reader }: Group,
  answer: FileContent,
  { known, listing }: ReadingFiles,
  companions: Companions,
): Finding | null {
  if (answer.status !== 'read') return { occurrences, reader, failed: answer };
  const [first] = occurrences as [Occurrence];
  const digest = digestOf(answer.bytes, nothingAsked, new Map());
  const before = known.find(reader.id, first.name, digest);
  const neighbours = recordingNeighbours(companions, new Map());
  const artefact =
    before ??
    artefactOf(
      reader,
      reader.read(answer.bytes, { path: pathOf(listing, first), neighbours }),
      digest,
    );
  const asked = neighbours.asked();
  if (asked.listed || asked.files.size > 0) return null;
  if (before === null) known.keep(reader.id, first.name, artefact, answer.bytes.length);
  const { gist, note } = gistOf(reader, artefact.reading);
  const contentKey = keepReading(known.notes, key, null, note);
  return { occurrences, reader, gist, artefact, contentKey, cutOff: false };
}

/** Files by content and by how they are read. */
export function groupFiles(listing: Listing, files: readonly ReadableFile[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { id, name, node, reader } of files) {
    const { mode } = nodeOf(listing, node);
    // The same bytes say one thing as a lockfile and another as the record of an install.
    const same = `${reader.id} ${mode} ${id}`;
    const group = groups.get(same);
    if (group !== undefined) group.occurrences.push({ node, name });
    else {
      const path = pathOf(listing, { node, name });
      const key = fileKeyOf(reader, mode, path, id);
      groups.set(same, { id, reader, key, occurrences: [{ node, name }] });
    }
  }
  return [...groups.values()];
}
