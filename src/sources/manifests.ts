import { posix } from 'node:path';
import { joinPath, type Listing, nodeOf, type Spot } from './listing.ts';
import type { ReadableFile } from './readings.ts';
import type { Ref } from './types.ts';

/** Levels that a lockfile's say may reach above its directory; no path that is walked is deeper. */
const maxClimb = 200;

/** Directories in which one lockfile's directory may lie; where it lies in more, they are left to be named. */
const maxHolders = 10_000;

/** What the lockfiles and install records of one directory answer for. */
export interface Cover {
  /** Directories relative to that one; `all` at and below it where a lockfile could not be read whole. */
  readonly directories: readonly string[] | 'all';
}

export interface UncoveredManifest extends ReadableFile {
  readonly spot: Spot;
}

/** A `node_modules` directory, at one place. */
export interface InstalledSpot extends Spot {
  readonly node: number;
}

/** What no lockfile or install record answers for. */
export interface Uncovered {
  /** Manifests of the ecosystem, each with the first place at which nothing answers for it; there may be more. */
  readonly manifests: readonly UncoveredManifest[];
  /** `node_modules` directories that hold packages, one place for each path and content. */
  readonly installedTrees: readonly InstalledSpot[];
}

/**
 * Covers whose directories all lie at and below the one they are kept with: those that begin with `..` are handed to the
 * directories above, every one that holds the lockfile's. A way that leads out of what was listed covers nothing.
 */
export function raisedCovers(
  listing: Listing,
  covers: ReadonlyMap<number, readonly Cover[]>,
): Map<number, readonly Cover[]> {
  const raised = new Map<number, Cover[]>();
  const keep = (node: number, directories: Cover['directories']): void => {
    if (directories !== 'all' && directories.length === 0) return;
    raised.set(node, [...(raised.get(node) ?? []), { directories }]);
  };
  for (const [node, own] of covers) {
    for (const { directories } of own) {
      if (directories === 'all') {
        keep(node, directories);
        continue;
      }
      const byClimb = Map.groupBy(
        directories.map(climbOf).filter(({ climb }) => climb <= maxClimb),
        ({ climb }) => climb,
      );
      const levels = Math.max(0, ...byClimb.keys());
      let at = new Set([node]);
      for (let climb = 0; climb <= levels && at.size <= maxHolders; climb += 1) {
        const here = (byClimb.get(climb) ?? []).map(({ below }) => below);
        for (const one of at) keep(one, here);
        at = new Set([...at].flatMap((one) => nodeOf(listing, one).parents.map((up) => up.node)));
      }
    }
  }
  return raised;
}

/** `../../apps/x` climbs 2 and goes down to `apps/x`. */
function climbOf(directory: string): { climb: number; below: string } {
  const steps = posix.normalize(directory).split('/');
  const down = steps.findIndex((step) => step !== '..');
  const climb = down === -1 ? steps.length : down;
  return { climb, below: steps.slice(climb).join('/') };
}

/** What is said of a place by the directories above it. */
interface Context {
  /**
   * Directories at and below the place that a lockfile above answers for, relative to it (`''` for itself) and
   * sorted; or all of them.
   */
  readonly covered: readonly string[] | 'all';
  /** Whether a directory above has a record of its install. */
  readonly recordAbove: boolean;
  /** Whether such a record answers for packages that lie in this very place. */
  readonly recorded: boolean;
}

/**
 * Finds manifests of an ecosystem that no lockfile of it answers for, and installed trees without a record of what was
 * installed. `covers` are of that ecosystem. Each directory is looked at once for every distinct context, however many
 * paths and roots lead to it.
 */
