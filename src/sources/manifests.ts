import { joinPath, type Listing, nodeOf, type Spot } from './listing.ts';

/** What the lockfiles and install records of one directory answer for. */
export interface Cover {
  /** Directories relative to that one; `unknown` where a lockfile could not be read whole. */
  readonly directories: readonly string[] | 'unknown';
}

/** What no lockfile or install record answers for. */
export interface Uncovered {
  /** `package.json` files, by content, with one place each. */
  readonly manifests: ReadonlyMap<string, Spot>;
  /** `node_modules` directories that hold packages, one place for each path. */
  readonly installedTrees: readonly Spot[];
}

/** What the directories above a place say of it. */
interface Context {
  /** Full paths of directories that a lockfile above answers for, or all of them. */
  readonly covered: ReadonlySet<string> | 'all';
  readonly installRecordAbove: boolean;
}

/**
 * Finds manifests that no lockfile answers for, and installed trees without a record of what was installed.
 * Each distinct (directory, path, context) is looked at once, however many roots share it.
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
      context: { covered: new Set<string>(), installRecordAbove: false },
    }));
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const node = nodeOf(listing, at.node);
    const here = withCovers(
      at.context,
      at.path,
      covers.get(at.node) ?? [],
      holdsInstallRecord(listing, at.node),
    );
    const key = `${at.node} ${at.path} ${here.installRecordAbove} ${below(here.covered, at.path)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (node.installed && !here.installRecordAbove && !installedTrees.has(at.path))
      installedTrees.set(at.path, at);
    const covered = here.covered === 'all' || here.covered.has(at.path);
    const manifest = covered ? undefined : node.files.find((file) => file.role.kind === 'manifest');
    if (manifest && !manifests.has(manifest.id))
      manifests.set(manifest.id, { path: joinPath(at.path, manifest.name), ref: at.ref });
    for (const child of node.children) {
      open.push({
        node: child.node,
        path: joinPath(at.path, child.name),
        ref: at.ref,
        context: here,
      });
    }
  }
  return { manifests, installedTrees: [...installedTrees.values()] };
}

function withCovers(
  context: Context,
  path: string,
  covers: readonly Cover[],
  record: boolean,
): Context {
  const installRecordAbove = context.installRecordAbove || record;
  if (covers.length === 0) return { covered: context.covered, installRecordAbove };
  if (context.covered === 'all' || covers.some((cover) => cover.directories === 'unknown')) {
    return { covered: 'all', installRecordAbove };
  }
  const covered = new Set(context.covered);
  for (const cover of covers) {
    for (const directory of cover.directories as readonly string[])
      covered.add(joinPath(path, directory));
  }
  return { covered, installRecordAbove };
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

/** The covered directories that still matter below a path, as a key. */
function below(covered: ReadonlySet<string> | 'all', path: string): string {
  if (covered === 'all') return '*';
  const prefix = path === '' ? '' : `${path}/`;
  return [...covered]
    .filter((directory) => directory === path || directory.startsWith(prefix))
    .join(' ');
}

/** Whether a manifest asks for packages of its own. Null where it is not JSON. */
export function asksForPackages(bytes: Uint8Array): boolean | null {
  try {
    const manifest: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof manifest !== 'object' || manifest === null) return null;
    const fields = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
    return fields.some((field) => {
      const value = (manifest as Record<string, unknown>)[field];
      return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    });
  } catch {
    return null;
  }
}
