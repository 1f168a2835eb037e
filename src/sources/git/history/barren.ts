import type { StoredEntries, TreeStore } from './tree-store.ts';

/** What can be told of trees by the names in them alone. */
export interface Bearing {
  /** Whether a tree, however deep, holds no file that could be evidence, and nothing that could not be read. */
  isBarren(tree: number): boolean;
  /** Whether an entry of a directory is of interest: a file by its name or content, others also by what lies below. */
  isOfInterest(entry: number): boolean;
}

const [unseen, barren, bearing] = [0, 1, 2] as const;

/** No tree is looked into deeper than this; one that is deeper counts as bearing. */
const maxDepth = 200;

/** What makes a tree one of which something must be known. */
export interface Bearers {
  /** Whether a file of a name does. */
  readonly files: (name: string) => boolean;
  /** Whether a link, a submodule or a directory does by itself. */
  readonly others: (kind: 'link' | 'submodule' | 'directory', name: string) => boolean;
}

/** Tells trees of which nothing need be known, by names alone: most trees of most repositories. */
export function barrenTrees(count: number, trees: TreeStore, bearers: Bearers): Bearing {
  const known = new Uint8Array(count);
  const { entries } = trees;
  const words = new Int8Array(entries.words()).fill(-1);

  /** Whether an entry bears by its kind and name alone. */
  function bears(entry: number): boolean {
    const word = entries.wordOf(entry);
    const told = words[word] as number;
    if (told !== -1) return told === 1;
    const own = entries.isSought(entry) || namedSo(entries.kindOf(entry), entries.nameOf(entry));
    words[word] = own ? 1 : 0;
    return own;
  }

  function namedSo(kind: ReturnType<StoredEntries['kindOf']>, name: string): boolean {
    if (kind === 'file') return bearers.files(name);
    if (kind !== 'directory' && kind !== 'link' && kind !== 'submodule') return false;
    return bearers.others(kind, name);
  }

  function look(tree: number, depth: number): boolean {
    const told = known[tree] as number;
    if (told !== unseen) return told === barren;
    const own = depth <= maxDepth && !holdsAny(entries, tree, depth);
    known[tree] = own ? barren : bearing;
    return own;
  }

  function holdsAny(of: StoredEntries, tree: number, depth: number): boolean {
    const end = of.endOf(tree);
    for (let entry = of.firstOf(tree); entry < end; entry += 1)
      if (stands(of, entry, depth)) return true;
    return false;
  }

  function stands(of: StoredEntries, entry: number, depth: number): boolean {
    return (of.isDirectory(entry) && leads(of.targetOf(entry), depth)) || bears(entry);
  }

  function leads(target: number, depth: number): boolean {
    return target < 0 || !trees.has(target) || !look(target, depth + 1);
  }

  return {
    isBarren: (tree) => look(tree, 0),
    isOfInterest: (entry) => stands(entries, entry, 0),
  };
}
