import { FirebreakError } from '../errors.ts';
import type { Evidence } from './evidence.ts';
import type { CommitTable, HistoryRef, Person } from './history.ts';

/** What of evidence is few and irregular enough for JSON. */
interface Header {
  readonly version: 1;
  readonly evidence: Omit<Evidence, 'history'>;
  readonly history: {
    readonly oidBytes: number;
    readonly refs: readonly HistoryRef[];
    readonly people: readonly Person[];
    readonly subjects: readonly string[];
  } | null;
  /** Bytes of each section that follows, in the order of `sections`. */
  readonly lengths: readonly number[];
}

/** Before all else: the length of the header, 4 bytes, little-endian. */
const prefix = 4;

/** Evidence as bytes: a length, a header in JSON, and the arrays of the commits as they are, little-endian. */
export function packEvidence({ history, ...evidence }: Evidence): Uint8Array {
  const sections = history === null ? [] : sectionsOf(history.commits, history.states);
  const header: Header = {
    version: 1,
    evidence,
    history:
      history === null
        ? null
        : {
            oidBytes: oidBytesOf(history.commits),
            refs: history.refs,
            people: history.commits.people,
            subjects: Array.from({ length: history.commits.count }, (_, commit) =>
              history.commits.subjectOf(commit),
            ),
          },
    lengths: sections.map(({ byteLength }) => byteLength),
  };
  const texts = Array.from(textsOf(header), (text) => Buffer.from(text));
  const size = Buffer.alloc(prefix);
  size.writeUInt32LE(texts.reduce((sum, { length }) => sum + length, 0));
  return Buffer.concat([size, ...texts, ...sections]);
}

/** The header as JSON in many texts: as one it would take several times the room of its bytes. */
function* textsOf({ evidence, history, lengths, version }: Header): Generator<string> {
  const { refs, rows, ...rest } = evidence;
  yield `{"version":${version},"lengths":${JSON.stringify(lengths)},"evidence":{`;
  for (const [name, value] of Object.entries(rest)) yield `"${name}":${JSON.stringify(value)},`;
  yield* listed('refs', refs);
  yield ',';
  yield* listed('rows', rows);
  yield `},"history":${history === null ? 'null}' : `{"oidBytes":${history.oidBytes},`}`;
  if (history === null) return;
  yield* listed('refs', history.refs);
  yield ',';
  yield* listed('people', history.people);
  yield ',';
  yield* listed('subjects', history.subjects);
  yield '}}';
}

/** Entries of a list written as one text. */
const together = 2048;

function* listed(name: string, list: readonly unknown[]): Generator<string> {
  yield `"${name}":[`;
  for (let from = 0; from < list.length; from += together) {
    const text = JSON.stringify(list.slice(from, from + together)).slice(1, -1);
    yield from === 0 ? text : `,${text}`;
  }
  yield ']';
}

function oidBytesOf(commits: CommitTable): number {
  return commits.count === 0 ? 20 : commits.oidOf(0).length / 2;
}

/** Evidence from its bytes. Throws INVENTORY_INVALID where they are none. */
export function unpackEvidence(bytes: Uint8Array): Evidence {
  try {
    return unpack(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    throw new FirebreakError(
      'INVENTORY_INVALID',
      'what the inventory keeps of a target cannot be read',
      'Forget the target with `firebreak index forget` and scan it again.',
      error,
    );
  }
}

function unpack(bytes: Buffer): Evidence {
  const length = bytes.readUInt32LE(0);
  const header = JSON.parse(bytes.toString('utf8', prefix, prefix + length)) as Header;
  if (header.version !== 1) throw new RangeError(`version ${String(header.version)}`);
  let at = prefix + length;
  const parts = header.lengths.map((size) => {
    if (at + size > bytes.length) throw new RangeError('cut off');
    const part = Uint8Array.from(bytes.subarray(at, at + size));
    at += size;
    return part;
  });
  if (header.history === null) return { ...header.evidence, history: null };
  const { oidBytes, people, refs, subjects } = header.history;
  const [oids, starts, parents, authored, committed, author, committer, states] = parts as [
    Uint8Array<ArrayBuffer>,
    ...Uint8Array<ArrayBuffer>[],
  ];
  const ids = Buffer.from(oids.buffer);
  const commits: CommitTable = {
    count: oids.length / oidBytes,
    oidOf: (commit) => ids.toString('hex', commit * oidBytes, (commit + 1) * oidBytes),
    parentStart: new Int32Array(bufferOf(starts)),
    parents: new Int32Array(bufferOf(parents)),
    authoredAt: new Float64Array(bufferOf(authored)),
    committedAt: new Float64Array(bufferOf(committed)),
    author: new Int32Array(bufferOf(author)),
    committer: new Int32Array(bufferOf(committer)),
    people,
    subjectOf: (commit) => subjects[commit] ?? '',
  };
  return {
    ...header.evidence,
    history: { commits, states: new Int32Array(bufferOf(states)), refs },
  };
}

function bufferOf(part: Uint8Array<ArrayBuffer> | undefined): ArrayBuffer {
  if (part === undefined) throw new RangeError('a section is missing');
  return part.buffer;
}

function sectionsOf(commits: CommitTable, states: Int32Array): Uint8Array[] {
  const oidBytes = oidBytesOf(commits);
  const oids = Buffer.alloc(commits.count * oidBytes);
  for (let commit = 0; commit < commits.count; commit += 1)
    oids.write(commits.oidOf(commit), commit * oidBytes, 'hex');
  const arrays = [
    commits.parentStart,
    commits.parents,
    commits.authoredAt,
    commits.committedAt,
    commits.author,
    commits.committer,
    states,
  ];
  return [
    oids,
    ...arrays.map(
      ({ buffer, byteLength, byteOffset }) => new Uint8Array(buffer, byteOffset, byteLength),
    ),
  ];
}
