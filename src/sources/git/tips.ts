import type { ListingProblem } from '../listing.ts';
import { isoMoment } from '../moment.ts';
import type { GitObject } from './answers.ts';
import { parseCommitObject } from './history/commit-parser.ts';
import type { ObjectReader } from './objects.ts';
import { unreadableObject } from './problems.ts';
import type { ListedRef } from './listed-ref.ts';

const maxCommitBytes = 16 * 1024 * 1024;

/** What a ref comes to once annotated tags are peeled. */
export interface Tip {
  readonly tree: string;
  /** Null where the ref names a tree without a commit. */
  readonly commit: string | null;
  /** Committer time, ISO 8601 in UTC; null where there is none that is one. */
  readonly committedAt: string | null;
}

export interface ReadTips {
  /** By the object that the ref names. */
  readonly tips: ReadonlyMap<string, Tip>;
  readonly problems: readonly ListingProblem[];
}

/**
 * Resolves refs to trees, annotated tags peeled. A ref that names a blob holds no tree and is passed over;
 * one whose object cannot be read is a problem that names the refs.
 */
export async function readTips(
  objects: ObjectReader,
  refs: readonly ListedRef[],
): Promise<ReadTips> {
  const byObject = Map.groupBy(refs, (ref) => ref.oid);
  const oids = [...byObject.keys()];
  const tips = new Map<string, Tip>();
  const problems: ListingProblem[] = [];
  let index = 0;
  for await (const object of objects.read(
    oids.map((oid) => `${oid}^{}`),
    maxCommitBytes,
  )) {
    const oid = oids[index++] as string;
    if (isBlob(object)) continue;
    const tip = tipOf(object);
    if (tip !== null) {
      tips.set(oid, tip);
      continue;
    }
    const names = (byObject.get(oid) ?? []).map((ref) => ref.name).join(', ');
    problems.push(unreadableObject({ ...object, oid }, 'commit', names));
  }
  return { tips, problems };
}

function isBlob(object: GitObject): boolean {
  return (object.status === 'read' || object.status === 'too-large') && object.type === 'blob';
}

function tipOf(object: GitObject): Tip | null {
  if (object.status === 'too-large' && object.type === 'tree')
    return { tree: object.oid, commit: null, committedAt: null };
  if (object.status !== 'read') return null;
  if (object.type === 'tree') return { tree: object.oid, commit: null, committedAt: null };
  const stated = object.type === 'commit' ? parseCommitObject(object.bytes) : null;
  if (stated === null) return null;
  const { committer, tree } = stated;
  return { commit: object.oid, tree, committedAt: isoMoment(committer.at) };
}
