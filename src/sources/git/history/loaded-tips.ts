import type { ListingProblem } from '../../listing.ts';
import { isoMoment } from '../../moment.ts';
import type { GitObject } from '../answers.ts';
import type { ListedRef } from '../listed-ref.ts';
import { unreadableObject } from '../problems.ts';
import type { ReadTips, Tip } from '../tips.ts';
import type { LoadedRepository } from './read.ts';

/** Why an object is not to be had: what came of reading it, else that it is not there. */
export function failureOf(
  unread: ReadonlyMap<number, GitObject>,
  object: number,
  oid: string,
): GitObject {
  const failure = unread.get(object);
  if (failure !== undefined) return failure;
  return object === -1
    ? { oid, status: 'missing' }
    : { oid, status: 'corrupt', reason: 'not a tree' };
}

/** What refs come to once annotated tags are peeled, from what is in memory. */
export function loadedTips(loaded: LoadedRepository, refs: readonly ListedRef[]): ReadTips {
  const { objects, tags, unread } = loaded;
  const tips = new Map<string, Tip>();
  const problems: ListingProblem[] = [];
  for (const [oid, named] of Map.groupBy(refs, (ref) => ref.oid)) {
    const object = tags.peel(objects.findHex(oid));
    if (object !== -1 && objects.kindOf(object) === 'blob') continue;
    const tip = tipOf(loaded, object);
    if (tip !== null) tips.set(oid, tip);
    else {
      const failure = { ...failureOf(unread, object, oid), oid };
      const names = named.map(({ name }) => name).join(', ');
      problems.push(unreadableObject(failure, 'commit', names));
    }
  }
  return { tips, problems };
}

function tipOf({ commits, objects }: LoadedRepository, object: number): Tip | null {
  if (object === -1) return null;
  if (objects.kindOf(object) === 'tree')
    return { tree: objects.oidOf(object), commit: null, committedAt: null };
  const row = commits.rowOf(object);
  if (row === -1) return null;
  const tree = commits.rows.tree[row] ?? -1;
  const seconds = commits.rows.committedAt[row] ?? Number.NaN;
  return {
    // A tree that is not there bears no name here; reading it says so.
    tree: tree === -1 ? '' : objects.oidOf(tree),
    commit: objects.oidOf(object),
    committedAt: isoMoment(seconds),
  };
}
