import {
  addChild,
  addNode,
  emptyListing,
  type Listing,
  type Mode,
  nodeOf,
  type Role,
} from '../../listing.ts';
import { type RawEntry, shapeBy, waysDown } from '../../shape.ts';
import type { SignSearch } from '../../sign-files.ts';
import type { ModulesLink } from '../modules-links.ts';
import { unreadableObject } from '../problems.ts';
import type { Bearing } from './barren.ts';
import { type Child, type NodeContent, nodeKeys, type Unread } from './node-keys.ts';
import { type Place, rootPlace } from './project-places.ts';
import { sequenceTable } from './sequence-table.ts';
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

const nothing = -1;
const nothingElse = { problems: [], installed: false, packages: [], links: [] } as const;

/** Projects trees on what is of interest. Thousands of commits share few states, because most change nothing of it. */
export function projectTrees({ bearing: names, keep, search, trees }: Projecting): Projection {
  const listing = emptyListing();
  const { entries } = trees;
  const top = rootPlace();
  const met = new Set<number>();
  let repeated = 0;
  /** By what of a tree is of interest: most trees differ from others in what is not. */
  const contents = sequenceTable();
  const byContent: number[] = [];
  const ids = new Map<number, string>();
  const keyOf = nodeKeys();
  const byKey: number[] = [];
  const states = new Map<number, number>();
  const modulesLinks: ModulesLink[] = [];

  function project(tree: number, place: Place, depth: number): number {
    if (names.isBarren(tree)) return nothing;
    const known = place.nodes.get(tree);
    if (known !== undefined) return known;
    const end = entries.endOf(tree);
    const again = met.has(tree);
    met.add(tree);
    contents.push(place.number);
    for (let entry = entries.firstOf(tree); entry < end; entry += 1) {
      if (!bears(entry, place.mode)) continue;
      contents.push(entries.wordOf(entry));
      contents.push(entries.targetOf(entry));
      if (again) repeated += 1;
    }
    const content = contents.end();
    const node = byContent[content] ?? projectEntries(bearingOf(tree, place.mode), place, depth);
    byContent[content] = node;
    place.nodes.set(tree, node);
    return node;
  }

  /** What decides is left of a tree: in an installed one, whatever lies there tells how it is looked into. */
  function bears(entry: number, mode: Mode): boolean {
    return mode !== 'ordinary' || names.isOfInterest(entry);
  }

  function bearingOf(tree: number, mode: Mode): number[] {
    const bearing: number[] = [];
    const end = entries.endOf(tree);
    for (let entry = entries.firstOf(tree); entry < end; entry += 1)
      if (bears(entry, mode)) bearing.push(entry);
    return bearing;
  }

  /** Ids of what is listed: the same content mostly lies in many directories. */
  function idOf(entry: number): string {
    const target = entries.targetOf(entry);
    const known = ids.get(target);
    if (known !== undefined) return known;
    const made = entries.idOf(entry);
    ids.set(target, made);
    return made;
  }

  function rawOf(entry: number): RawEntry {
    return { kind: entries.kindOf(entry), name: entries.nameOf(entry), id: idOf(entry) };
  }

  function projectEntries(bearing: readonly number[], place: Place, depth: number): number {
    const { context, mode } = place;
    // Of ordinary directories none has a say in what their neighbours count for.
    const telling =
      mode === 'ordinary' ? bearing.filter((entry) => !entries.isDirectory(entry)) : bearing;
    const raw = telling.map(rawOf);
    const shape = shapeBy(raw, { context, mode, search }, place.rolesOf);
    const below = descend(bearing, raw, place, depth);
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
    return nodeFor(content, place);
  }

  /** Projects the directories of one, in which what else lies may tell how each is looked into. */
  function descend(
    bearing: readonly number[],
    raw: readonly RawEntry[],
    place: Place,
    depth: number,
  ): Pick<NodeContent, 'children' | 'cut' | 'unread'> {
    const wayOf = waysDown(raw, place.context, place.mode, search?.inside === true);
    const children: Child[] = [];
    const unread: Unread[] = [];
    const cut = whyCut(depth);
    for (const entry of bearing) {
      if (!entries.isDirectory(entry)) continue;
      const name = entries.nameOf(entry);
      const next = wayOf(name);
      if (next === null) continue;
      if (cut !== null) return { children, cut, unread };
      const target = entries.targetOf(entry);
      if (target < 0 || !trees.has(target)) {
        unread.push({ name, id: entries.idOf(entry) });
        continue;
      }
      const child = project(target, place.below(name, next), depth + 1);
      if (child !== nothing) children.push({ name, node: child });
    }
    return { children, cut: null, unread };
  }

  function whyCut(depth: number): string | null {
    if (depth >= maxDepth) return `directories nested deeper than ${maxDepth}`;
    return repeated > maxAgain ? 'the same directories in too many places' : null;
  }

  /** Equal directories are one node, whatever else lies in them. */
  function nodeFor(content: NodeContent, { mode, number }: Place): number {
    const { children, cut, files, installed, links: own, packages, problems, unread } = content;
    const size = children.length + files.length + unread.length + problems.length + own.length;
    if (size === 0 && cut === null && !installed && packages.length === 0) return nothing;
    const key = keyOf(number, content);
    const known = byKey[key];
    if (known !== undefined) return known;
    const index = addNode(listing, mode);
    byKey[key] = index;
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
      const node = project(tree, top, 0);
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
