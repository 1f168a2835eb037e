import {
  addChild,
  addNode,
  emptyListing,
  type Listing,
  type ListingProblem,
  type Mode,
  nodeOf,
  type Role,
} from '../../listing.ts';
import { childContext, type RawEntry, type Shape, shapeOf } from '../../shape.ts';
import type { SignSearch } from '../../sign-files.ts';
import type { ModulesLink } from '../modules-links.ts';
import { unreadableObject } from '../problems.ts';
import type { Bearing } from './barren.ts';
import type { TreeStore } from './tree-store.ts';

/** Directories nested deeper than this are not looked into. */
const maxDepth = 200;

/**
 * Entries of trees that were met before in another place, where they may mean something else. A few trees of a few
 * kilobytes can hold each other in more places than there are atoms; what people keep twice is little.
 */
const maxAgain = 1_000_000;

/** What a repository's trees hold that states packages, each distinct arrangement once. */
export interface Projection {
  /** A node for each distinct directory of interest; a root for each distinct state of the whole. */
  readonly listing: Listing;
  /** Links in the place of installed trees, as they are met. */
  readonly links: readonly ModulesLink[];
  /** The state of a tree, an index into the listing's roots; -1 where the tree itself could not be read. */
  readonly stateOf: (tree: number) => number;
}

export interface Projecting {
  readonly trees: TreeStore;
  readonly bearing: Bearing;
  /** What is looked for beside packages. */
  readonly search: SignSearch | null;
  /**
   * `all`: whatever a survey of tips asks for. `evidence`: files that state something by themselves; companions and
   * manifests are consulted where something was found.
   */
  readonly keep: 'all' | 'evidence';
}

/** A tree below that could not be read. */
interface Unread {
  readonly name: string;
  readonly id: string;
}

/** What makes a directory what it is. */
interface NodeContent {
  readonly files: Shape['files'];
  readonly problems: readonly ListingProblem[];
  readonly installed: boolean;
  readonly packages: readonly string[];
  readonly children: readonly Child[];
  readonly unread: readonly Unread[];
  /** Why directories below were not looked into; null where they were. */
  readonly cut: string | null;
  /** Links in the place of an installed tree. */
  readonly links: readonly RawEntry[];
}

interface Child {
  readonly name: string;
  readonly node: number;
}

const nothing = -1;
const nothingElse = { problems: [], installed: false, packages: [], links: [] } as const;

/** Projects trees on what is of interest. Thousands of commits share few states, because most change nothing of it. */
export function projectTrees({ bearing: names, keep, search, trees }: Projecting): Projection {
  const listing = emptyListing();
  const { entries } = trees;
  /** By the tree, and by what of it is of interest: most trees differ from others in what is not. */
  const byTree = new Map<string, Map<number, number>>();
  const met = new Set<number>();
  let again = 0;
  const byContent = new Map<string, number>();
  const nodes = new Map<string, number>();
  const states = new Map<number, number>();
  const modulesLinks: ModulesLink[] = [];

  function project(tree: number, context: string, mode: Mode, depth: number): number {
    if (names.isBarren(tree)) return nothing;
    const place = `${mode} ${context}`;
    const here = byTree.get(place) ?? new Map<number, number>();
    byTree.set(place, here);
    const known = here.get(tree);
    if (known !== undefined) return known;
    const bearing = bearingEntries(tree, mode);
    if (met.has(tree)) again += bearing.length;
    met.add(tree);
    // A name may hold spaces, digits and colons, but no NUL: no directory's name makes it pass for another.
    const content = `${place}\0${bearing.map((entry) => `${entries.wordOf(entry)}:${entries.targetOf(entry)}`).join(' ')}`;
    let node = byContent.get(content);
    if (node === undefined) {
      node = projectEntries(bearing, context, mode, depth);
      byContent.set(content, node);
    }
    here.set(tree, node);
    return node;
  }

  /** What decides is left of a tree: in an installed one, whatever lies there tells how it is looked into. */
  function bearingEntries(tree: number, mode: Mode): number[] {
    const bearing: number[] = [];
    const end = entries.endOf(tree);
    for (let entry = entries.firstOf(tree); entry < end; entry += 1)
      if (mode !== 'ordinary' || names.isOfInterest(entry)) bearing.push(entry);
    return bearing;
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
      // By id: a tree that lies can hold two directories of one name.
      if (kind === 'directory') targets.set(id, entries.targetOf(entry));
      return { kind, name, id };
    });
    const shape = shapeOf(raw, context, mode, search);
    const children: Child[] = [];
    const unread: Unread[] = [];
    const cut = shape.directories.length > 0 ? whyCut(depth) : null;
    for (const { id, mode: next, name } of cut === null ? shape.directories : []) {
      const target = targets.get(id) ?? nothing;
      if (target < 0 || !trees.has(target)) {
        unread.push({ name, id });
        continue;
      }
      const child = project(target, childContext(context, name), next, depth + 1);
      if (child !== nothing) children.push({ name, node: child });
    }
    const below = { children, unread, cut };
    const links = raw.filter(({ kind, name }) => kind === 'link' && name === 'node_modules');
    const content =
      keep === 'all'
        ? { ...shape, ...below, links: mode === 'ordinary' ? links : [] }
        : {
            ...below,
            ...nothingElse,
            files: shape.files.filter(isEvidence),
            problems: shape.problems.filter(({ code }) => code === 'SUBMODULE_NOT_FOLLOWED'),
          };
    return nodeFor(content, mode, context);
  }

  function whyCut(depth: number): string | null {
    if (depth >= maxDepth) return `directories nested deeper than ${maxDepth}`;
    return again > maxAgain ? 'the same directories in too many places' : null;
  }

  /** Equal directories are one node, whatever else lies in them. */
  function nodeFor(content: NodeContent, mode: Mode, context: string): number {
    const { children, cut, files, installed, links: own, packages, problems, unread } = content;
    const size = children.length + files.length + unread.length + problems.length + own.length;
    if (size === 0 && cut === null && !installed && packages.length === 0) return nothing;
    const key = JSON.stringify([
      mode,
      context,
      cut,
      installed,
      packages,
      files.map(({ id, name, role }) => [name, id, role.kind]),
      children.map(({ name, node }) => [name, node]),
      unread.map(({ id, name }) => [name, id]),
      problems.map(({ message, name }) => [name, message]),
      own.map(({ id }) => id),
    ]);
    const known = nodes.get(key);
    if (known !== undefined) return known;
    const index = addNode(listing, mode);
    nodes.set(key, index);
    const node = nodeOf(listing, index);
    node.files.push(...files);
    for (const problem of problems) node.problems.push(problem);
    for (const name of packages) node.packages.push(name);
    node.installed = installed;
    for (const { id } of own) modulesLinks.push({ node: index, id });
    for (const child of children) addChild(listing, index, child.name, child.node);
    for (const { id, name } of unread)
      node.problems.push(unreadableObject({ oid: id, status: 'missing' }, 'tree', name));
    if (cut !== null)
      node.problems.push({
        code: 'LIMIT_REACHED',
        name: null,
        message: `${cut}: the rest was not looked at`,
        ecosystems: null,
        artefact: null,
      });
    return index;
  }

  return {
    listing,
    links: modulesLinks,
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
  return evidence.has(role.kind);
}

const evidence: ReadonlySet<Role['kind']> = new Set(['archive', 'lockfile', 'sign', 'unsupported']);
