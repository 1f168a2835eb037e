import type { Doors } from '../../../host/doors.ts';
import { maxArtefactBytes } from '../../content.ts';
import type { HashedSign } from '../../sign-files.ts';
import { digestsOf } from '../../sign-hashes.ts';
import type { SoughtSigns } from '../../signs.ts';
import type { ObjectTable } from './object-table.ts';
import { streamObjects } from './stream.ts';

/** Contents of a repository that answer to a sought digest. */
export interface HashedBlobs {
  /** By object id. */
  readonly found: ReadonlyMap<string, readonly HashedSign[]>;
  /** The same by object number. */
  readonly objects: ReadonlySet<number>;
  /** How many contents could not be hashed. */
  readonly unread: number;
}

/** Hashes every content of a repository, whatever leads to it, streamed in the order in which that is cheap. */
export async function hashBlobs(
  gitDir: string,
  objects: ObjectTable,
  sought: SoughtSigns,
  doors: Doors,
  read: (contents: number, bytes: number) => void,
): Promise<HashedBlobs> {
  const blobs: number[] = [];
  for (let object = 0; object < objects.count; object += 1)
    if (objects.kindOf(object) === 'blob') blobs.push(object);
  const queries = {
    count: blobs.length,
    oidOf: (query: number) => objects.oidOf(blobs[query] as number),
  };
  const found = new Map<string, readonly HashedSign[]>();
  const numbers = new Set<number>();
  let [unread, contents, bytes] = [0, 0, 0];
  const stream = streamObjects(
    gitDir,
    queries,
    maxArtefactBytes,
    (query, answer) => {
      if (answer.status !== 'read') {
        unread += 1;
        return;
      }
      contents += 1;
      bytes += answer.bytes.length;
      const signs = digestsOf(answer.bytes, sought);
      if (signs.length === 0) return;
      found.set(answer.oid, signs);
      numbers.add(blobs[query] as number);
    },
    doors,
  );
  for await (const _ of stream) {
    read(contents, bytes);
    [contents, bytes] = [0, 0];
  }
  return { found, objects: numbers, unread };
}
