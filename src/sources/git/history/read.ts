import type { Doors } from '../../../host/doors.ts';
import type { ListingProblem } from '../../listing.ts';
import type { GitObject } from '../answers.ts';
import { type CommitStore, emptyCommitStore } from './commit-store.ts';
import type { Enumeration } from './enumerate.ts';
import type { ObjectTable } from './object-table.ts';
import type { StreamedObject } from './object-stream.ts';
import { streamObjects } from './stream.ts';
import { type TagStore, emptyTagStore } from './tag-store.ts';
import { emptyTreeStore, type FilesOfInterest, type TreeStore } from './tree-store.ts';

/** A larger tree or commit is not read. */
const maxObjectBytes = 64 * 1024 * 1024;

/** Everything but blobs that a repository holds, in memory. */
export interface LoadedRepository {
  readonly objects: ObjectTable;
  readonly commits: CommitStore;
  readonly tags: TagStore;
  readonly trees: TreeStore;
  /** What was there and could not be read, by object number. */
  readonly unread: ReadonlyMap<number, GitObject>;
  /** What belongs to no one object. */
  readonly problems: readonly ListingProblem[];
}

/** Reads all commits, tags and trees of what was enumerated, streamed in the order in which that is cheap. */
export async function loadRepository(
  gitDir: string,
  { broken, objects }: Enumeration,
  interest: FilesOfInterest,
  doors: Doors,
): Promise<LoadedRepository> {
  const [commits, tags] = [emptyCommitStore(objects), emptyTagStore(objects)];
  const trees = emptyTreeStore(objects, interest);
  const unread = new Map<number, GitObject>();
  const wanted = structure(objects);
  const queries = {
    count: wanted.length,
    oidOf: (query: number) => objects.oidOf(wanted[query] as number),
  };
  const stores = { commit: commits, tag: tags, tree: trees };
  const take = (query: number, answer: StreamedObject): void => {
    const object = wanted[query] as number;
    const kind = objects.kindOf(object);
    if (kind === 'blob') return;
    const taken =
      answer.status === 'read' && answer.type === kind && stores[kind].take(object, answer.bytes);
    if (!taken) unread.set(object, failureOf(objects.oidOf(object), kind, answer));
  };
  for await (const _ of streamObjects(gitDir, queries, maxObjectBytes, take, doors));
  return {
    objects,
    commits,
    tags,
    trees,
    unread,
    problems: broken === null ? [] : [notAll(broken)],
  };
}

/** Numbers of all objects but blobs, ascending: the order in which git lists them is the one in which they are cheap. */
function structure(objects: ObjectTable): Int32Array {
  let count = 0;
  for (let object = 0; object < objects.count; object += 1)
    if (objects.kindOf(object) !== 'blob') count += 1;
  const found = new Int32Array(count);
  count = 0;
  for (let object = 0; object < objects.count; object += 1)
    if (objects.kindOf(object) !== 'blob') found[count++] = object;
  return found;
}

function failureOf(oid: string, kind: string, answer: StreamedObject): GitObject {
  switch (answer.status) {
    case 'read':
      return { oid, status: 'corrupt', reason: `not a well-formed ${kind}` };
    case 'too-large':
      return { oid, status: 'too-large', type: answer.type, size: answer.size };
    case 'missing':
      return { oid, status: 'missing' };
    case 'corrupt':
      return { oid, status: 'corrupt', reason: answer.reason };
  }
}

function notAll(message: string): ListingProblem {
  return { code: 'GIT_OBJECT_MISSING', name: null, message, ecosystems: null, artefact: null };
}
