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
  const names = new Int8Array(entries.fileNames()).fill(-1);

  function bears(entry: number): boolean {
    if (entries.isSought(entry)) return true;
    const number = entries.fileNameOf(entry);
    const told = names[number] as number;
    if (told !== -1) return told === 1;
    const own = bearers.files(entries.nameOf(entry));
    names[number] = own ? 1 : 0;
    return own;
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
    for (let entry = of.firstOf(tree); entry < end; entry += 1) {
      const kind = of.kindOf(entry);
      if (kind === 'file' ? bears(entry) : stands(of, entry, kind, depth)) return true;
    }
    return false;
  }

  function stands(
    of: StoredEntries,
    entry: number,
    kind: ReturnType<StoredEntries['kindOf']>,
    depth: number,
  ): boolean {
    if (kind !== 'directory' && kind !== 'link' && kind !== 'submodule') return false;
    if (kind === 'directory' && leads(of.targetOf(entry), depth)) return true;
    return bearers.others(kind, of.nameOf(entry));
  }

  function leads(target: number, depth: number): boolean {
    return target < 0 || !trees.has(target) || !look(target, depth + 1);
  }

  return {
    isBarren: (tree) => look(tree, 0),
    isOfInterest(entry) {
      const kind = entries.kindOf(entry);
      return kind === 'file' ? bears(entry) : stands(entries, entry, kind, 0);
    },
  };
}
