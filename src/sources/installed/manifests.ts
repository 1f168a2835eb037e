import { type Listing, nodeOf } from '../listing.ts';

/** Packages of one tree that are looked at; a few kilobytes can hold more than there are atoms. */
const maxPackages = 200_000;

/** The manifest of an installed package. */
export interface InstalledManifest {
  /** The package's directory (`node_modules/a/node_modules/@acme/b`). */
  readonly path: string;
  /** By where it lies. */
  readonly name: string;
  /** What its content is asked for by. */
  readonly id: string;
}

/** All packages of an installed tree. */
export interface InstalledTree {
  /** Sorted by path. */
  readonly manifests: readonly InstalledManifest[];
  /** Directories of packages without a manifest that could be listed, sorted. */
  readonly without: readonly string[];
  /** Whether there are more than are looked at. */
  readonly cutOff: boolean;
}

interface Open {
  readonly node: number;
  /** Of the `node_modules` directory or the scope. */
  readonly path: string;
  /** With a slash behind it; `''` outside of one. */
  readonly scope: string;
}

/** The packages in and below a `node_modules` directory, nested ones too. */
export function installedTree(listing: Listing, modules: number): InstalledTree {
  const manifests: InstalledManifest[] = [];
  const without: string[] = [];
  const open: Open[] = [{ node: modules, path: 'node_modules', scope: '' }];
  let left = maxPackages;
  for (let at = open.pop(); at !== undefined && left >= 0; at = open.pop()) {
    const { children, packages } = nodeOf(listing, at.node);
    const byName = new Map(children.map(({ name, node }) => [name, node]));
    for (const child of children)
      if (nodeOf(listing, child.node).mode === 'unrecorded-scope')
        open.push({ node: child.node, path: `${at.path}/${child.name}`, scope: `${child.name}/` });
    for (const own of packages) {
      left -= 1;
      if (left < 0) break;
      const path = `${at.path}/${own}`;
      const node = byName.get(own);
      const inside = node === undefined ? null : nodeOf(listing, node);
      const manifest = inside?.files.find(({ role }) => role.kind === 'installed');
      if (manifest === undefined) without.push(path);
      else manifests.push({ path, name: at.scope + own, id: manifest.id });
      for (const child of inside?.children ?? [])
        if (nodeOf(listing, child.node).mode === 'modules')
          open.push({ node: child.node, path: `${path}/node_modules`, scope: '' });
    }
  }
  return {
    manifests: manifests.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    without: without.toSorted(),
    cutOff: left < 0,
  };
}
