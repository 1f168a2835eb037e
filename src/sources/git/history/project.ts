import {
  addChild,
  addNode,
  emptyListing,
  type Listing,
  type Mode,
  nodeOf,
  type Role,
} from '../../listing.ts';
import { childContext, type RawEntry, type Shape, shapeOf } from '../../shape.ts';
import type { SignSearch } from '../../sign-files.ts';
import { unreadableObject } from '../problems.ts';
import type { Bearing } from './barren.ts';
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

export interface Projecting {
  readonly trees: TreeStore;
  readonly bearing: Bearing;
  /** What is looked for beside packages. */
  readonly search: SignSearch | null;
}

/** A tree below that could not be read. */
interface Unread {
  readonly name: string;
  readonly id: string;
}

interface Child {
  readonly name: string;
  readonly node: number;
}

const nothing = -1;

/**
 * Projects trees on what states packages. Thousands of commits share few states, because most change nothing of it.
 * Companions and manifests are left out: they are consulted where something was found.
 */
export function projectTrees({ bearing: names, search, trees }: Projecting): Projection {
  const listing = emptyListing();
  const { entries } = trees;
  /** By the tree, and by what of it is of interest: most trees differ from others in what is not. */
  const byTree = new Map<string, number>();
  const byContent = new Map<string, number>();
  const nodes = new Map<string, number>();
  const states = new Map<number, number>();

  function project(tree: number, context: string, mode: Mode, depth: number): number {
    if (names.isBarren(tree)) return nothing;
    const place = `${mode} ${context}`;
    const known = byTree.get(`${tree} ${place}`);
    if (known !== undefined) return known;
    const bearing = bearingEntries(tree, mode);
    const content = `${place} ${bearing.map((entry) => `${entries.wordOf(entry)}:${entries.targetOf(entry)}`).join(' ')}`;
    let node = byContent.get(content);
    if (node === undefined) {
      node = projectEntries(bearing, context, mode, depth);
      byContent.set(content, node);
    }
    byTree.set(`${tree} ${place}`, node);
    return node;
  }

  /** What decides is left of a tree: in an installed one, whatever lies there tells how it is looked into. */
  function bearingEntries(tree: number, mode: Mode): number[] {
    const bearing: number[] = [];
    const end = entries.endOf(tree);
    for (let entry = entries.firstOf(tree); entry < end; entry += 1) {
      const kind = entries.kindOf(entry);
      const counts =
        mode !== 'ordinary' ||
        (kind === 'file' && names.bears(entry)) ||
        (kind === 'directory' && leads(entry));
      if (counts && kind !== 'submodule') bearing.push(entry);
    }
    return bearing;
  }

  function leads(entry: number): boolean {
    const target = entries.targetOf(entry);
    return target < 0 || !trees.has(target) || !names.isBarren(target);
  }

  function projectEntries(
    bearing: readonly number[],
    context: string,
    mode: Mode,
    depth: number,
  ): number {
    const targets = new Map<string, number>();
    const raw = bearing.map((entry): RawEntry => {
      const [kind, name, id] = [entries.kindOf(entry), entries.nameOf(entry), entries.idOf(entry)];
      if (kind === 'directory') targets.set(name, entries.targetOf(entry));
      return { kind, name, id };
    });
    const shape = shapeOf(raw, context, mode, search);
    const children: Child[] = [];
    const unread: Unread[] = [];
    const tooDeep = depth >= maxDepth && shape.directories.length > 0;
    for (const { id, mode: next, name } of tooDeep ? [] : shape.directories) {
      const target = targets.get(name) ?? nothing;
      if (target < 0 || !trees.has(target)) {
        unread.push({ name, id });
        continue;
      }
      const child = project(target, childContext(context, name), next, depth + 1);
      if (child !== nothing) children.push({ name, node: child });
    }
    return nodeFor(
      { files: shape.files.filter(isEvidence), children, unread, tooDeep },
      mode,
      context,
    );
  }

  /** Equal directories are one node, whatever else lies in them. */
  function nodeFor(
    {
      children,
      files,
      tooDeep,
      unread,
    }: {
      files: Shape['files'];
      children: readonly Child[];
      unread: readonly Unread[];
      tooDeep: boolean;
    },
    mode: Mode,
    context: string,
  ): number {
    if (children.length + files.length + unread.length === 0 && !tooDeep) return nothing;
    const key = JSON.stringify([
      mode,
      context,
      tooDeep,
      files.map(({ id, name, role }) => [name, id, role.kind]),
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

  return {
    listing,
    stateOf(tree) {
      if (tree < 0 || !trees.has(tree)) return -1;
      const node = project(tree, '', 'ordinary', 0);
      const known = states.get(node);
      if (known !== undefined) return known;
      const held = node === nothing ? addNode(listing, 'ordinary') : node;
      const state = listing.roots.push({ node: held, refs: [] }) - 1;
      states.set(node, state);
      return state;
    },
  };
}

/** What history is searched for; a manifest or a companion by itself is none of it. */
function isEvidence({ role }: { readonly role: Role }): boolean {
  return role.kind === 'lockfile' || role.kind === 'unsupported' || role.kind === 'sign';
}
