import { join } from 'node:path';
import type { Doors } from '../../host/doors.ts';
import { type Entry, reasonOf } from '../../host/files.ts';
import { belongsToGit, looksBare } from '../git/locate.ts';
import { addChild, addNode, emptyListing, type Listing, type Mode, nodeOf } from '../listing.ts';
import { childContext, type RawEntry, shapeOf } from '../shape.ts';
import type { SignSearch } from '../sign-files.ts';
import { beginSearch } from '../sign-search.ts';
import type { SoughtSigns } from '../signs.ts';
import type { Ref } from '../types.ts';
import { beginningAt } from './beginning.ts';
import { followLinks } from './links.ts';

/** Files of one owner: a repository's work tree, or what lies outside all of them. */
export interface WalkedTree {
  /** Absolute path of its top. */
  readonly top: string;
  /** Path relative to where the walk began, `''` for that place. */
  readonly path: string;
  readonly kind: 'loose' | 'worktree' | 'bare';
  readonly listing: Listing;
  /** What else is looked for in it; null where nothing is. */
  readonly search: SignSearch | null;
  /** Whether any file lies in it. */
  holdsFiles: boolean;
}

/** A directory still to be listed. */
interface Pending {
  readonly tree: WalkedTree;
  readonly node: number;
  readonly directory: string;
  readonly path: string;
  readonly context: string;
  readonly mode: Mode;
  /** Whether it lies in a repository's own directory, where git's files are of no interest. */
  readonly inGit: boolean;
}

const width = 32;
const maxDepth = 200;
const worktree: Ref = { name: 'worktree', class: 'worktree', commit: null, committedAt: null };

/**
 * Walks a directory once and gives the trees in it: the first is what lies outside every repository,
 * then one for each repository, bare or with a work tree. Only links that installers make are followed.
 */
export async function walkDirectory(
  top: string,
  signs: SoughtSigns | null,
  doors: Doors,
): Promise<WalkedTree[]> {
  const trees: WalkedTree[] = [];
  let level = [begin(trees, top, signs)];
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: Pending[] = [];
    for (let from = 0; from < level.length; from += width) {
      doors.signal.throwIfAborted();
      const some = level.slice(from, from + width);
      const listed = await Promise.all(some.map((pending) => listOne(pending, doors)));
      for (const [index, entries] of listed.entries()) {
        const pending = some[index] as Pending;
        if (entries === null) continue;
        if (depth <= maxDepth)
          next.push(...(await enter(pending, entries, trees, { top, signs }, doors)));
        else
          problem(
            pending,
            'LIMIT_REACHED',
            null,
            `directories nested deeper than ${maxDepth}: the rest was not looked at`,
          );
      }
    }
    level = next;
  }
  return trees;
}

async function listOne(pending: Pending, doors: Doors): Promise<Entry[] | null> {
  try {
    return await doors.files.listDirectory(pending.directory);
  } catch (error) {
    problem(
      pending,
      'DIRECTORY_UNREADABLE',
      null,
      `this directory cannot be listed: ${isMangled(pending.directory) ? 'its name is not UTF-8' : reasonOf(error)}`,
    );
    return null;
  }
}

/** Whether a path holds the mark that stands for bytes that are no text: no file bears such a name. */
function isMangled(path: string): boolean {
  return path.includes('\ufffd');
}

/** Takes in a listed directory and gives the directories below it. */
async function enter(
  pending: Pending,
  listed: Entry[],
  trees: WalkedTree[],
  { signs, top }: { readonly top: string; readonly signs: SoughtSigns | null },
  doors: Doors,
): Promise<Pending[]> {
  const { directory, mode, path } = pending;
  const bare = mode === 'ordinary' && looksBare(listed);
  if (bare) openTree(trees, 'bare', directory, path, null);
  // A work tree can be made to look like a repository: what is not git's own is read like any file.
  const entries = bare ? listed.filter((entry) => !belongsToGit(entry.name)) : listed;
  const beginsWorkTree = mode === 'ordinary' && entries.some((entry) => entry.name === '.git');
  const at = beginsWorkTree ? openTree(trees, 'worktree', directory, path, signs) : pending;
  const inGit = !beginsWorkTree && (bare || pending.inGit);
  const raw = entries.map((entry): RawEntry => ({ ...entry, id: join(directory, entry.name) }));
  const followed = await followLinks(raw, mode, top, doors);
  const shape = shapeOf(followed.entries, at.context, mode, inGit ? null : at.tree.search);
  const node = nodeOf(at.tree.listing, at.node);
  for (const file of shape.files) node.files.push(file);
  for (const name of shape.packages) node.packages.push(name);
  for (const one of shape.problems) node.problems.push(one);
  // A store's record lies in it, and what lies above was not looked at where the walk began there.
  node.installed =
    shape.installed || (mode === 'pnpm-store' && directory === top && shape.files.length === 0);
  at.tree.holdsFiles ||= inGit
    ? shape.files.some((file) => file.role.kind !== 'companion')
    : entries.some((entry) => entry.kind !== 'directory' && entry.name !== '.git');
  for (const { message, name } of followed.hidden) problem(at, 'LINK_NOT_FOLLOWED', name, message);
  return shape.directories.map(({ id, mode: childMode, name }) => {
    const child = addNode(at.tree.listing, childMode);
    addChild(at.tree.listing, at.node, name, child);
    const childPath = path === '' ? name : `${path}/${name}`;
    return {
      tree: at.tree,
      node: child,
      directory: id,
      path: childPath,
      context: childContext(at.context, name),
      mode: childMode,
      inGit,
    };
  });
}

/** Opens the tree of what lies outside every repository, read as what its path says that it is. */
function begin(trees: WalkedTree[], top: string, signs: SoughtSigns | null): Pending {
  const { context, mode, withinInstalled } = beginningAt(top);
  const pending = openTree(trees, 'loose', top, '', signs, { context, mode });
  if (withinInstalled)
    nodeOf(pending.tree.listing, pending.node).problems.push({
      code: 'INSTALLED_TREE_UNREAD',
      name: null,
      message: 'lies within an installed tree, whose record lies above: scan that',
      ecosystems: ['npm'],
      artefact: 'unsupported',
    });
  return pending;
}

function openTree(
  trees: WalkedTree[],
  kind: WalkedTree['kind'],
  top: string,
  path: string,
  signs: SoughtSigns | null,
  { context, mode }: Pick<Pending, 'context' | 'mode'> = { context: '', mode: 'ordinary' },
): Pending {
  // What is installed in a work tree is not looked into: it can be as large as the disk.
  const search = signs === null ? null : beginSearch(signs, false);
  const listing = emptyListing(context);
  const tree: WalkedTree = { top, path, kind, listing, search, holdsFiles: false };
  const node = addNode(tree.listing, mode);
  tree.listing.roots.push({ node, refs: [worktree] });
  trees.push(tree);
  return { tree, node, directory: top, path, context, mode, inGit: false };
}

function problem(
  at: Pending,
  code: 'DIRECTORY_UNREADABLE' | 'LIMIT_REACHED' | 'LINK_NOT_FOLLOWED',
  name: string | null,
  message: string,
): void {
  nodeOf(at.tree.listing, at.node).problems.push({
    code,
    name,
    message,
    ecosystems: null,
    artefact: null,
  });
}
