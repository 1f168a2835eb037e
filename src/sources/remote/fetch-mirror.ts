import type { Address } from './address.ts';
import { fetchFailure, type MirrorGit } from './mirror-git.ts';
import { ours, parseServerRefs, type ServerRefs } from './server-refs.ts';

/** Our own way of fetching, whatever the person's configuration says of others. */
const always = [
  'fetch',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
  '--force',
];

/**
 * Makes git treat objects that the server left out as promised for as long as it fetches. The mirror's own
 * configuration does not say so: whoever reads it is told that an object is missing, and git does not die of it.
 */
const promised = [
  '-c',
  'remote.origin.promisor=true',
  '-c',
  'remote.origin.partialCloneFilter=blob:none',
];

/** Asks the server for its refs. Throws GIT_FAILED. */
export async function listServer(git: MirrorGit, { url }: Address): Promise<ServerRefs> {
  const report = await git.remote(['ls-remote', '--symref', '--', url], {
    input: null,
    inMirror: false,
  });
  if (report.exitCode !== 0) throw fetchFailure(url, report);
  return parseServerRefs(report.stdout);
}

/**
 * Fetches all refs, without blobs where `filter` says so. Gives whether the server left them out. Refs that the disk
 * cannot take are left behind; all else that goes wrong is thrown as GIT_FAILED.
 */
export async function fetchRefs(
  git: MirrorGit,
  { url }: Address,
  { detached }: ServerRefs,
  filter: boolean,
): Promise<{ readonly filtered: boolean }> {
  const report = await git.remote(
    [
      ...(filter ? promised : []),
      ...always,
      '--progress',
      ...(filter ? ['--filter=blob:none'] : []),
      'origin',
      '+refs/*:refs/*',
      `^${ours}*`,
      ...(detached === null ? [] : [`+HEAD:${ours}head`]),
    ],
    { input: null, inMirror: true },
  );
  // 1: it has everything, and could not give some ref its name (git's builtin/fetch.c).
  if (report.exitCode !== 0 && report.exitCode !== 1) throw fetchFailure(url, report);
  return { filtered: filter && !saysUnfiltered(report.stderr) };
}

/** What git clone writes into a configuration that the mirror's own must not say. */
const unwanted =
  /^(?:extensions\.partialclone|remote\.origin\.(?:fetch|mirror|promisor|partialclonefilter))$/i;

/**
 * Makes a mirror where there is nothing: git clone writes all refs into one file, which fetching does one by one.
 * Gives whether the server left out blobs. Throws GIT_FAILED.
 */
export async function cloneMirror(
  git: MirrorGit,
  { url }: Address,
): Promise<{ readonly filtered: boolean }> {
  const how = ['--mirror', '--origin=origin', '--template=', '--progress', '--filter=blob:none'];
  const report = await git.remote(['clone', ...how, '--', url, git.gitDir], {
    input: null,
    inMirror: false,
  });
  if (report.exitCode !== 0) throw fetchFailure(url, report);
  const keys = await git.local(['config', '--local', '--list', '--name-only']);
  for (const key of new Set(keys.split('\n').filter((one) => unwanted.test(one))))
    await git.local(['config', '--local', '--unset-all', key]);
  return { filtered: !saysUnfiltered(report.stderr) };
}

function saysUnfiltered(said: string): boolean {
  return said.includes('filtering not recognized by server');
}

/** What came of asking a server for objects by their ids. */
export type Wanted =
  | { readonly status: 'had' }
  /** It has none of this id. */
  | { readonly status: 'unknown'; readonly oid: string }
  /** It gives only what its refs name. */
  | { readonly status: 'refused' };

/** Fetches objects by their ids, in one request. Throws GIT_FAILED. */
export async function fetchObjects(
  git: MirrorGit,
  { url }: Address,
  oids: readonly string[],
): Promise<Wanted> {
  const report = await git.remote(
    [
      ...promised,
      '-c',
      'fetch.negotiationAlgorithm=noop',
      ...always,
      '--progress',
      '--filter=blob:none',
      '--stdin',
      'origin',
    ],
    { input: `${oids.join('\n')}\n`, inMirror: true },
  );
  if (report.exitCode === 0) return { status: 'had' };
  const oid = /not our ref ([0-9a-f]{40,64})/.exec(report.stderr)?.[1];
  if (oid !== undefined) return { status: 'unknown', oid };
  if (/does not allow request for unadvertised object/.test(report.stderr))
    return { status: 'refused' };
  throw fetchFailure(url, report);
}

/** Fetches everything there is again, blobs as well (git 2.36 and later). Throws GIT_FAILED. */
export async function fetchWhole(git: MirrorGit, { url }: Address): Promise<void> {
  const args = [...always, '--progress', '--refetch', 'origin', '+refs/*:refs/*', `^${ours}*`];
  const report = await git.remote(args, { input: null, inMirror: true });
  if (report.exitCode !== 0 && report.exitCode !== 1) throw fetchFailure(url, report);
}
