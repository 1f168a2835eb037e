import type { HistoryRef, CommitTable, Person } from '../history.ts';
import { seeksCommits, signsInCommits } from '../sign-commits.ts';
import type { CommitSign, SoughtSigns } from '../signs.ts';
import type { ListedRef } from './listed-ref.ts';
import type { ObjectReader } from './objects.ts';

const maxCommitBytes = 16 * 1024 * 1024;

/** What the commits at the tips of refs answer to. What cannot be read, reading the trees names. */
export async function signsAtTips(
  objects: ObjectReader,
  refs: readonly ListedRef[],
  sought: SoughtSigns,
): Promise<CommitSign[]> {
  if (!seeksCommits(sought)) return [];
  const byObject = Map.groupBy(refs, (ref) => ref.oid);
  const oids = [...byObject.keys()];
  const commits: StatedCommit[] = [];
  const heads: HistoryRef[] = [];
  const numbers = new Map<string, number>();
  let index = 0;
  for await (const object of objects.read(
    oids.map((oid) => `${oid}^{}`),
    maxCommitBytes,
  )) {
    const oid = oids[index++] as string;
    if (object.status !== 'read' || object.type !== 'commit') continue;
    const commit = numbers.get(object.oid) ?? commits.push(stated(object.oid, object.bytes)) - 1;
    numbers.set(object.oid, commit);
    for (const { class: refClass, name } of byObject.get(oid) ?? [])
      heads.push({ name, class: refClass, commit });
  }
  return signsInCommits(tableOf(commits), heads, sought);
}

interface StatedCommit {
  readonly oid: string;
  readonly author: Person;
  readonly committer: Person;
  /** Seconds since 1970; NaN where none is stated. */
  readonly committedAt: number;
}

/** A commit's headers end at the first empty line (gitformat, "commit objects"). */
function stated(oid: string, bytes: Buffer): StatedCommit {
  const blank = bytes.indexOf('\n\n');
  const header = bytes.toString('utf8', 0, blank === -1 ? bytes.length : blank);
  const line = (what: string): string =>
    header.split('\n').find((one) => one.startsWith(`${what} `)) ?? '';
  const seconds = /> (\d{1,11})(?: |$)/.exec(line('committer'))?.[1];
  return {
    oid,
    author: personIn(line('author')),
    committer: personIn(line('committer')),
    committedAt: seconds === undefined ? Number.NaN : Number(seconds),
  };
}

/** `author Ada Example <ada@acme.example> 1700000000 +0000`. */
function personIn(line: string): Person {
  const [open, close] = [line.indexOf('<'), line.lastIndexOf('>')];
  if (open === -1 || close < open) return { name: '', email: '' };
  return {
    name: line.slice(line.indexOf(' ') + 1, open).trim(),
    email: line.slice(open + 1, close),
  };
}

/** Commits without their parents: nothing but what each states is asked of them. */
function tableOf(commits: readonly StatedCommit[]): CommitTable {
  const people = commits.flatMap(({ author, committer }) => [author, committer]);
  const times = Float64Array.from(commits, ({ committedAt }) => committedAt);
  return {
    count: commits.length,
    oidOf: (commit) => commits[commit]?.oid ?? '',
    parentStart: new Int32Array(commits.length + 1),
    parents: new Int32Array(0),
    authoredAt: times,
    committedAt: times,
    author: Int32Array.from(commits, (_, index) => index * 2),
    committer: Int32Array.from(commits, (_, index) => index * 2 + 1),
    people,
    subjectOf: () => '',
  };
}
