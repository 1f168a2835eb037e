import { joinPath, type Listing, nodeOf, type Spot } from './listing.ts';

/** What the lockfiles and install records of one directory answer for. */
export interface Cover {
  /** Directories relative to that one; `all` at and below it where a lockfile could not be read whole. */
  readonly directories: readonly string[] | 'all';
}

/** What no lockfile or install record answers for. */
export interface Uncovered {
  /** `package.json` files, by content, with one place each. */
  readonly manifests: ReadonlyMap<string, Spot>;
  /** `node_modules` directories that hold packages, one place for each path. */
  readonly installedTrees: readonly Spot[];
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
 * Finds manifests that no lockfile answers for, and installed trees without a record of what was installed.
 * Each directory is looked at once for every distinct context, however many paths and roots lead to it.
 */
export function findUncovered(
  listing: Listing,
  covers: ReadonlyMap<number, readonly Cover[]>,
): Uncovered {
  const manifests = new Map<string, Spot>();
  const installedTrees = new Map<string, Spot>();
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
    const key = keyOf(index, context);
    if (seen.has(key)) continue;
    seen.add(key);
    const node = nodeOf(listing, index);
    const covered = withCovers(context.covered, covers.get(index) ?? []);
    const coveredHere = covered === 'all' || covered[0] === '';
    const record = holdsInstallRecord(listing, index);
    // Where a walk began in such a tree, no directory above could say that it is recorded.
    const recorded = context.recorded || (record && node.mode === 'modules');
    if (node.installed && !recorded && !installedTrees.has(path))
      installedTrees.set(path, { path, ref });
    const manifest = node.files.find((file) => file.role.kind === 'manifest');
    if (manifest !== undefined && !coveredHere && !manifests.has(manifest.id))
      manifests.set(manifest.id, { path: joinPath(path, manifest.name), ref });
    const below = coveredBelow(covered);
    for (const child of node.children) {
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
  return { manifests, installedTrees: [...installedTrees.values()] };
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
    nodeOf(listing, at).files.some((file) => file.role.kind !== 'manifest');
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

/** Whether a manifest asks for packages of its own. Null where it is no JSON object. */
export function asksForPackages(bytes: Uint8Array): boolean | null {
  try {
    const manifest: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) return null;
    const fields = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
    return fields.some((field) => {
      const value = (manifest as Record<string, unknown>)[field];
      return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    });
  } catch {
    return null;
  }
}
