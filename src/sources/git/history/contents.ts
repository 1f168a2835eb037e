import { type ContentGroup, inCheapOrder, type ReadContent } from './content-groups.ts';
import { type ContentReading, readHere, type ReadHere } from './read-here.ts';
import { fromTheBack, fromTheFront, sharedReading } from './read-shared.ts';

/**
 * Reads contents in the order in which git streams them cheaply. Versions of a lockfile are told by their entries, and
 * built whole only where they hold something that is sought, or cannot be told so. Companions have no say here. Where
 * there are many, threads read from the back meanwhile: what comes of it is the same, and in the same order.
 */
export async function* readContents(
  groups: readonly ContentGroup[],
  reading: ContentReading,
): AsyncGenerator<ReadContent> {
  const contents = inCheapOrder(groups, reading.objects);
  const oidOf = (query: number): string | null => contents[query]?.oid ?? null;
  const here = (queries: ReadHere['queries']): AsyncGenerator<ReadContent> =>
    inRow(readHere(contents, { queries, numberOf: (query) => query, whole: new Set() }, reading));
  const shared = sharedReading(contents, reading);
  if (shared === null) {
    yield* here({ count: contents.length, oidOf });
    return;
  }
  try {
    yield* here(fromTheFront(contents, shared));
    yield* fromTheBack(contents, shared, reading);
  } finally {
    shared.leave();
  }
}

async function* inRow(
  read: AsyncIterable<readonly [number, readonly ReadContent[]]>,
): AsyncGenerator<ReadContent> {
  for await (const [, found] of read) yield* found;
}
