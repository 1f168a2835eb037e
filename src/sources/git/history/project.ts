import {
  addChild,
  addNode,
  emptyListing,
  type Listing,
  type Mode,
  nodeOf,
  type Role,
} from '../../listing.ts';
import { childContext, modeOf, roleOf } from '../../shape.ts';
import { unreadableObject } from '../problems.ts';
import type { IsBarren } from './barren.ts';
import type { TreeStore } from './tree-store.ts';

/** Directories nested deeper than this are not looked into. */
const maxDepth = 200;

/** What a repository's trees hold that states packages, each distinct arrangement once. */
export interface Projection {
  /** A node for each distinct directory of interest; a root for each distinct state of the whole. */
  readonly listing: Listing;
  /** The state of a tree, an index into the listing's roots; -1 where the tree itself could not be read. */
  stateOf(tree: number): number;
}

interface Kept {
  readonly files: { readonly name: string; readonly id: string; readonly role: Role }[];
  readonly children: { readonly name: string; readonly node: number }[];
  /** Ids of trees below that could not be read, with their names. */
  readonly unread: { readonly name: string; readonly id: string }[];
  tooDeep: boolean;
}

const nothing = -1;

/**
 * Projects trees on what states packages. Thousands of commits share few states, because most change nothing of it.
 * Companions and manifests are left out: they are consulted where something was found.
 */
export function projectTrees(trees: TreeStore, isBarren: IsBarren): Projection {
  const listing = emptyListing();
  const { entries } = trees;
  const nodes = new Map<string, number>();
  const done = new Map<string, number>();
  const states = new Map<number, number>();
  const roles = new Map<string, Role | null>();

  function roleAt(name: string, context: string, mode: Mode): Role | null {
    const key = `${mode} ${context}/${name}`;
    const known = roles.get(key);
    if (known !== undefined) return known;
    const role = roleOf(name, context, mode);
    const counts = role?.kind === 'lockfile' || role?.kind === 'unsupported' ? role : null;
    roles.set(key, counts);
    return counts;
  }

  function project(tree: number, context: string, mode: Mode, depth: number): number {
    if (isBarren(tree)) return nothing;
    const key = `${tree} ${mode} ${context}`;
    const known = done.get(key);
    if (known !== undefined) return known;
    const kept: Kept = { files: [], children: [], unread: [], tooDeep: depth > maxDepth };
    if (!kept.tooDeep) keepEntries(kept, tree, context, mode, depth);
    const node = nodeFor(kept, mode, context);
    done.set(key, node);
    return node;
  }

  function keepEntries(kept: Kept, tree: number, context: string, mode: Mode, depth: number): void {
    const end = entries.endOf(tree);
    for (let entry = entries.firstOf(tree); entry < end; entry += 1) {
      const kind = entries.kindOf(entry);
      if (kind === 'file') {
        const name = entries.nameOf(entry);
        const role = roleAt(name, context, mode);
        if (role !== null) kept.files.push({ name, id: entries.idOf(entry), role });
      } else if (kind === 'directory') keepDirectory(kept, entry, context, mode, depth);
    }
  }

  function keepDirectory(
    kept: Kept,
    entry: number,
    context: string,
    mode: Mode,
    depth: number,
  ): void {
    const target = entries.targetOf(entry);
    if (target >= 0 && trees.has(target) && isBarren(target)) return;
    const name = entries.nameOf(entry);
    const next = modeOf(name, mode);
    if (next === null) return;
    if (target < 0 || !trees.has(target)) {
      kept.unread.push({ name, id: entries.idOf(entry) });
      return;
    }
    const child = project(target, childContext(context, name), next, depth + 1);
    if (child !== nothing) kept.children.push({ name, node: child });
  }

  /** Equal directories are one node, whatever else lies in them. */
  function nodeFor(kept: Kept, mode: Mode, context: string): number {
    const { children, files, tooDeep, unread } = kept;
    if (children.length + files.length + unread.length === 0 && !tooDeep) return nothing;
    const key = JSON.stringify([
      mode,
      context,
      tooDeep,
      files.map(({ id, name }) => [name, id]),
      children.map(({ name, node }) => [name, node]),
      unread.map(({ id, name }) => [name, id]),
    ]);
    const known = nodes.get(key);
    if (known !== undefined) return known;
    const index = addNode(listing, mode);
    nodes.set(key, index);
    const node = nodeOf(listing, index);
    node.files.push(...files);
    for (const child of children) addChild(listing, index, child.name, child.node);
    for (const { id, name } of unread)
      node.problems.push(unreadableObject({ oid: id, status: 'missing' }, 'tree', name));
    if (tooDeep)
      node.problems.push({
        code: 'LIMIT_REACHED',
        name: null,
        message: `directories nested deeper than ${maxDepth}: the rest was not looked at`,
        ecosystems: null,
        artefact: null,
      });
    return index;
  }

  /** The state in which nothing states packages. */
  function emptyState(): number {
    const known = states.get(nothing);
    if (known !== undefined) return known;
    const state = listing.roots.push({ node: addNode(listing, 'ordinary'), refs: [] }) - 1;
    states.set(nothing, state);
    return state;
  }

  return {
    listing,
    stateOf(tree) {
      if (tree < 0 || !trees.has(tree)) return -1;
      const node = project(tree, '', 'ordinary', 0);
      if (node === nothing) return emptyState();
      const known = states.get(node);
      if (known !== undefined) return known;
      const state = listing.roots.push({ node, refs: [] }) - 1;
      states.set(node, state);
      return state;
    },
  };
}
