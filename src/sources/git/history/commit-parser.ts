/** What a commit object states, as far as history needs it. */
export interface StatedCommit {
  /** In hexadecimal. */
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  /** First line of the message, cut at 200 bytes. */
  readonly subject: string;
}

/** Who and when, as the commit says. */
export interface Signature {
  /** `name <email>`, verbatim. */
  readonly who: string;
  /** Seconds since 1970; NaN where none is stated. The zone says nothing of the moment. */
  readonly at: number;
}

/** Where a piece of a commit begins, and before which byte it ends. */
export interface Piece {
  readonly from: number;
  readonly end: number;
}

/** Where in its bytes a commit states what. */
export interface CommitPieces {
  readonly tree: Piece;
  /** Ids of parents. The last of too many is an empty piece. */
  readonly parents: readonly Piece[];
  /** What comes after the words `author` and `committer`; empty where nothing does. */
  readonly author: Piece;
  readonly committer: Piece;
  readonly subject: Piece;
}

const nowhere: Piece = { from: 0, end: 0 };
const emptyLine = Buffer.from('\n\n');
const maxSubject = 200;

/** A commit of more parents than this is no merge that anybody made: the rest are one that is nowhere to be found. */
const maxParents = 4096;

/**
 * Takes a commit apart: header lines up to the first empty one, then the message (git's Documentation/gitformat-* and
 * commit.c). Null where it does not begin with a tree.
 */
export function piecesOfCommit(bytes: Buffer): CommitPieces | null {
  if (!startsWith(bytes, 0, 'tree ')) return null;
  const treeEnd = bytes.indexOf(10);
  if (treeEnd !== 45 && treeEnd !== 69) return null;
  let at = treeEnd + 1;
  const parents: Piece[] = [];
  while (startsWith(bytes, at, 'parent ') && parents.length < maxParents) {
    const end = lineEnd(bytes, at);
    parents.push({ from: at + 7, end });
    at = end + 1;
  }
  if (startsWith(bytes, at, 'parent ')) parents.push(nowhere);
  let [author, committer] = [nowhere, nowhere];
  while (at < bytes.length && bytes[at] !== 10) {
    const end = lineEnd(bytes, at);
    if (author === nowhere && startsWith(bytes, at, 'author ')) author = { from: at + 7, end };
    else if (committer === nowhere && startsWith(bytes, at, 'committer '))
      committer = { from: at + 10, end };
    // A signature of many lines may follow, of which nothing is asked.
    at = author === nowhere || committer === nowhere ? end + 1 : afterHeader(bytes, end);
  }
  let from = at + 1;
  while (bytes[from] === 10) from += 1;
  const end = Math.max(from, Math.min(lineEnd(bytes, from), from + maxSubject));
  return { tree: { from: 5, end: treeEnd }, parents, author, committer, subject: { from, end } };
}

/** The same in words. */
export function parseCommitObject(bytes: Buffer): StatedCommit | null {
  const pieces = piecesOfCommit(bytes);
  if (pieces === null) return null;
  const { author, committer, parents, subject, tree } = pieces;
  const signature = (piece: Piece): Signature => ({
    who: bytes.toString('utf8', piece.from, whoEnd(bytes, piece)),
    at: secondsOf(bytes, piece),
  });
  return {
    tree: bytes.toString('latin1', tree.from, tree.end),
    parents: parents.map(({ from, end }) => bytes.toString('latin1', from, end)),
    author: signature(author),
    committer: signature(committer),
    subject: bytes.toString('utf8', subject.from, subject.end),
  };
}

/**
 * Where `name <email>` ends in `<name> SP LT <email> GT SP <seconds> SP <zone>`: all of it where there is no address. Old
 * tools wrote odd zones, and some wrote no time at all.
 */
export function whoEnd(bytes: Buffer, { end, from }: Piece): number {
  for (let at = end - 1; at >= from; at -= 1) if (bytes[at] === 62) return at + 1;
  return end;
}

/** Seconds since 1970 that a signature states; NaN for none. */
export function secondsOf(bytes: Buffer, signature: Piece): number {
  const { end } = signature;
  let at = whoEnd(bytes, signature);
  while (bytes[at] === 32) at += 1;
  let seconds = 0;
  let digits = 0;
  for (; at < end; at += 1, digits += 1) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) break;
    seconds = seconds * 10 + digit;
  }
  // A moment beyond this has no date (ECMA-262, "Time Values").
  return digits === 0 || seconds > 8.64e12 ? Number.NaN : seconds;
}

/** Where the empty line after a header is, one of whose lines ends at `end`. */
function afterHeader(bytes: Buffer, end: number): number {
  const blank = bytes.indexOf(emptyLine, end);
  return blank === -1 ? bytes.length : blank + 1;
}

function lineEnd(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(10, at);
  return end === -1 ? bytes.length : end;
}

function startsWith(bytes: Buffer, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index += 1)
    if (bytes[at + index] !== word.charCodeAt(index)) return false;
  return true;
}
