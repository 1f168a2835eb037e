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
            oidBytes: history.commits.count === 0 ? 20 : history.commits.oidOf(0).length / 2,
            refs: history.refs,
            people: history.commits.people,
            subjects: Array.from({ length: history.commits.count }, (_, commit) =>
              history.commits.subjectOf(commit),
            ),
          },
    lengths: sections.map(({ byteLength }) => byteLength),
  };
  const text = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(prefix);
  size.writeUInt32LE(text.length);
  return Buffer.concat([size, text, ...sections]);
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
  const oids = Buffer.concat(
    Array.from({ length: commits.count }, (_, commit) => Buffer.from(commits.oidOf(commit), 'hex')),
  );
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
