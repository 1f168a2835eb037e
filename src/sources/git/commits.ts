import type { ListingProblem } from '../listing.ts';
import type { ObjectReader } from './objects.ts';
import { unreadableObject } from './problems.ts';
import type { ListedRef } from './refs.ts';

const maxCommitBytes = 16 * 1024 * 1024;

export interface Commit {
  readonly oid: string;
  readonly tree: string;
  /** Committer time, ISO 8601 in UTC; null where the commit states none that is one. */
  readonly committedAt: string | null;
}

export interface ReadCommits {
  /** By the ref's query. */
  readonly commits: ReadonlyMap<string, Commit>;
  readonly problems: readonly ListingProblem[];
}

/**
 * Resolves refs to commits, annotated tags peeled. A ref that names a blob or a tree is passed over;
 * one whose object cannot be read is a problem that names the refs.
 */
export async function readCommits(
  objects: ObjectReader,
  refs: readonly ListedRef[],
): Promise<ReadCommits> {
  const byQuery = Map.groupBy(refs, (ref) => ref.query);
  const queries = [...byQuery.keys()];
  const commits = new Map<string, Commit>();
  let index = 0;
  for await (const object of objects.read(
    queries.map((query) => `${query}^{commit}`),
    maxCommitBytes,
  )) {
    const query = queries[index++] as string;
    const stated = object.status === 'read' ? parseCommit(object.bytes) : null;
    if (stated !== null) commits.set(query, { oid: object.oid, ...stated });
  }
  const rest = queries.filter((query) => !commits.has(query));
  const problems: ListingProblem[] = [];
  index = 0;
  for await (const object of objects.read(rest, maxCommitBytes)) {
    const query = rest[index++] as string;
    const readable = object.status === 'read' && object.type !== 'commit' && object.type !== 'tag';
    const unborn = query === 'HEAD' && object.status === 'missing';
    if (readable || unborn) continue;
    const name = (byQuery.get(query) ?? []).map((ref) => ref.name).join(', ');
    problems.push(unreadableObject(object, 'commit', name));
  }
  return { commits, problems };
}

/** The tree and committer time of a commit: its headers end at the first empty line (git's commit format). */
function parseCommit(bytes: Buffer): { tree: string; committedAt: string | null } | null {
  const blank = bytes.indexOf('\n\n');
  const header = bytes.toString('latin1', 0, blank === -1 ? bytes.length : blank);
  const tree = /^tree ([0-9a-f]{40,64})$/m.exec(header)?.[1];
  const seconds = /^committer .*> (\d{1,11}) [+-]\d{4}$/m.exec(header)?.[1];
  if (tree === undefined) return null;
  return {
    tree,
    committedAt: seconds === undefined ? null : new Date(Number(seconds) * 1000).toISOString(),
  };
}
