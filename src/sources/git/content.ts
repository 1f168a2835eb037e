import { type ContentReader, type FileContent, maxArtefactBytes } from '../content.ts';
import type { GitObject } from './answers.ts';
import type { ObjectReader } from './objects.ts';

/** Reads blobs by object id. */
export function blobContent(objects: ObjectReader): ContentReader {
  return {
    async *read(ids, limit = maxArtefactBytes) {
      for await (const object of objects.read(ids, limit)) yield contentOf(object);
    },
  };
}

function contentOf(object: GitObject): FileContent {
  switch (object.status) {
    case 'read':
      return object.type === 'blob'
        ? { status: 'read', bytes: object.bytes }
        : { status: 'corrupt', reason: `a ${object.type}, not a blob` };
    case 'too-large':
      return { status: 'too-large', size: object.size };
    case 'missing':
      return {
        status: 'missing',
        reason: `blob ${object.oid.slice(0, 12)} is not in the repository (a partial or damaged clone)`,
      };
    case 'corrupt':
      return { status: 'corrupt', reason: object.reason };
  }
}
