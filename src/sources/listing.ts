import type { LockfileReader } from '../lockfile/types.ts';
import type { SignRole } from './sign-files.ts';
import type { Ref, SourceProblemCode } from './types.ts';

/**
 * Why a file is of interest. A manifest counts only where no lockfile answers for it; a companion is consulted by readers
 * of other files and states nothing by itself. Any file may be consulted, whatever its role.
 */
export type Role =
  | { readonly kind: 'lockfile'; readonly reader: LockfileReader }
  | {
      readonly kind: 'unsupported';
      readonly format: string;
      readonly ecosystems: readonly string[];
    }
  | { readonly kind: 'manifest'; readonly reader: LockfileReader }
  /** A package as it is served, which answers for no manifest. */
  | { readonly kind: 'archive'; readonly reader: LockfileReader }
  /** A file may be this and something else: it is then listed once for either. */
  | { readonly kind: 'launcher'; readonly reader: LockfileReader }
  /** The manifest of an installed package, which says what lies there. */
  | { readonly kind: 'installed' }
  /** Listed besides, whatever else the file is. */
  | SignRole
  | { readonly kind: 'companion' };

/** A file of interest in one directory. */
export interface ListedFile {
  readonly name: string;
  /** What its content is asked for by: an object id, or an absolute path. Equal ids are equal bytes. */
  readonly id: string;
  readonly role: Role;
}

/**
 * How far a directory is looked into. Inside `node_modules` only the records of installs count and, where there is none,
 * the manifests of what lies there (`package`); `inside` a package nothing but signs.
 */
export type Mode =
  | 'ordinary'
  | 'modules'
  | 'scope'
  | 'unrecorded-scope'
  | 'pnpm-store'
  | 'package'
  | 'inside';

/** Something that could not be looked at, where it was met. */
export interface ListingProblem {
  readonly code: SourceProblemCode;
  readonly name: string | null;
  readonly message: string;
  readonly ecosystems: readonly string[] | null;
  readonly artefact: 'unreadable' | 'unsupported' | null;
}

/** A directory, or a git tree, which many commits share. Only what is of interest is kept. */
export interface DirectoryNode {
  readonly mode: Mode;
  readonly files: ListedFile[];
  readonly children: { readonly name: string; readonly node: number }[];
  readonly problems: ListingProblem[];
  /** In `modules` mode: whether packages lie there. */
  installed: boolean;
  /** In `modules` mode and those of scopes: the names of directories that are packages, links left out. */
  readonly packages: string[];
  /** Every directory that holds it; a root has none. */
  readonly parents: { readonly node: number; readonly name: string }[];
}

/** Where a walk began: a work tree, or the tree of the commits that refs point at. */
export interface Root {
  readonly node: number;
  readonly refs: readonly Ref[];
}

/** What one place holds, before any content was read. Roots of stronger refs come first. */
export interface Listing {
  readonly nodes: DirectoryNode[];
  readonly roots: Root[];
  /** Problems that belong to no directory. */
  readonly problems: ListingProblem[];
  /** The end of the path at which the roots lie, where that tells formats: two components at most, else `''`. */
  readonly above: string;
}

/** A listing of nothing. */
export function emptyListing(above = ''): Listing {
  return { nodes: [], roots: [], problems: [], above };
}

/** Adds a directory to a listing and gives its index. */
export function addNode(listing: Listing, mode: Mode): number {
  listing.nodes.push({
    mode,
    files: [],
    children: [],
    problems: [],
    installed: false,
    packages: [],
    parents: [],
  });
  return listing.nodes.length - 1;
}

/** Ties a directory to one that holds it. */
export function addChild(listing: Listing, parent: number, name: string, child: number): void {
  nodeOf(listing, parent).children.push({ name, node: child });
  nodeOf(listing, child).parents.push({ node: parent, name });
}

/** The directory of an index that the listing gave. */
export function nodeOf(listing: Listing, index: number): DirectoryNode {
  return listing.nodes[index] as DirectoryNode;
}

/** A place where a node can be met: a path, and the strongest ref that reaches it there. */
export interface Spot {
  /** `''` for a root. */
  readonly path: string;
  readonly ref: Ref | null;
}

/** One path at which a node lies. */
export function somePath(listing: Listing, index: number): string {
  return climb(listing, index).path;
}

/** One place to meet a node, by way of the first root that reached it. */
export function firstSpot(listing: Listing, index: number): Spot {
  const { path, root } = climb(listing, index);
  return { path, ref: listing.roots.find(({ node }) => node === root)?.refs[0] ?? null };
}

function climb(listing: Listing, index: number): { path: string; root: number } {
  const names: string[] = [];
  let at = index;
  for (
    let parent = nodeOf(listing, at).parents[0];
    parent !== undefined;
    parent = nodeOf(listing, at).parents[0]
  ) {
    names.push(parent.name);
    at = parent.node;
  }
  return { path: names.toReversed().join('/'), root: at };
}

/** Joins paths within a target; either side may be `''` or `.`, which name the same place. */
export function joinPath(directory: string, name: string): string {
  return [directory, name].filter((part) => part !== '' && part !== '.').join('/');
}
