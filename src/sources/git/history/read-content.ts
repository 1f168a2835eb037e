import { hash } from 'node:crypto';
import type { EntryReader } from '../../../lockfile/entries/types.ts';
import { statedDocument, statedIn, statedReading } from '../../../lockfile/stated-document.ts';
import type { LockfileReader, Reading } from '../../../lockfile/types.ts';
import type { Mode } from '../../listing.ts';
import type { LookSession } from '../../look.ts';
import type { ReadInThread } from './told-contents.ts';

/** A content in hand, and how it is read. */
export interface ContentInHand {
  readonly reader: LockfileReader;
  readonly mode: Mode;
  readonly path: string;
  /** They may be overwritten once it was read. */
  readonly bytes: Buffer;
}

/** Larger contents than this are not read whole in a thread, whose memory is bounded. */
const mostInThread = 16 * 1024 * 1024;

/** `sha256:` over a content. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${hash('sha256', bytes, 'hex')}`;
}

/**
 * What a content says. It is told by its entries, and built whole only where it holds something that is sought, or
 * cannot be told so. Of what is not sought only the statements are left.
 */
export function readContent(
  content: ContentInHand,
  entries: EntryReader,
  wants: LookSession['wants'],
): Reading {
  const told = byEntries(content, entries);
  if (told !== null) return told.documents.some(wants) ? readWhole(content) : told;
  const whole = readWhole(content);
  const stated = statedReading(whole, entries.statements);
  return stated.documents.some(wants) ? whole : stated;
}

/** Reads a content whole, whatever it says. Companions have no say here. */
export function readWhole({ bytes, path, reader }: ContentInHand): Reading {
  // What is built may be asked for later, when the view is overwritten.
  const own = new Uint8Array(bytes);
  return reader.read(own, { path, neighbours: { paths: [], bytes: () => null } });
}

/** What a content states, for who asked for it in another thread. */
export function readInThread(content: ContentInHand, entries: EntryReader): ReadInThread {
  const told = byEntries(content, entries);
  if (told === null && content.bytes.length > mostInThread) return { kind: 'left' };
  const { describes, documents, formatVersion, problems } = told ?? readWhole(content);
  return {
    kind: 'stated',
    digest: digestOf(content.bytes),
    describes,
    formatVersion,
    problems,
    documents: documents.map((one) => statedIn(one, entries.statements)),
  };
}

function byEntries(
  { bytes, mode, path, reader }: ContentInHand,
  entries: EntryReader,
): Reading | null {
  // The record of an install is read whole: that it is one shows in what is read.
  const told = mode === 'ordinary' ? entries.readWithProblems(reader, path, bytes) : null;
  if (told === null) return null;
  const { formatVersion, problems, requests, statements: ids } = told;
  return {
    formatVersion,
    describes: 'resolution',
    documents: [statedDocument(entries.statements, { label: 'project', ids, requests })],
    problems,
  };
}
