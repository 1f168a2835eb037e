import { hash } from 'node:crypto';
import type { Doors } from '../../../host/doors.ts';
import type { EntryReader } from '../../../lockfile/entries/types.ts';
import { statedDocument } from '../../../lockfile/stated-document.ts';
import type { LockfileReader, Reading } from '../../../lockfile/types.ts';
import { maxArtefactBytes } from '../../content.ts';
import type { Listing, Mode } from '../../listing.ts';
import type { LookSession } from '../../look.ts';
import type { Occurrence } from '../../readings.ts';
import type { Artefact } from '../../types.ts';
import type { ObjectTable } from './object-table.ts';
import type { StreamedObject } from './object-stream.ts';
import { streamObjects } from './stream.ts';

/** Lockfiles of one content under one reader, wherever in history they lie. */
export interface ContentGroup {
  readonly reader: LockfileReader;
  readonly mode: Mode;
  readonly oid: string;
  readonly occurrences: readonly Occurrence[];
}

/** What came of reading a content. */
export type ReadContent =
  | { readonly group: ContentGroup; readonly artefact: Artefact }
  | { readonly group: ContentGroup; readonly failed: Exclude<StreamedObject, { status: 'read' }> };

/** Every distinct lockfile content of a listing. */
export function contentGroups(listing: Listing): ContentGroup[] {
  const groups = new Map<string, ContentGroup & { occurrences: Occurrence[] }>();
  for (const [node, { files, mode }] of listing.nodes.entries()) {
    for (const { id, name, role } of files) {
      if (role.kind !== 'lockfile' && role.kind !== 'archive') continue;
      // The same bytes say one thing as a lockfile and another as the record of an install.
      const key = `${role.reader.id} ${mode} ${id}`;
      const group = groups.get(key) ?? { reader: role.reader, mode, oid: id, occurrences: [] };
      group.occurrences.push({ node, name });
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

/** By what the next look asks for a content: equal keys are equal bytes, read in the same way. */
export function contentKeyOf({ mode, oid, reader }: ContentGroup): string {
  return `${reader.id}@${reader.version} ${mode} git:${oid}`;
}

export interface ContentReading {
  readonly gitDir: string;
  readonly objects: ObjectTable;
  readonly entries: EntryReader;
  readonly session: LookSession;
  readonly doors: Doors;
  /** A path of a content, by which some formats are told. */
  pathOf(occurrence: Occurrence): string;
}

/**
 * Reads contents in the order in which git streams them cheaply. Versions of a lockfile are told by their entries, and
 * built whole only where they hold something that is sought, or cannot be told so. Companions have no say here.
 */
export async function* readContents(
  groups: readonly ContentGroup[],
  reading: ContentReading,
): AsyncGenerator<ReadContent> {
  const { doors, gitDir, objects, session } = reading;
  const byOid = Map.groupBy(groups, ({ oid }) => oid);
  const order = inCheapOrder([...byOid.keys()], objects);
  const queries = { count: order.length, oidOf: (query: number) => order[query] as string };
  let found: ReadContent[] = [];
  let bytes = 0;
  const take = (query: number, answer: StreamedObject): void => {
    const own = byOid.get(order[query] as string) ?? [];
    if (answer.status === 'read') bytes += answer.bytes.length;
    for (const group of own)
      found.push(
        answer.status === 'read'
          ? { group, artefact: artefactOf(group, answer.bytes, reading) }
          : { group, failed: answer },
      );
  };
  for await (const _ of streamObjects(gitDir, queries, maxArtefactBytes, take, doors)) {
    if (found.length === 0) continue;
    const batch = found;
    found = [];
    session.read(batch.length, bytes);
    bytes = 0;
    yield* batch;
  }
  yield* found;
}

/** Those that are there as git lists them; what was fetched since, or is not there, comes last. */
function inCheapOrder(oids: readonly string[], objects: ObjectTable): string[] {
  const numbers = oids.map((oid) => ({ oid, object: objects.findHex(oid) }));
  const place = ({ object }: { object: number }): number => (object === -1 ? Infinity : object);
  return numbers
    .toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)))
    .map(({ oid }) => oid);
}

function artefactOf(group: ContentGroup, view: Buffer, reading: ContentReading): Artefact {
  const { reader } = group;
  const [first] = group.occurrences as [Occurrence];
  const path = reading.pathOf(first);
  return {
    digest: `sha256:${hash('sha256', view, 'hex')}`,
    reader: `${reader.id}@${reader.version}`,
    ecosystems: reader.ecosystems,
    reading: readOne(group, path, view, reading),
  };
}

function readOne(
  { mode, reader }: ContentGroup,
  path: string,
  view: Buffer,
  { entries, session }: ContentReading,
): Reading {
  // The record of an install is read whole: that it is one shows in what is read.
  const told = mode === 'ordinary' ? entries.read(reader, path, view) : null;
  if (told !== null) {
    const document = statedDocument(entries.statements, told.statements, told.requests);
    if (!session.wants(document))
      return {
        formatVersion: told.formatVersion,
        describes: 'resolution',
        documents: [document],
        problems: [],
      };
  }
  // What is built may be asked for later, when the view is overwritten.
  const bytes = new Uint8Array(view);
  return reader.read(bytes, { path, neighbours: { paths: [], bytes: () => null } });
}