export function findUncovered(
  listing: Listing,
  ecosystem: string,
  covers: ReadonlyMap<number, readonly Cover[]>,
): Uncovered {
  const manifests = new Map<string, UncoveredManifest>();
  const installedTrees = new Map<string, InstalledSpot>();
  const seen = new Set<string>();
  const open: (Spot & { node: number; context: Context })[] = listing.roots
    .toReversed()
    .map(({ node, refs }) => ({
      node,
      path: '',
      ref: refs[0] ?? null,
      context: { covered: [], recordAbove: false, recorded: false },
    }));
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { context, node: index, path, ref } = at;
    const look = keyOf(index, context);
    if (seen.has(look)) continue;
    seen.add(look);
    const node = nodeOf(listing, index);
    const covered = withCovers(context.covered, covers.get(index) ?? []);
    const coveredHere = covered === 'all' || covered[0] === '';
    const record = holdsInstallRecord(listing, index);
    // Where a walk began in such a tree, no directory above could say that it is recorded.
    const recorded = context.recorded || (record && node.mode === 'modules');
    const tree = `${index} ${path}`;
    if (node.installed && !recorded && !installedTrees.has(tree))
      installedTrees.set(tree, { node: index, path, ref });
    for (const { id, name, role } of coveredHere ? [] : node.files) {
      const key = `${index} ${name}`;
      if (role.kind !== 'manifest' || manifests.has(key)) continue;
      const { reader } = role;
      if (!reader.ecosystems.includes(ecosystem)) continue;
      const spot = { path: joinPath(path, name), ref };
      manifests.set(key, { node: index, name, id, reader, spot });
    }
    const below = coveredBelow(covered);
    // What lies in an unrecorded tree belongs to it.
    for (const child of node.mode === 'ordinary' ? node.children : []) {
      open.push({
        node: child.node,
        path: joinPath(path, child.name),
        ref,
        context: {
          covered: below(child.name),
          recordAbove: context.recordAbove || record,
          // A record speaks for its own project: a tree in a directory it does not know was installed apart.
          recorded: record || (context.recordAbove && coveredHere),
        },
      });
    }
  }
  return { manifests: [...manifests.values()], installedTrees: [...installedTrees.values()] };
}

/** Tells whether the covers answer for a directory at a ref, by its path. Asked again, it knows. */
export function coverAt(
  listing: Listing,
  covers: ReadonlyMap<number, readonly Cover[]>,
): (ref: Ref, directory: string) => boolean {
  const known = new Map<number, Map<string, boolean>>();
  const roots = new Map<Ref, number>();
  for (const { node, refs } of listing.roots) for (const ref of refs) roots.set(ref, node);
  return (ref, directory) => {
    const root = roots.get(ref);
    if (root === undefined) return false;
    const own = known.get(root) ?? new Map<string, boolean>();
    known.set(root, own);
    const found = own.get(directory) ?? isCovered(listing, root, directory, covers);
    own.set(directory, found);
    return found;
  };
}

function isCovered(
  listing: Listing,
  root: number,
  directory: string,
  covers: ReadonlyMap<number, readonly Cover[]>,
): boolean {
  let covered = withCovers([], covers.get(root) ?? []);
  let node = root;
  for (const name of directory === '' ? [] : directory.split('/')) {
    const child = nodeOf(listing, node).children.find((one) => one.name === name);
    if (child === undefined) return false;
    node = child.node;
    covered = withCovers(coveredBelow(covered)(name), covers.get(node) ?? []);
  }
  return covered === 'all' || covered[0] === '';
}

function keyOf(node: number, { covered, recordAbove, recorded }: Context): string {
  return `${node} ${recordAbove} ${recorded} ${covered === 'all' ? '/' : covered.join('\0')}`;
}

function withCovers(covered: Context['covered'], covers: readonly Cover[]): Context['covered'] {
  if (covers.length === 0 || covered === 'all') return covered;
  const all = new Set(covered);
  for (const { directories } of covers) {
    if (directories === 'all') return 'all';
    for (const directory of directories) all.add(joinPath('', directory));
  }
  return [...all].toSorted();
}

/** What of the covered directories lies at and below a child, for each child by its name. */
function coveredBelow(covered: Context['covered']): (child: string) => Context['covered'] {
  if (covered === 'all') return () => 'all';
  const byChild = new Map<string, string[]>();
  for (const directory of covered) {
    const slash = directory.indexOf('/');
    const child = slash === -1 ? directory : directory.slice(0, slash);
    const rest = byChild.get(child) ?? [];
    rest.push(slash === -1 ? '' : directory.slice(slash + 1));
    byChild.set(child, rest);
  }
  return (child) => byChild.get(child) ?? [];
}

/** Whether a directory's own `node_modules` (or the directory, being one) holds a record of the install. */
function holdsInstallRecord(listing: Listing, index: number): boolean {
  const node = nodeOf(listing, index);
  const records = (at: number): boolean =>
    nodeOf(listing, at).files.some(
      ({ role }) => role.kind === 'lockfile' || role.kind === 'unsupported',
    );
  if (node.mode === 'modules')
    return records(index) || node.children.some((child) => records(child.node));
  return node.children.some((child) => {
    const modules = nodeOf(listing, child.node);
    return (
      modules.mode === 'modules' &&
      (records(child.node) || modules.children.some((store) => records(store.node)))
    );
  });
}
