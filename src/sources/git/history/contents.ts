import { type ContentGroup, inCheapOrder, type ReadContent } from './content-groups.ts';
import { type ContentReading, readHere, type ReadHere } from './read-here.ts';
import { fromTheBack, fromTheFront, sharedReading } from './read-shared.ts';

/** Contents that threads may be reading already. */
export interface BegunReading {
  /** All of them, in the order in which git streams them cheaply. To be called once. */
  read(): AsyncGenerator<ReadContent>;
  /** To be called when no more is read, whether or not all was. */
  leave(): void;
}

/**
 * Begins to read contents. Versions of a lockfile are told by their entries, and built whole only where they hold something
 * that is sought, or cannot be told so. Companions have no say here. Where there are many, threads read from the back at
 * once: what comes of it is the same, and in the same order.
 */
export function beginReading(
  groups: readonly ContentGroup[],
  reading: ContentReading,
): BegunReading {
  const contents = inCheapOrder(groups, reading.objects);
  const oidOf = (query: number): string | null => contents[query]?.oid ?? null;
  const here = (queries: ReadHere['queries']): AsyncGenerator<ReadContent> =>
    inRow(readHere(contents, { queries, numberOf: (query) => query, whole: new Set() }, reading));
  let shared = sharedReading(contents, reading);
  return {
    async *read() {
      if (shared === null) {
        yield* here({ count: contents.length, oidOf });
        return;
      }
      yield* here(fromTheFront(contents, shared));
      yield* fromTheBack(contents, shared, reading);
    },
    leave() {
      shared?.leave();
      shared = null;
    },
  };
}

async function* inRow(
  read: AsyncIterable<readonly [number, readonly ReadContent[]]>,
): AsyncGenerator<ReadContent> {
  for await (const [, found] of read) yield* found;
}
