import { thisThread } from '../../../host/this-thread.ts';
import { createEntryReader } from '../../../lockfile/entries/reader.ts';
import { readers } from '../../../lockfile/index.ts';
import type { LockedPackage, LockfileReader } from '../../../lockfile/types.ts';
import { maxArtefactBytes } from '../../content.ts';
import { type AskedContents, type Asker, askersOf, oidOf } from './asked-contents.ts';
import { readInThread } from './read-content.ts';
import { segmentsIn } from './segments.ts';
import { streamObjects } from './stream.ts';
import { type SegmentTeller, segmentTeller, type ToldSegment } from './told-contents.ts';

/** Work for a thread: contents, of which it takes segments from the back until none is left. */
export interface ThreadTask {
  readonly asked: AskedContents;
  /** Of the segments. */
  readonly memory: SharedArrayBuffer;
  /** Whom it takes them as. */
  readonly reader: number;
}

/** What a thread sends: a segment that it read, or null when there is none left or it cannot go on. */
export type ThreadReport = ToldSegment | null;

const side = thisThread();
const byId = new Map(readers.map((reader) => [reader.id, reader]));

side.listen((message) => {
  // Whoever dealt the work reads what is missing then, and meets the error.
  void work(message as ThreadTask)
    .catch(() => {})
    .then(() => report(null, []));
});

function report(one: ThreadReport, transfer: readonly ArrayBuffer[]): void {
  side.post(one, transfer);
}

async function work({ asked, memory, reader }: ThreadTask): Promise<void> {
  const segments = segmentsIn(memory, asked.count);
  const entries = createEntryReader();
  /** Contents in the order in which they are asked for, as far as segments were taken. */
  const contents: number[] = [];
  let toldStatements = 0;
  let segment: SegmentInHand | null = null;

  function oidAt(query: number): string | null {
    if (query === contents.length) {
      const next = segments.takeLast(reader);
      if (next === -1) return null;
      const [from, to] = segments.range(next);
      for (let content = from; content < to; content += 1) contents.push(content);
    }
    return oidOf(asked, contents[query] as number);
  }

  function newStatements(): LockedPackage[] {
    const { statements: table } = entries;
    const found = Array.from({ length: table.size - toldStatements }, (_, index) =>
      table.at(toldStatements + index),
    );
    toldStatements = table.size;
    return found;
  }

  const queries = { count: asked.count, oidOf: oidAt, underWay: 16 };
  const doors = { git: side.git, signal: new AbortController().signal };
  const stream = streamObjects(
    asked.gitDir,
    queries,
    maxArtefactBytes,
    (query, object) => {
      const content = contents[query] as number;
      segment ??= segmentInHand();
      for (const asker of askersOf(asked, content))
        segment.teller.add(
          asker,
          object.status === 'read'
            ? readInThread({ ...askerOf(asked, asker), bytes: object.bytes }, entries)
            : { kind: 'failed', failed: object },
        );
      if (object.status === 'read') {
        segment.contents += 1;
        segment.bytes += object.bytes.length;
      }
      const number = segments.ofContent(content);
      if (content + 1 < segments.range(number)[1]) return;
      const { bytes, contents: read, teller } = segment;
      const told = teller.finish();
      const statements = newStatements();
      report({ ...told, segment: number, statements, bytes, contents: read }, [told.ids.buffer]);
      segment = null;
    },
    doors,
  );
  for await (const _ of stream);
}

interface SegmentInHand {
  readonly teller: SegmentTeller;
  contents: number;
  bytes: number;
}

function segmentInHand(): SegmentInHand {
  return { teller: segmentTeller(), contents: 0, bytes: 0 };
}

function askerOf({ askers }: AskedContents, number: number): AskerInHand {
  const { mode, path, reader } = askers[number] as Asker;
  return { mode, path, reader: byId.get(reader) as LockfileReader };
}

type AskerInHand = Omit<Asker, 'reader'> & { readonly reader: LockfileReader };
