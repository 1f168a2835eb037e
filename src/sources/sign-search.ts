import type { ContentReader } from './content.ts';
import { type Listing, nodeOf } from './listing.ts';
import { problemAt } from './problem-at.ts';
import type { SignSearch } from './sign-files.ts';
import { hashContents, seeksDigests } from './sign-hashes.ts';
import type { SoughtSigns } from './signs.ts';
import type { SourceProblem } from './types.ts';

/** A search that knows no digest of anything yet; it takes down what would have to be hashed, where digests are sought. */
export function beginSearch(sought: SoughtSigns, inside: boolean): SignSearch {
  return { sought, hashed: new Map(), contents: seeksDigests(sought) ? new Set() : null, inside };
}

/** What hashing gave for a search. */
export interface Digested {
  /** The search to list with once more; null where no content is sought, so that one listing is enough. */
  readonly again: SignSearch | null;
  /** One for all contents that could not be read. */
  readonly problems: readonly SourceProblem[];
}

/**
 * Hashes what a search took down. Hardly ever is a content sought, so that places are looked up by listing once more, and
 * not kept for every file of every commit.
 */
export async function digestContents(
  search: SignSearch,
  content: ContentReader,
): Promise<Digested> {
  if (search.contents == null) return { again: null, problems: [] };
  const { found, unread } = await hashContents(content, [...search.contents], search.sought);
  const again = found.size === 0 ? null : { ...search, hashed: found, contents: null };
  return { again, problems: unhashed(unread) };
}

/** What cannot be read may be what is sought. */
export function unhashed(
  unread: Awaited<ReturnType<typeof hashContents>>['unread'],
): SourceProblem[] {
  return (['too-large', 'unreadable'] as const).flatMap((why) => {
    const same = unread.filter((one) => one.why === why).map(({ id }) => id);
    const [first] = same;
    if (first === undefined) return [];
    const files = same.length === 1 ? 'a file' : `${same.length} files`;
    const reason = why === 'too-large' ? 'too large to be read' : 'could not be read';
    const message = `${files} ${reason}, so not held against the hashes that are sought (${first.slice(0, 200)})`;
    const code = why === 'too-large' ? 'FILE_TOO_LARGE' : 'FILE_UNREADABLE';
    const base = { code, name: null, ecosystems: null, artefact: null } as const;
    return [problemAt({ ...base, message }, { path: null, ref: null })];
  });
}

/**
 * Lists contents of a work tree that are sought by their digest, by their absolute paths below `top`, in the directories
 * that are listed already.
 */
export function listHashed(listing: Listing, top: string, hashed: SignSearch['hashed']): void {
  for (const [path, digests] of hashed) {
    const components = path
      .slice(top.length)
      .split('/')
      .filter((one) => one !== '');
    const name = components.pop();
    let node = listing.roots[0]?.node;
    for (const component of components) {
      if (node === undefined) break;
      node = nodeOf(listing, node).children.find((child) => child.name === component)?.node;
    }
    if (node === undefined || name === undefined) continue;
    const role = { kind: 'sign', paths: [], digests, workflow: false } as const;
    nodeOf(listing, node).files.push({ name, id: path, role });
  }
}
