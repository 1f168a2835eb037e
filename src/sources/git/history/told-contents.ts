import type { Stated } from '../../../lockfile/stated-document.ts';
import type { LockedPackage, Reading } from '../../../lockfile/types.ts';
import type { StreamedObject } from './object-stream.ts';

/** Why a content was not read. */
export type FailedObject = Exclude<StreamedObject, { status: 'read' }>;

/** What a thread has to say of a content under one reader: what it states, or why it could not be had. */
export type ReadInThread =
  | { readonly kind: 'failed'; readonly failed: FailedObject }
  /** To be read by who asked. */
  | { readonly kind: 'left' }
  | ReadStated;

/** What was read of a content, as statements. */
export interface ReadStated extends Pick<Reading, 'describes' | 'formatVersion' | 'problems'> {
  readonly kind: 'stated';
  readonly digest: string;
  readonly documents: readonly Stated[];
}

/** A document by what differs from one that was told before. */
interface ToldDocument extends Omit<Stated, 'ids'> {
  /** The content of which the document with the same number is meant; -1 for none. */
  readonly base: number;
  /** How many of its ids are not there any more; they stand next in the row of ids. */
  readonly gone: number;
  /** How many others are there; they stand behind these. */
  readonly come: number;
}

type ToldContent =
  | Exclude<ReadInThread, ReadStated>
  | (Omit<ReadStated, 'documents'> & { readonly documents: readonly ToldDocument[] });

/** What a thread read of a segment: plain data, in which versions of a lockfile take little room. */
export interface ToldSegment {
  readonly segment: number;
  /** Contents one after the other, each under all its readers. */
  readonly told: readonly ToldContent[];
  readonly ids: Uint32Array<ArrayBuffer>;
  /** What the thread's table got since it last told of one. */
  readonly statements: readonly LockedPackage[];
  /** Contents that were read, and their bytes. */
  readonly contents: number;
  readonly bytes: number;
}

/** Takes down what is read of a segment. `asker` is what a content was asked for as: equal ones are versions of a file. */
export interface SegmentTeller {
  add(asker: number, read: ReadInThread): void;
  finish(): Pick<ToldSegment, 'ids' | 'told'>;
}

/** Tells the contents of a segment: of documents at one path, what differs from the one told before. */
export function segmentTeller(): SegmentTeller {
  const told: ToldContent[] = [];
  const ids: number[] = [];
  const versions = new Map<number, { readonly content: number; readonly of: readonly Stated[] }>();
  return {
    add(asker, read) {
      if (read.kind !== 'stated') {
        told.push(read);
        return;
      }
      const before = versions.get(asker);
      const documents = read.documents.map(({ ids: own, ...rest }, index): ToldDocument => {
        const known = before?.of[index];
        const base = known === undefined ? -1 : (before?.content ?? -1);
        return { ...rest, base, ...pushDifference(known?.ids ?? none, own, ids) };
      });
      versions.set(asker, { content: told.length, of: read.documents });
      told.push({ ...read, documents });
    },
    finish: () => ({ told, ids: Uint32Array.from(ids) }),
  };
}

/** What was told of a segment, as it was read. `ids` may have been translated meanwhile. */
export function* readAsTold({
  ids,
  told,
}: Pick<ToldSegment, 'ids' | 'told'>): Generator<ReadInThread> {
  const known: (readonly Stated[])[] = [];
  let at = 0;
  for (const one of told) {
    if (one.kind !== 'stated') {
      known.push([]);
      yield one;
      continue;
    }
    const documents = one.documents.map(({ base, come, gone, ...rest }, index): Stated => {
      const before = known[base]?.[index]?.ids ?? none;
      const middle = at + gone;
      const own = merged(before, ids.subarray(at, middle), ids.subarray(middle, middle + come));
      at = middle + come;
      return { ...rest, ids: own };
    });
    known.push(documents);
    yield { ...one, documents };
  }
}

const none = new Uint32Array();

/** Pushes the ids that are not there any more, then those that are new. Both rows are ascending. */
function pushDifference(
  before: Uint32Array,
  now: Uint32Array,
  ids: number[],
): { gone: number; come: number } {
  if (before === now) return { gone: 0, come: 0 };
  const start = ids.length;
  const come: number[] = [];
  let at = 0;
  for (let index = 0; index < now.length; index += 1) {
    const id = now[index] as number;
    for (; at < before.length && (before[at] as number) < id; at += 1)
      ids.push(before[at] as number);
    if (at < before.length && before[at] === id) at += 1;
    else come.push(id);
  }
  for (; at < before.length; at += 1) ids.push(before[at] as number);
  const gone = ids.length - start;
  for (const id of come) ids.push(id);
  return { gone, come: come.length };
}

/** Ascending; the same array where nothing differs. `gone` and `come` need not be in order. */
function merged(before: Uint32Array, gone: Uint32Array, come: Uint32Array): Uint32Array {
  if (gone.length === 0 && come.length === 0) return before;
  const without = new Set(gone);
  const now = new Uint32Array(before.length - gone.length + come.length);
  const added = come.toSorted();
  let length = 0;
  let next = 0;
  for (let index = 0; index < before.length; index += 1) {
    const id = before[index] as number;
    for (; next < added.length && (added[next] as number) < id; next += 1, length += 1)
      now[length] = added[next] as number;
    if (without.size > 0 && without.has(id)) continue;
    now[length] = id;
    length += 1;
  }
  now.set(added.subarray(next), length);
  return now;
}
