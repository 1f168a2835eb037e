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

const nobody: Signature = { who: '', at: Number.NaN };
const maxSubject = 200;

/** A commit of more parents than this is no merge that anybody made: the rest are one that is nowhere to be found. */
const maxParents = 4096;

/**
 * Reads a commit: header lines up to the first empty one, then the message (git's Documentation/gitformat-* and
 * commit.c). Null where it does not begin with a tree.
 */
export function parseCommitObject(bytes: Buffer): StatedCommit | null {
  if (bytes.toString('latin1', 0, 5) !== 'tree ') return null;
  let at = bytes.indexOf(10);
  if (at !== 45 && at !== 69) return null;
  const tree = bytes.toString('latin1', 5, at);
  at += 1;
  const parents: string[] = [];
  while (startsWith(bytes, at, 'parent ') && parents.length < maxParents) {
    const end = lineEnd(bytes, at);
    parents.push(bytes.toString('latin1', at + 7, end));
    at = end + 1;
  }
  if (startsWith(bytes, at, 'parent ')) parents.push('');
  let [author, committer] = [nobody, nobody];
  for (; at < bytes.length && bytes[at] !== 10; at = lineEnd(bytes, at) + 1) {
    if (author === nobody && startsWith(bytes, at, 'author '))
      author = signature(bytes, at + 7, lineEnd(bytes, at));
    else if (committer === nobody && startsWith(bytes, at, 'committer '))
      committer = signature(bytes, at + 10, lineEnd(bytes, at));
  }
  let message = at + 1;
  while (bytes[message] === 10) message += 1;
  const subject = bytes.toString(
    'utf8',
    message,
    Math.min(lineEnd(bytes, message), message + maxSubject),
  );
  return { tree, parents, author, committer, subject };
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

/** `<name> SP LT <email> GT SP <seconds> SP <zone>`. Old tools wrote odd zones, and some wrote no time at all. */
function signature(bytes: Buffer, from: number, end: number): Signature {
  const close = bytes.lastIndexOf(62, end - 1);
  if (close < from) return { who: bytes.toString('utf8', from, end), at: Number.NaN };
  const who = bytes.toString('utf8', from, close + 1);
  let at = close + 1;
  while (bytes[at] === 32) at += 1;
  let seconds = 0;
  let digits = 0;
  for (; at < end; at += 1, digits += 1) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) break;
    seconds = seconds * 10 + digit;
  }
  // A moment beyond this has no date (ECMA-262, "Time Values").
  return { who, at: digits === 0 || seconds > 8.64e12 ? Number.NaN : seconds };
}
