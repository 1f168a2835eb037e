import { createHash } from 'node:crypto';
import { identitiesAt, type PackageIdentity } from '../../lockfile/archive/manifest.ts';
import type { LockDocument, LockedPackage } from '../../lockfile/types.ts';
import { Problems, quoted } from '../../lockfile/reading/problems.ts';
import type { Artefact } from '../types.ts';
import type { InstalledTree } from './manifests.ts';

/** What became of a manifest. */
export type ReadManifest =
  | { readonly identity: PackageIdentity; readonly digest: string }
  | { readonly why: string };

/** The reader that evidence names, and its version: it rises whenever the same tree would read differently. */
const reader = 'node-modules@1';

/**
 * An installed tree as an artefact: what its packages' own manifests say. Its digest is over their places and contents,
 * as the tree has no bytes of its own.
 */
export function installedArtefact(
  tree: InstalledTree,
  read: ReadonlyMap<string, ReadManifest>,
): Artefact {
  const problems = new Problems();
  const packages: LockedPackage[] = [];
  const hash = createHash('sha256');
  for (const { id, name, path } of tree.manifests) {
    const manifest = read.get(id) ?? { why: 'was not read' };
    if ('why' in manifest) {
      problems.add('ENTRY_UNREADABLE', `the package.json of ${quoted(path)} ${manifest.why}`);
      hash.update(`${path}\0\0`);
      continue;
    }
    hash.update(`${path}\0${manifest.digest}\0`);
    for (const one of identitiesAt(manifest.identity, name)) packages.push(packageOf(path, one));
  }
  for (const path of tree.without)
    problems.add(
      'ENTRY_UNREADABLE',
      `${quoted(path)} lies where packages do and has no package.json`,
    );
  if (tree.cutOff) problems.add('ENTRY_UNREADABLE', 'more packages lie here than are looked at');
  return {
    digest: `sha256:${hash.digest('hex')}`,
    reader,
    ecosystems: ['npm'],
    reading: {
      formatVersion: '',
      describes: 'installation',
      documents: [documentOf(packages)],
      problems: problems.all(),
    },
  };
}

function packageOf(key: string, { name, version }: PackageIdentity): LockedPackage {
  return {
    key,
    ecosystem: 'npm',
    name,
    version,
    source: 'registry',
    resolved: null,
    commit: null,
    integrity: null,
    marks: [],
    scope: null,
  };
}

function documentOf(packages: readonly LockedPackage[]): LockDocument {
  return {
    label: 'project',
    packages,
    covers: [],
    graph: () => ({ importers: 'unknown', edges: [] }),
    lines: () => packages.map(() => 0),
  };
}
