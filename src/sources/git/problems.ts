import type { ListingProblem } from '../listing.ts';
import type { GitObject } from './answers.ts';

/** What to say of an object that should have been a commit or a tree and could not be read as one. */
export function unreadableObject(
  object: GitObject,
  what: 'commit' | 'tree',
  name: string | null,
): ListingProblem {
  const short = `${what} ${object.oid.replace(/\^.*/, '').slice(0, 12)}`;
  const base = { name, ecosystems: null, artefact: null } as const;
  switch (object.status) {
    case 'missing':
      return {
        ...base,
        code: 'GIT_OBJECT_MISSING',
        message: `${short} is not in the repository (a shallow, partial or damaged clone)`,
      };
    case 'too-large':
      return {
        ...base,
        code: 'FILE_TOO_LARGE',
        message: `${short} has ${object.size} bytes, more than firebreak reads`,
      };
    case 'corrupt':
      return { ...base, code: 'GIT_OBJECT_CORRUPT', message: `${short}: ${object.reason}` };
    case 'read':
      return {
        ...base,
        code: 'GIT_OBJECT_CORRUPT',
        message: `${short} is not a well-formed ${what}`,
      };
  }
}
