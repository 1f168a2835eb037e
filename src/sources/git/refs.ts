import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import { interrupted } from '../../host/interrupt.ts';
import { byStrength, countsAsMuch } from '../ref-order.ts';
import { detachedElsewhere, isHead } from './detached.ts';
import { readHead } from './head.ts';
import type { ListedRef, NamedRef } from './listed-ref.ts';
import type { RepositoryPlace } from './locate.ts';
import { classOf, shortName, shownName } from './ref-names.ts';

/** Which refs a scan looks at. */
export type RefSelection = 'head' | 'branches' | 'all';

export interface RefListing {
  readonly refs: readonly ListedRef[];
  /** What cannot be looked at and why, a sentence each. */
  readonly broken: readonly string[];
}

/**
 * Lists a repository's refs by class, strongest class first, without opening an object.
 * Throws GIT_UNREADABLE where git does not take it for a repository.
 */
export async function listRefs(
  { commonDir, gitDir }: RepositoryPlace,
  selection: RefSelection,
  doors: Doors,
): Promise<RefListing> {
  const format = '--format=%(objectname) %(refname) %(symref)';
  const listing = await doors.git.runGit(gitDir, ['for-each-ref', format], doors.signal);
  if (doors.signal.aborted || listing.signal === 'SIGINT') throw interrupted();
  if (listing.exitCode === null) {
    throw new FirebreakError(
      'GIT_UNREADABLE',
      `git gave no answer: ${listing.stderr.trim() || `it was ended by ${listing.signal}`}`,
      'Is git installed and on PATH? Does something in the repository wait, such as a pipe?',
    );
  }
  if (listing.exitCode !== 0) {
    const reason = listing.stderr.trim().split('\n')[0] || 'git gave no reason';
    throw new FirebreakError(
      'GIT_UNREADABLE',
      `not a readable git repository: ${reason}`,
      'Run `git fsck` there, or clone it anew.',
    );
  }
  const rows = new Map(
    listing.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => parseRow(line))
      .map((row) => [row.refname, row]),
  );
  const head = await readHead(gitDir, doors);
  const own = gitDir === commonDir ? head : await readHead(commonDir, doors);
  const defaults = defaultBranches(rows, 'ref' in own ? own.ref : null);
  const broken = listing.stderr.split('\n').filter((line) => line.trim() !== '');
  const named = (row: Row): NamedRef => ({
    refname: row.refname,
    name: shortName(row.refname),
    class: classOf(row.refname, defaults),
    oid: row.oid,
  });
  const refs = [...rows.values()].filter((row) => !isRepetition(row, rows, defaults)).map(named);
  if ('oid' in head) refs.push({ refname: 'HEAD', name: 'HEAD', class: 'other', oid: head.oid });
  const detached = await detachedElsewhere({ commonDir, gitDir }, doors);
  refs.push(...detached.refs);
  broken.push(...detached.broken);
  const checkedOut = 'oid' in head ? 'HEAD' : followed(rows, head.ref);
  if (selection === 'head' && refs.length > 0 && !refs.some((ref) => ref.refname === checkedOut)) {
    broken.push(`HEAD names ${shownName(checkedOut)}, which is not there: nothing was looked at`);
  }
  return {
    refs: refs
      .filter((ref) => selects(selection, ref, checkedOut))
      .map(({ class: refClass, name, oid }) => ({ name, class: refClass, oid }))
      .toSorted(byStrength),
    broken: broken.map((line) => line.replace(/^warning: /, '')),
  };
}

/** Whether a ref is another name for one that is listed anyway and counts for as much. */
function isRepetition(
  { refname, symref }: Row,
  rows: ReadonlyMap<string, Row>,
  defaults: ReadonlySet<string>,
): boolean {
  return rows.has(symref) && countsAsMuch(classOf(symref, defaults), classOf(refname, defaults));
}

interface Row {
  readonly oid: string;
  readonly refname: string;
  /** Full name of the ref that this one is another name for, `''` for none. */
  readonly symref: string;
}

function parseRow(line: string): Row {
  const [oid = '', refname = '', symref = ''] = line.split(' ');
  return { oid, refname, symref };
}

/** The ref that a name stands for in the end. Git itself follows five steps at most. */
function followed(rows: ReadonlyMap<string, Row>, refname: string): string {
  let at = refname;
  for (let steps = 0; steps < 5; steps += 1) {
    const next = rows.get(at)?.symref ?? '';
    if (!rows.has(next)) return at;
    at = next;
  }
  return at;
}

/**
 * The default branch is the remote's where a clone recorded it (`refs/remotes/<remote>/HEAD`),
 * whatever is checked out; else, in a mirror or a repository without a remote, what HEAD names.
 */
function defaultBranches(rows: ReadonlyMap<string, Row>, head: string | null): ReadonlySet<string> {
  const remote = [...rows.values()].filter(
    (row) => row.symref !== '' && /^refs\/remotes\/[^/]+\/HEAD$/.test(row.refname),
  );
  if (remote.length === 0) return new Set(head === null ? [] : [followed(rows, head)]);
  return new Set(
    remote.flatMap((row) => [
      row.symref,
      row.symref.replace(/^refs\/remotes\/[^/]+\//, 'refs/heads/'),
    ]),
  );
}

function selects(selection: RefSelection, ref: NamedRef, checkedOut: string): boolean {
  switch (selection) {
    case 'all':
      return true;
    case 'branches':
      return ref.class === 'default' || ref.class === 'branch' || isHead(ref.refname);
    case 'head':
      return ref.refname === checkedOut;
  }
}
