import { isUtf8 } from 'node:buffer';
import type { Ecosystem } from '../../package/ecosystem.ts';
import type {
  Control,
  LockDocument,
  LockfileReader,
  Neighbours,
  Reading,
  ReadInput,
  Sight,
} from '../types.ts';
import { mayConflict, splitConflict } from './conflict.ts';
import { type JsonDialect, type JsonTape, withJsonTape } from './json-tape.ts';
import { hashedDocument, type ScannedDocument } from './lazy-document.ts';
import { once } from './once.ts';
import { Problems } from './problems.ts';
import { withServed } from './served.ts';
import { decodeText } from './text.ts';

interface Described {
  readonly id: string;
  readonly version: number;
  readonly kind: LockfileReader['kind'];
  readonly ecosystems: readonly Ecosystem[];
  readonly companions: readonly string[];
  readonly sees: Sight;
  controls(): readonly Control[];
  matches(path: string): boolean;
  /** Whether the file at this path records what was installed; all others record what should be. */
  installed(path: string): boolean;
}

/** What is particular to a format. All that formats have in common happens in front of `parse`. */
export interface Format extends Described {
  parse(text: string, context: ParseContext): Parsed;
  /**
   * A cheaper way for bytes that are UTF-8 without NULs, byte order mark or conflicts: what `parse` would give, its
   * documents built when asked for. Null where only `parse` can tell. It finds no problem, because where there is one
   * it gives null; and what it wants of companions it asks for itself, because `parse` may run much later.
   */
  scan?(bytes: Uint8Array, context: ParseContext, parse: () => Parsed): Parsed | null;
  /** The same for a format in JSON. The tape is valid until `scan` returns. */
  readonly tape?: TapeScan;
}

/** A scan over the tape of a file in JSON: what it tells of the file's one document. */
export interface TapeScan {
  readonly dialect: JsonDialect;
  scan(tape: JsonTape, context: ParseContext): ScannedDocument | null;
}

/** A format that is no text. */
export interface BinaryFormat extends Described {
  parseBytes(bytes: Uint8Array, context: ParseContext): Parsed;
}

export interface ParseContext {
  /** The file's path within its target, with `/`. */
  readonly path: string;
  readonly neighbours: Neighbours;
  /** Whether the file records what was installed. */
  readonly installed: boolean;
  readonly problems: Problems;
}

export interface Parsed {
  readonly formatVersion: string;
  readonly documents: readonly LockDocument[];
}

const nothing: Parsed = { formatVersion: '', documents: [] };

/**
 * Makes a reader of a format: decodes the bytes, takes merge conflicts apart and reads both sides,
 * and turns whatever a format throws into a problem, so that no input makes `read` throw.
 */
export function readerOf(format: Format): LockfileReader {
  return reader(format, (bytes, context) => parse(format, bytes, context));
}

/** Makes a reader of a binary format: nothing is decoded, and whatever it throws becomes a problem. */
export function binaryReaderOf(format: BinaryFormat): LockfileReader {
  return reader(format, (bytes, context) => {
    const { documents, formatVersion } = format.parseBytes(bytes, context);
    return { formatVersion, documents: documents.map(withServed) };
  });
}

type Parse = (bytes: Uint8Array, context: ParseContext) => Parsed;

function reader(format: Described, work: Parse): LockfileReader {
  const { companions, ecosystems, id, kind, sees, version } = format;
  return {
    id,
    version,
    kind,
    ecosystems,
    companions,
    sees,
    controls: () => format.controls(),
    matches: (path) => format.matches(path),
    read: (bytes, input) => read(format, work, bytes, input),
  };
}

function read(format: Described, work: Parse, bytes: Uint8Array, input: ReadInput): Reading {
  const problems = new Problems();
  const installed = format.installed(input.path);
  const { neighbours, path } = input;
  const context: ParseContext = { neighbours, path, installed, problems };
  const { formatVersion, documents } = guarded(() => work(bytes, context), problems);
  return {
    formatVersion,
    describes: format.kind === 'archive' ? 'storage' : installed ? 'installation' : 'resolution',
    documents,
    problems: problems.all(),
  };
}

function parse(format: Format, bytes: Uint8Array, context: ParseContext): Parsed {
  const { problems } = context;
  const scanned = scan(format, bytes, context);
  if (scanned !== null) return scanned;
  const text = decodeText(bytes, problems);
  if (text === null) return nothing;
  if (!/\S/.test(text)) {
    problems.add('FILE_EMPTY', 'holds nothing');
    return nothing;
  }
  const sides = mayConflict(bytes) ? splitConflict(text) : null;
  if (sides === null) return parseText(format, text, context);
  problems.add(
    'CONFLICT_MARKERS',
    'holds merge-conflict markers: both sides were read',
    sides.line,
  );
  const ours = guarded(() => parseText(format, sides.ours, context), problems);
  const theirs = guarded(() => parseText(format, sides.theirs, context), problems);
  return {
    formatVersion: ours.formatVersion || theirs.formatVersion,
    documents: [...labelled(ours, 'ours'), ...labelled(theirs, 'theirs')],
  };
}

/** Only bytes in which nothing could be a problem are scanned; what is built from them later finds none. */
function scan(format: Format, bytes: Uint8Array, context: ParseContext): Parsed | null {
  const { tape } = format;
  if (format.scan === undefined && tape === undefined) return null;
  if (bytes[0] === 0xef || !isUtf8(bytes)) return null;
  const whole = once(() => parseText(format, Buffer.from(bytes).toString('utf8'), context));
  if (tape !== undefined) {
    // What has NULs or a conflict is no JSON.
    const found = withJsonTape(bytes, tape.dialect, (nodes) => tape.scan(nodes, context));
    return found === null ? null : hashedDocument(found, whole);
  }
  if (bytes.includes(0) || mayConflict(bytes)) return null;
  return format.scan?.(bytes, context, whole) ?? null;
}

function parseText(format: Format, text: string, context: ParseContext): Parsed {
  const { documents, formatVersion } = format.parse(text, context);
  return { formatVersion, documents: documents.map(withServed) };
}

function labelled(parsed: Parsed, label: 'ours' | 'theirs'): LockDocument[] {
  return parsed.documents.map((document) => ({ ...document, label }));
}

function guarded(work: () => Parsed, problems: Problems): Parsed {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.add('SYNTAX', `could not be read: ${reason}`);
    return nothing;
  }
}
