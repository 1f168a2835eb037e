import { archivedPackage, archiveDocument } from '../archive/document.ts';
import { identitiesAt, identityOf, installedNames, maxManifestBytes } from '../archive/manifest.ts';
import { isLfsPointer } from '../archive/pointer.ts';
import { listZip, unzipped, type ZipEntry } from '../archive/zip.ts';
import { binaryReaderOf, type ParseContext, type Parsed } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';
import { type Problems, quoted } from '../reading/problems.ts';
import type { LockedPackage, LockfileReader } from '../types.ts';
import { yarnCacheControls } from './controls.ts';
import { yarnCacheSight } from './sight.ts';

/** Manifests of one archive together; more than that no package brings along. */
const maxTogether = 64 * 1024 * 1024;

/**
 * An archive of the cache of yarn 2 and above, also where it is committed (yarnpkg.com, "Zero-installs"):
 * `<name>-npm-<version>-<hash>-<checksum>.zip`, in it `node_modules/<name>/`. Its name is for people; where it bears
 * another version than the package's manifest, both are stated.
 */
export const yarnCache: LockfileReader = binaryReaderOf({
  id: 'yarn-cache',
  version: 1,
  kind: 'archive',
  ecosystems: ['npm'],
  companions: [],
  sees: yarnCacheSight,
  controls: yarnCacheControls,
  matches: (path) =>
    /(?:^|\/)\.yarn\/cache\/[^/]+\.zip$/.test(path) || isArchiveName(baseName(path)),
  installed: () => false,
  parseBytes,
});

/** How yarn calls an archive (`@babel-core-npm-7.0.0-0123456789-abcdef0123.zip`), wherever its cache lies. */
function isArchiveName(name: string): boolean {
  return /^.+-npm-.+-[0-9a-f]{10}-[0-9a-f]{1,10}\.zip$/.test(name);
}

function parseBytes(bytes: Uint8Array, { path, problems }: ParseContext): Parsed {
  const nothing = { formatVersion: '', documents: [] };
  if (bytes.length === 0) {
    problems.add('FILE_EMPTY', 'holds nothing');
    return nothing;
  }
  if (isLfsPointer(bytes)) {
    problems.add('SYNTAX', 'stands for a file that Git LFS keeps elsewhere: look at that');
    return nothing;
  }
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const listing = listZip(archive);
  if ('broken' in listing) {
    problems.add('SYNTAX', `the archive cannot be read: ${listing.broken}`);
    return nothing;
  }
  const manifests = listing.entries.flatMap((entry) => {
    const names = installedNames(entry.name.split('/'));
    return names === null ? [] : [{ entry, names }];
  });
  const packages = packagesOf(archive, manifests, problems);
  if (manifests.length === 0) problems.add('SYNTAX', 'holds no package');
  const [first] = packages;
  const stated = first === undefined ? null : statedVersion(path, first.name);
  if (first !== undefined && stated !== null && stated !== first.version)
    packages.push({ ...first, key: baseName(path), version: stated });
  return { ...nothing, documents: packages.length === 0 ? [] : [archiveDocument(packages)] };
}

interface Manifest {
  readonly entry: ZipEntry;
  /** Of the packages on the way to it, its own last. */
  readonly names: readonly string[];
}

function packagesOf(
  archive: Buffer,
  manifests: readonly Manifest[],
  problems: Problems,
): LockedPackage[] {
  const packages: LockedPackage[] = [];
  let left = maxTogether;
  for (const { entry, names } of manifests.toSorted((a, b) => a.names.length - b.names.length)) {
    const content = unzipped(archive, entry, Math.min(left, maxManifestBytes));
    const identity = 'why' in content ? content : identityOf(content.bytes);
    left -= 'why' in content ? 0 : content.bytes.length;
    if ('why' in identity) {
      problems.add('ENTRY_UNREADABLE', `${quoted(entry.name)} in the archive ${identity.why}`);
      continue;
    }
    const key = entry.name.slice(0, -'/package.json'.length);
    for (const one of identitiesAt(identity, names.at(-1) ?? ''))
      packages.push(
        archivedPackage({ ...one, ecosystem: 'npm', key, integrity: null }, names.length > 1),
      );
  }
  return packages;
}

/** The version in an archive's name, where that begins with the package's. */
function statedVersion(path: string, name: string): string | null {
  const file = baseName(path);
  const start = `${name.replace('/', '-')}-npm-`;
  if (!file.startsWith(start)) return null;
  return /^(.+)-[0-9a-f]{10}-[0-9a-f]{1,10}\.zip$/.exec(file.slice(start.length))?.[1] ?? null;
}
