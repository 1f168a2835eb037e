import type { Doors } from '../../../host/doors.ts';
import type { EntryReader } from '../../../lockfile/entries/types.ts';
import { maxArtefactBytes } from '../../content.ts';
import type { LookSession } from '../../look.ts';
import type { Occurrence } from '../../readings.ts';
import { artefactOf, type Content, type ContentGroup, type ReadContent } from './content-groups.ts';
import type { ObjectTable } from './object-table.ts';
import type { StreamedObject } from './object-stream.ts';
import { digestOf, readContent, readWhole } from './read-content.ts';
import { type Queries, streamObjects } from './stream.ts';

export interface ContentReading {
  readonly gitDir: string;
  readonly objects: ObjectTable;
  readonly entries: EntryReader;
  readonly session: LookSession;
  readonly doors: Doors;
  /** A path of a content, by which some formats are told. */
  readonly pathOf: (occurrence: Occurrence) => string;
}

/** Which contents are read here, by their numbers. */
export interface ReadHere {
  readonly queries: Queries;
  readonly numberOf: (query: number) => number;
  /** Those that are wanted whole: a thread found so. */
  readonly whole: ReadonlySet<number>;
}

/** Reads contents in this thread. Gives each with its number. */
export async function* readHere(
  contents: readonly Content[],
  { numberOf, queries, whole }: ReadHere,
  { doors, entries, gitDir, pathOf, session }: ContentReading,
): AsyncGenerator<readonly [number, readonly ReadContent[]]> {
  let found: (readonly [number, readonly ReadContent[]])[] = [];
  let [count, bytes] = [0, 0];
  function readOne(group: ContentGroup, view: Buffer, isWanted: boolean): ReadContent {
    const path = pathOf(group.occurrences[0] as Occurrence);
    const content = { ...group, path, bytes: view };
    const said = isWanted
      ? readWhole(content)
      : readContent(content, entries, (document) => session.wants(document));
    return { group, artefact: artefactOf(group.reader, digestOf(view), said) };
  }
  function take(query: number, answer: StreamedObject): void {
    const number = numberOf(query);
    const isWanted = whole.has(number);
    const { groups } = contents[number] as Content;
    // What is wanted was counted when the thread had read it.
    if (answer.status === 'read' && !isWanted) {
      count += 1;
      bytes += answer.bytes.length;
    }
    const read = groups.map((group) =>
      answer.status === 'read' ? readOne(group, answer.bytes, isWanted) : { group, failed: answer },
    );
    found.push([number, read]);
  }
  for await (const _ of streamObjects(gitDir, queries, maxArtefactBytes, take, doors)) {
    if (found.length === 0) continue;
    const batch = found;
    found = [];
    session.read(count, bytes);
    [count, bytes] = [0, 0];
    yield* batch;
  }
  yield* found;
}
