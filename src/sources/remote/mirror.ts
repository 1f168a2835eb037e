import { dirname, join } from 'node:path';
import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import { targetProblem } from '../target-problem.ts';
import type { SourceProblem } from '../types.ts';
import type { Address } from './address.ts';
import { cloneMirror, fetchRefs, listServer } from './fetch-mirror.ts';
import { keepingText, leavingRefs, type LocalRef, moving, settlingText } from './kept-refs.ts';
import { type MirrorGit, mirrorGit } from './mirror-git.ts';
import type { MirrorHome } from './mirror-home.ts';
import {
  clearLeftovers,
  isUnfinished,
  markUnfinished,
  type MirrorRecord,
  readRecord,
  writeRecord,
} from './mirror-record.ts';
import { ours, type ServerRefs } from './server-refs.ts';

/** Names that one sentence lists. */
const namedRefs = 3;

/** Where the mirror of an address lies. */
export function mirrorOf({ steps }: Address, home: MirrorHome): string {
  return `${join(home.directory, ...steps)}.git`;
}

/**
 * Brings a mirror up to date, or makes it, and gives what its readers must know. Where the server cannot be reached, a
 * mirror that was whole once is left as it stands, which is a problem. Throws GIT_FAILED where there is none,
 * FILE_UNWRITABLE, and INTERRUPTED.
 */
export async function refreshMirror(
  address: Address,
  home: MirrorHome,
  doors: Doors,
): Promise<readonly SourceProblem[]> {
  const gitDir = mirrorOf(address, home);
  const { files } = doors;
  if (home.offline) {
    const known = await readRecord(gitDir, files);
    if (known === null) throw noMirror(address);
    return [notRefreshed(known, 'the network was to be left alone')];
  }
  await files.makeDirectory(dirname(gitDir));
  const lock = await home.lock(gitDir);
  try {
    // Only now: somebody else may have worked on it until a moment ago.
    const known = await readRecord(gitDir, files);
    try {
      return await update(address, gitDir, known, home, doors);
    } catch (error) {
      doors.signal.throwIfAborted();
      if (known === null || !(error instanceof FirebreakError)) throw error;
      return [notRefreshed(known, error.message)];
    }
  } finally {
    await lock.release();
  }
}

/** What is thrown where there is no mirror and none may be made. */
export function noMirror({ url }: Address): FirebreakError {
  return new FirebreakError(
    'TARGET_NOT_FOUND',
    `${url} has not been mirrored, and the network is to be left alone`,
    'Scan it once without --offline, or give a clone on this machine.',
  );
}

async function update(
  address: Address,
  gitDir: string,
  known: MirrorRecord | null,
  home: MirrorHome,
  doors: Doors,
): Promise<readonly SourceProblem[]> {
  const { clock, files } = doors;
  const git = mirrorGit(address, gitDir, doors, home.fetching);
  const server = await listServer(git, address);
  const at = clock.now();
  const { filtered } =
    known === null
      ? await make(git, address, server, files)
      : await bringForward(git, address, server, { known, at, files });
  if (known === null && !filtered && server.refs.size > 0)
    home.tell(`${address.url} was mirrored whole: its server leaves nothing out when asked to`);
  if (server.head !== null) await git.local(['symbolic-ref', 'HEAD', server.head]);
  await git.local(['pack-refs', '--all']);
  const after = new Set((await localRefs(git)).map(({ name }) => name));
  const record = { format: 1, refreshedAt: at.toISOString(), filtered } as const;
  await writeRecord(gitDir, record, files);
  return leftBehind(
    [...server.refs.keys()].filter((name) => !after.has(name)),
    server.refused,
  );
}

/** What was never whole holds nothing that is gone from the server: it is made anew. */
async function make(
  git: MirrorGit,
  address: Address,
  server: ServerRefs,
  files: Doors['files'],
): Promise<{ readonly filtered: boolean }> {
  await files.removeTree(git.gitDir);
  const made = await cloneMirror(git, address);
  const theirs = (await localRefs(git)).filter(({ name }) => name.startsWith(ours));
  const text = theirs.map(({ name, oid }) => `delete ${name} ${oid}\n`).join('');
  if (text !== '') await git.local(['update-ref', '--stdin'], text);
  // A HEAD on no branch is had like any later one.
  if (server.detached !== null) await fetchRefs(git, address, server, made.filtered);
  return made;
}

