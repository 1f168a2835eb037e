import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import { interrupted } from '../../host/interrupt.ts';
import { byStrength } from '../ref-order.ts';
import type { RefClass } from '../types.ts';

/** Which refs a scan looks at. */
export type RefSelection = 'head' | 'branches' | 'all';

/** A ref as the repository lists it; the object it names has not been looked at. */
export interface ListedRef {
  /** What is shown: `main`, `origin/main`, `v1.0.0`, `refs/pull/34/head`, `HEAD` when detached. */
  readonly name: string;
  readonly class: RefClass;
  /** What to ask git for: an object id, or `HEAD`. */
  readonly query: string;
}

export interface RefListing {
  readonly refs: readonly ListedRef[];
  /** What git said of refs it could not use, a line each. */
  readonly broken: readonly string[];
}

/**
 * Lists a repository's refs by class, strongest class first, without opening an object.
 * Throws GIT_UNREADABLE where git does not take it for a repository.
 */
export async function listRefs(
  gitDir: string,
  selection: RefSelection,
  doors: Doors,
): Promise<RefListing> {
  const format = '--format=%(objectname) %(refname) %(symref)';
  const listing = await doors.git.runGit(gitDir, ['for-each-ref', format], doors.signal);
  if (doors.signal.aborted || listing.signal === 'SIGINT') throw interrupted();
  if (listing.exitCode !== 0) {
    const reason = listing.stderr.trim().split('\n')[0] || 'git gave no reason';
    throw new FirebreakError(
      'GIT_UNREADABLE',
      `not a readable git repository: ${reason}`,
      'Run `git fsck` there, or clone it anew.',
    );
  }
  const rows = listing.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map(parseRow);
  const head = await readHead(gitDir, doors);
  const defaults = defaultBranches(rows, head);
  const refs = rows
    .filter((row) => row.symref === '')
    .map((row): ListedRef => ({
      name: shortName(row.refname),
      class: classOf(row.refname, defaults),
      query: row.oid,
    }));
  if (head === null) refs.push({ name: 'HEAD', class: 'other', query: 'HEAD' });
  const selected = refs.filter((ref) => selects(selection, ref, head, rows));
  return {
    refs: selected.toSorted(byStrength),
    broken: listing.stderr.split('\n').filter((line) => line.trim() !== ''),
  };
}

interface Row {
  readonly oid: string;
  readonly refname: string;
  readonly symref: string;
}

function parseRow(line: string): Row {
  const [oid = '', refname = '', symref = ''] = line.split(' ');
  return { oid, refname, symref };
}

/** The full name of the ref that HEAD stands on; null when it is detached. */
async function readHead(gitDir: string, { files, git, signal }: Doors): Promise<string | null> {
  const read = await files.readRegularFile(`${gitDir}/HEAD`, 4096).catch(() => null);
  const text = read?.status === 'read' ? Buffer.from(read.bytes).toString('utf8').trim() : '';
  const target = /^ref: (\S+)$/.exec(text)?.[1];
  if (target && target !== 'refs/heads/.invalid') return target;
  if (/^[0-9a-f]{40,64}$/.test(text)) return null;
  // With reftable, and where HEAD is a symbolic link, the file does not say it.
  const asked = await git.runGit(gitDir, ['symbolic-ref', '-q', 'HEAD'], signal);
  return asked.exitCode === 0 ? asked.stdout.trim() : null;
}

/**
 * The default branch is the remote's where a clone recorded it (`refs/remotes/<remote>/HEAD`),
 * whatever is checked out; else, in a mirror or a repository without a remote, what HEAD names.
 */
function defaultBranches(rows: readonly Row[], head: string | null): ReadonlySet<string> {
  const remote = rows.filter(
    (row) => row.symref !== '' && /^refs\/remotes\/[^/]+\/HEAD$/.test(row.refname),
  );
  if (remote.length === 0) return new Set(head === null ? [] : [head]);
  return new Set(
    remote.flatMap((row) => [
      row.symref,
      row.symref.replace(/^refs\/remotes\/[^/]+\//, 'refs/heads/'),
    ]),
  );
}

/** Pull-request refs as GitHub, GitLab, Bitbucket and Gerrit name them, and as clones commonly fetch them. */
const pull =
  /^refs\/(?:pull\/\d+\/|merge-requests\/\d+\/|pull-requests\/\d+\/|changes\/\d\d\/\d+\/|remotes\/[^/]+\/(?:pr|pull|merge-requests)\/\d+(?:\/|$))/;

function classOf(refname: string, defaults: ReadonlySet<string>): RefClass {
  if (defaults.has(refname)) return 'default';
  if (pull.test(refname)) return 'pull';
  if (refname.startsWith('refs/heads/') || refname.startsWith('refs/remotes/')) return 'branch';
  return refname.startsWith('refs/tags/') ? 'tag' : 'other';
}

function shortName(refname: string): string {
  return refname.replace(/^refs\/(?:heads|tags|remotes)\//, '');
}

function selects(
  selection: RefSelection,
  ref: ListedRef,
  head: string | null,
  rows: readonly Row[],
): boolean {
  if (selection === 'all') return true;
  if (selection === 'branches')
    return ref.class === 'default' || ref.class === 'branch' || ref.query === 'HEAD';
  if (head === null) return ref.query === 'HEAD';
  return (
    rows.some((row) => row.refname === head && row.oid === ref.query) &&
    ref.name === shortName(head)
  );
}
