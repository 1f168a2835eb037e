import { readCheckpoint, checkpointDirectory, sizeOfPath } from '../checkpoint.ts';
import { merkleTree } from '../merkle.ts';
import type { Verifier } from '../note.ts';
import { isLeftover } from '../place.ts';
import type { RunFiles } from '../run-files.ts';
import { collector, type Findings } from '../verification.ts';

/** What checkpoints are held against. */
export interface Signed {
  readonly run: string;
  /** From record 0. */
  readonly signer: Verifier;
  readonly lines: readonly Uint8Array[];
}

type Roots = (size: number) => Uint8Array | null;

/**
 * Holds every checkpoint and the anchor (text of a note that was kept elsewhere; null where none is given) against the
 * lines. The last record must be covered: a change in it goes unseen otherwise.
 */
export async function checkCheckpoints(
  files: RunFiles,
  signed: Signed,
  anchor: string | null,
): Promise<Findings> {
  const found = collector('checkpoints');
  const roots = rootsOf(signed.lines);
  let covered = 0;
  const paths = (await files.list(checkpointDirectory)).map((path) => ({
    path,
    size: sizeOfPath(path),
  }));
  for (const { path, size } of paths.toSorted((a, b) => (a.size ?? 0) - (b.size ?? 0))) {
    const bytes = size === null ? null : await files.read(path);
    if (isLeftover(path.slice(checkpointDirectory.length + 1)))
      found.skip(`${path} was left behind by a process that was killed while it wrote it`);
    else if (size === null) found.fail(null, `${path} is no checkpoint`);
    else if (bytes === null) found.fail(size - 1, `${path} cannot be read`);
    else {
      const problem = problemOf(textOf(bytes), signed, roots, size, path);
      if (problem === null) covered = Math.max(covered, size);
      else found.fail(problem.seq, problem.message);
    }
  }
  const last = signed.lines.length - 1;
  if (covered <= last)
    found.fail(
      last,
      `record ${last}: no checkpoint that holds covers it; the last covers ${covered}`,
    );
  const anchored = anchorFindings(signed, roots, anchor);
  return {
    failures: [...found.failures, ...anchored.failures],
    notChecked: [...found.notChecked, ...anchored.notChecked],
  };
}

function anchorFindings(signed: Signed, roots: Roots, anchor: string | null): Findings {
  const found = collector('anchor');
  const rest = 'whoever holds the signing key can write everything anew';
  if (anchor === null) {
    found.skip(
      `no anchor was given: ${rest}, or cut the end off together with its checkpoints, and it would verify`,
    );
    return found;
  }
  const problem = problemOf(anchor, signed, roots, null, 'the anchor');
  if (problem !== null) found.fail(problem.seq, problem.message);
  else found.skip(`after the last record that the anchor covers, ${rest}`);
  return found;
}

function problemOf(
  note: string | null,
  { lines, run, signer }: Signed,
  roots: Roots,
  named: number | null,
  what: string,
): { seq: number | null; message: string } | null {
  const at = named === null ? null : Math.min(named, lines.length) - 1;
  const seq = at === null || at < 0 ? null : at;
  const read = note === null ? { problem: 'not UTF-8' } : readCheckpoint(note, run, signer);
  if ('problem' in read) return { seq, message: `${what}: ${read.problem}` };
  const { root, size } = read.checkpoint;
  if (named !== null && named !== size)
    return { seq, message: `${what}: it covers ${size} records` };
  // Notes of others beside ours have a place in an anchor alone.
  if (named !== null && !read.plain)
    return { seq, message: `${what}: not written as firebreak writes a checkpoint` };
  const own = roots(size);
  const records = lines.length;
  if (own === null)
    return {
      seq: records,
      message: `record ${records} is missing: ${what} covers ${size} records, ${records} are there`,
    };
  return Buffer.compare(own, root) === 0
    ? null
    : {
        seq: size - 1,
        message: `record ${size - 1} or one before it: ${what} was signed over others`,
      };
}

/** Gives the root of the tree at a size; asked for rising sizes, each line is hashed once. */
function rootsOf(lines: readonly Uint8Array[]): Roots {
  let tree = merkleTree();
  return (size) => {
    if (size > lines.length) return null;
    if (size < tree.size) tree = merkleTree();
    for (const line of lines.slice(tree.size, size)) tree.append(line);
    return tree.root();
  };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
