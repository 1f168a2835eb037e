import { companionNames } from './companion-names.ts';
import { type DirectoryNode, joinPath, type Listing, nodeOf } from './listing.ts';

/** Companions named to one reading. */
const maxCompanions = 20_000;

/** Directories that a path may stand for while it climbs: one git tree can lie in many others. */
const maxDirectories = 10_000;

/** Lists that are kept: a lockfile asks for the same many times. */
const keptLists = 16;

/** Children from which on a directory's are looked up by an index of their names. */
const fewChildren = 16;

/** What a reader may consult around one file. Paths are relative to the file's directory. */
export interface Companions {
  /**
   * What the content of the file at a path is asked for by. Null where none lies there, where it is no companion, where
   * the path leads out of what was listed, and where directories that hold this one differ in it.
   */
  idOf(path: string): string | null;
  /** Beside and below the file, and for an installed tree right above it. */
  list(): CompanionList;
}

export interface CompanionList {
  readonly paths: readonly string[];
  /** False where there are more than are named. */
  readonly complete: boolean;
}

/** Finds the companions of a file in a directory: files of certain names around it. */
export type CompanionFinder = (node: number, names: readonly string[]) => Companions;

/** A finder over one listing. `node_modules` is no part of what lies below. */
export function companionFinder(listing: Listing): CompanionFinder {
  const leads = new Map<string, Uint8Array>();
  const lists = new Map<string, CompanionList>();
  const childOf = childIndex(listing);
  return (node, names) => {
    const isCompanion = companionNames(names);
    const kind = names.join('\0');
    return {
      idOf(path) {
        const steps = path.split('/').filter((step) => step !== '' && step !== '.');
        const name = steps.pop() ?? '';
        return isCompanion(name) ? idAt(listing, node, steps, name, childOf) : null;
      },
      list() {
        const key = `${node} ${kind}`;
        const known = lists.get(key);
        if (known !== undefined) return known;
        const leading = leads.get(kind) ?? nodesThatLeadTo(listing, isCompanion);
        leads.set(kind, leading);
        const found = search(listing, node, isCompanion, leading);
        const [oldest] = lists.keys();
        if (lists.size === keptLists && oldest !== undefined) lists.delete(oldest);
        lists.set(key, found);
        return found;
      },
    };
  };
}

type ChildOf = (node: number, name: string) => number | undefined;

/** Looks children up by name, without a pass over all of them where there are many. */
function childIndex(listing: Listing): ChildOf {
  const indexes = new Map<number, ReadonlyMap<string, number>>();
  return (node, name) => {
    const { children } = nodeOf(listing, node);
    if (children.length <= fewChildren) return children.find((one) => one.name === name)?.node;
    const index =
      indexes.get(node) ?? new Map(children.map((one) => [one.name, one.node] as const));
    indexes.set(node, index);
    return index.get(name);
  };
}

/** Follows directories from a node; every directory that the path may stand for must hold the same file. */
function idAt(
  listing: Listing,
  node: number,
  steps: readonly string[],
  name: string,
  childOf: ChildOf,
): string | null {
  let at = new Set([node]);
  for (const step of steps) {
    const next = new Set<number>();
    for (const one of at) {
      const found =
        step === '..' ? parentsOf(listing, one) : childrenOf(listing, one, step, childOf);
      if (found.length === 0) return null;
      for (const directory of found) next.add(directory);
      if (next.size > maxDirectories) return null;
    }
    at = next;
  }
  const ids = new Set([...at].map((one) => fileIn(nodeOf(listing, one), name)));
  return ids.size === 1 ? ([...ids][0] ?? null) : null;
}

function parentsOf(listing: Listing, node: number): readonly number[] {
  return nodeOf(listing, node).parents.map((parent) => parent.node);
}

function childrenOf(listing: Listing, node: number, name: string, childOf: ChildOf): number[] {
  const child = childOf(node, name);
  return child === undefined || nodeOf(listing, child).mode !== 'ordinary' ? [] : [child];
}

function fileIn({ files }: DirectoryNode, name: string): string | null {
  return files.find((file) => file.name === name)?.id ?? null;
}

function search(
  listing: Listing,
  node: number,
  isCompanion: (name: string) => boolean,
  leading: Uint8Array,
): CompanionList {
  const above = nodeOf(listing, node).mode === 'modules' ? filesAbove(listing, node) : [];
  const paths = above.filter(isCompanion).map((name) => `../${name}`);
  const open = [{ node, path: '' }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { children, files: here } = nodeOf(listing, at.node);
    for (const name of namesOf(here)) if (isCompanion(name)) paths.push(joinPath(at.path, name));
    if (paths.length >= maxCompanions) return { paths, complete: false };
    for (const child of children) {
      // Every way down leads to a companion, so that the steps are bounded by companions times depth.
      if (leading[child.node] === 1)
        open.push({ node: child.node, path: joinPath(at.path, child.name) });
    }
  }
  return { paths, complete: true };
}

/** Names of files that lie in each of the directories above, the same in all. */
function filesAbove(listing: Listing, node: number): string[] {
  const [first, ...others] = parentsOf(listing, node).map((parent) => nodeOf(listing, parent));
  const same = (first?.files ?? []).filter(({ id, name }) =>
    others.every((one) => fileIn(one, name) === id),
  );
  return [...namesOf(same)];
}

/** A file is listed once for each of its roles. */
function namesOf(files: DirectoryNode['files']): ReadonlySet<string> {
  return new Set(files.map(({ name }) => name));
}

/** Marks the ordinary directories at or below which such a file lies. */
function nodesThatLeadTo(listing: Listing, isCompanion: (name: string) => boolean): Uint8Array {
  const leads = new Uint8Array(listing.nodes.length);
  const open: number[] = [];
  const mark = (node: number): void => {
    if (leads[node] === 1 || nodeOf(listing, node).mode !== 'ordinary') return;
    leads[node] = 1;
    open.push(node);
  };
  for (const [index, { files }] of listing.nodes.entries())
    if (files.some((file) => isCompanion(file.name))) mark(index);
  for (let node = open.pop(); node !== undefined; node = open.pop())
    for (const parent of nodeOf(listing, node).parents) mark(parent.node);
  return leads;
}