interface Before {
  readonly known: MirrorRecord;
  readonly at: Date;
  readonly files: Doors['files'];
}

async function bringForward(
  git: MirrorGit,
  address: Address,
  server: ServerRefs,
  { at, files, known: { filtered } }: Before,
): Promise<{ readonly filtered: boolean }> {
  if (await isUnfinished(git.gitDir, files)) await clearLeftovers(git.gitDir, files);
  await markUnfinished(git.gitDir, files);
  await writeConfig(git, address);
  const before = await localRefs(git);
  const leaving = leavingRefs(before, server.refs);
  if (leaving.vanished.length + leaving.moved.length > 0)
    await git.local(['update-ref', '--stdin'], keepingText(leaving, at));
  if (isSame(before, server)) return { filtered };
  try {
    return await fetchRefs(git, address, server, filtered);
  } finally {
    await settle(git);
  }
}

/** An address may have changed: from https to ssh, say. It holds no secret. */
async function writeConfig(git: MirrorGit, { url }: Address): Promise<void> {
  await git.local(['config', '--replace-all', 'remote.origin.url', url]);
}

async function localRefs(git: MirrorGit): Promise<LocalRef[]> {
  const format = '--format=%(objectname) %(objecttype) %(refname)';
  const text = await git.local(['for-each-ref', format]);
  return text.split('\n').flatMap((line) => {
    const [oid, type, name] = line.split(' ');
    return oid === undefined || type === undefined || name === undefined
      ? []
      : [{ oid, type, name }];
  });
}

/** Whether a fetch would bring nothing. */
function isSame(local: readonly LocalRef[], { detached, refs }: ServerRefs): boolean {
  const have = new Map(local.map(({ name, oid }) => [name, oid]));
  return detached === null && [...refs].every(([name, oid]) => have.get(name) === oid);
}

/**
 * Keeps of what was about to move, also when an earlier refresh was cut off, only what no ref of the server's leads to: a branch
 * that went forward leads to where it was, and one that could not be fetched still stands there.
 */
async function settle(git: MirrorGit): Promise<void> {
  const refs = await localRefs(git);
  const moved = refs.filter(({ name }) => name.startsWith(moving));
  if (moved.length === 0) return;
  const commits = moved.filter(({ type }) => type === 'commit').map(({ oid }) => `${oid}\n`);
  const asked = ['rev-list', '--stdin', '--not', `--exclude=${ours}*`, '--all'];
  const lost = commits.length === 0 ? '' : await git.local(asked, commits.join(''));
  const unreachable = new Set(lost.split('\n'));
  const named = new Set(refs.filter(({ name }) => !name.startsWith(ours)).map(({ oid }) => oid));
  const text = settlingText(moved, ({ oid, type }) =>
    type === 'commit' ? unreachable.has(oid) : !named.has(oid),
  );
  await git.local(['update-ref', '--stdin'], text);
}

function leftBehind(lost: readonly string[], refused: readonly string[]): SourceProblem[] {
  const sentences: [readonly string[], string][] = [
    [lost, 'could not be written into the mirror'],
    [refused, 'cannot be mirrored under such a name'],
  ];
  return sentences
    .filter(([names]) => names.length > 0)
    .map(([names, what]) => {
      const shown = names
        .slice(0, namedRefs)
        .map((name) => Buffer.from(name, 'latin1').toString('utf8'))
        .join(', ');
      const more = names.length > namedRefs ? ` and ${names.length - namedRefs} more` : '';
      return targetProblem('GIT_REF_UNREADABLE', `${shown}${more}: ${what}`);
    });
}

function notRefreshed({ refreshedAt }: MirrorRecord, why: string): SourceProblem {
  const message = `read as the mirror stood at ${refreshedAt}: ${why}`;
  return targetProblem('MIRROR_NOT_REFRESHED', message);
}
