import { statedDocument } from '../../../lockfile/stated-document.ts';
import type { LookSession } from '../../look.ts';
import type { Occurrence } from '../../readings.ts';
import { askedContents } from './asked-contents.ts';
import { artefactOf, type Content, type ContentGroup, type ReadContent } from './content-groups.ts';
import { type ContentReading, readHere, type ReadHere } from './read-here.ts';
import { ourselves, readInThreads, type SharedReading } from './reading-pool.ts';
import { type ReadInThread, readAsTold } from './told-contents.ts';

/**
 * Has threads read contents from the back. Null where they would not help: there is little to read, or all of it is wanted
 * whole, which is made here.
 */
export function sharedReading(
  contents: readonly Content[],
  { doors: { signal, threads }, entries, gitDir, pathOf, session }: ContentReading,
): SharedReading | null {
  if (threads === undefined || contents.length < threads.fewest) return null;
  const nothing = { label: 'project', ids: new Uint32Array() } as const;
  if (session.wants(statedDocument(entries.statements, nothing))) return null;
  const asked = contents.map(({ groups, oid }) => ({
    oid,
    askers: groups.map(({ mode, occurrences, reader }) => ({
      mode,
      reader: reader.id,
      path: pathOf(occurrences[0] as Occurrence),
    })),
  }));
  return readInThreads(threads, {
    asked: askedContents(gitDir, asked),
    table: entries.statements,
    signal,
    read: session.read,
  });
}

/** Contents that are left to us: segments one after the other, until one is met that a thread has. */
export function fromTheFront(
  contents: readonly Content[],
  { segments }: SharedReading,
): ReadHere['queries'] {
  let taken = 0;
  return {
    count: contents.length,
    underWay: 16,
    oidOf(query) {
      if (query === taken) {
        const segment = segments.ofContent(query);
        if (!segments.take(segment, ourselves)) return null;
        [, taken] = segments.range(segment);
      }
      return (contents[query] as Content).oid;
    },
  };
}

/** All that threads were to read; what they left or lost, and what is wanted, is read here. */
export async function* fromTheBack(
  contents: readonly Content[],
  shared: SharedReading,
  reading: ContentReading,
): AsyncGenerator<ReadContent> {
  const { segments } = shared;
  for (let segment = 0; segment < segments.count; segment += 1)
    if (segments.readerOf(segment) !== ourselves)
      yield* ofSegment(contents, segment, shared, reading);
}

async function* ofSegment(
  contents: readonly Content[],
  segment: number,
  shared: SharedReading,
  reading: ContentReading,
): AsyncGenerator<ReadContent> {
  const told = await shared.told(segment);
  const [from, to] = shared.segments.range(segment);
  const stated = new Map<number, readonly ReadContent[]>();
  const whole = new Set<number>();
  if (told !== null) {
    const answers = readAsTold(told);
    for (let number = from; number < to; number += 1) {
      const { groups } = contents[number] as Content;
      const own = groups.map((group) =>
        asRead(group, answers.next().value as ReadInThread, reading),
      );
      if (!own.every((one) => one !== null)) continue;
      if (own.some((one) => isWanted(one, reading.session))) whole.add(number);
      else stated.set(number, own);
    }
  }
  const missing = Array.from({ length: to - from }, (_, index) => from + index).filter(
    (number) => !stated.has(number),
  );
  const numberOf = (query: number): number => missing[query] as number;
  const oidOf = (query: number): string => (contents[numberOf(query)] as Content).oid;
  const queries = { count: missing.length, oidOf };
  let next = from;
  for await (const [number, found] of readHere(contents, { queries, numberOf, whole }, reading)) {
    for (; next < number; next += 1) yield* stated.get(next) ?? [];
    next = number + 1;
    yield* found;
  }
  for (; next < to; next += 1) yield* stated.get(next) ?? [];
}

/** Null for what a thread left to us. */
function asRead(
  group: ContentGroup,
  read: ReadInThread,
  { entries }: ContentReading,
): ReadContent | null {
  if (read.kind === 'left') return null;
  if (read.kind === 'failed') return { group, failed: read.failed };
  const { describes, digest, documents, formatVersion, problems } = read;
  const said = {
    formatVersion,
    describes,
    documents: documents.map((one) => statedDocument(entries.statements, one)),
    problems,
  };
  return { group, artefact: artefactOf(group.reader, digest, said) };
}

function isWanted(read: ReadContent, session: LookSession): boolean {
  return 'artefact' in read && read.artefact.reading.documents.some((one) => session.wants(one));
}
