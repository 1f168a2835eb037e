import { joinPath, type Listing, nodeOf } from './listing.ts';

/** Companions handed to one reading. */
const maxCompanions = 20_000;

/** Answers that are kept: a lockfile asks for the same many times. */
const keptAnswers = 16;

/** Companions of one lockfile by path relative to its directory, with the ids of their contents. */
export interface Companions {
  readonly files: ReadonlyMap<string, string>;
  /** False where there are more than are handed over. */
  readonly complete: boolean;
}

/** Finds the companions of a lockfile in a directory: files of certain names beside and below it. */
export type CompanionFinder = (node: number, names: readonly string[]) => Companions;

/** A finder over one listing. `node_modules` is no part of what lies below; beside it, what lies above is. */
export function companionFinder(listing: Listing): CompanionFinder {
  const leads = new Map<string, Uint8Array>();
  const answers = new Map<string, Companions>();
  return (node, names) => {
    const kind = names.join('\0');
    const key = `${node} ${kind}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const leading = leads.get(kind) ?? nodesThatLeadTo(listing, names);
    leads.set(kind, leading);
    const found = search(listing, node, names, leading);
    const [oldest] = answers.keys();
    if (answers.size === keptAnswers && oldest !== undefined) answers.delete(oldest);
    answers.set(key, found);
    return found;
  };
}

function search(
  listing: Listing,
  node: number,
  names: readonly string[],
  leading: Uint8Array,
): Companions {
  const files = new Map<string, string>();
  if (nodeOf(listing, node).mode === 'modules') {
    for (const name of names) {
      const id = idAbove(listing, node, name);
      if (id !== null) files.set(`../${name}`, id);
    }
  }
  const open = [{ node, path: '' }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { children, files: here } = nodeOf(listing, at.node);
    for (const { id, name } of here)
      if (names.includes(name)) files.set(joinPath(at.path, name), id);
    if (files.size >= maxCompanions) return { files, complete: false };
    for (const child of children) {
      // Every way down leads to a companion, so that the steps are bounded by companions times depth.
      if (leading[child.node] === 1)
        open.push({ node: child.node, path: joinPath(at.path, child.name) });
    }
  }
  return { files, complete: true };
}

/** The id of a file in the directory above; null where there is none, or where directories above differ in it. */
function idAbove(listing: Listing, node: number, name: string): string | null {
  const ids = nodeOf(listing, node).parents.map(
    (parent) => nodeOf(listing, parent.node).files.find((file) => file.name === name)?.id ?? null,
  );
  return new Set(ids).size === 1 ? (ids[0] ?? null) : null;
}

/** Marks the ordinary directories at or below which such a file lies. */
function nodesThatLeadTo(listing: Listing, names: readonly string[]): Uint8Array {
  const leads = new Uint8Array(listing.nodes.length);
  const open: number[] = [];
  const mark = (node: number): void => {
    if (leads[node] === 1 || nodeOf(listing, node).mode !== 'ordinary') return;
    leads[node] = 1;
    open.push(node);
  };
  for (const [index, { files }] of listing.nodes.entries())
    if (files.some((file) => names.includes(file.name))) mark(index);
  for (let node = open.pop(); node !== undefined; node = open.pop())
    for (const parent of nodeOf(listing, node).parents) mark(parent.node);
  return leads;
}
