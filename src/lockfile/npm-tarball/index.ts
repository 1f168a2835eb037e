import { createHash } from 'node:crypto';
import { archivedPackage, archiveDocument } from '../archive/document.ts';
import { gunzipped } from '../archive/inflate.ts';
import { identitiesAt, identityOf, installedNames, maxManifestBytes } from '../archive/manifest.ts';
import { isLfsPointer } from '../archive/pointer.ts';
import { isTar, type TarFile, walkTar } from '../archive/tar.ts';
import { binaryReaderOf, type ParseContext, type Parsed } from '../reading/format.ts';
import { type Problems, quoted } from '../reading/problems.ts';
import type { LockedPackage, LockfileReader } from '../types.ts';
import { npmTarballControls } from './controls.ts';
import { npmTarballSight } from './sight.ts';

/**
 * What registries of npm serve and `npm pack` writes (npm docs, "npm pack"): a tar archive in gzip with one directory, in
 * it a package.json, which says what it is. Packages that it brings along lie in its node_modules. A `.tgz` without such
 * a file is no package.
 */
export const npmTarball: LockfileReader = binaryReaderOf({
  id: 'npm-tarball',
  version: 1,
  kind: 'archive',
  ecosystems: ['npm'],
  companions: [],
  sees: npmTarballSight,
  controls: npmTarballControls,
  matches: (path) => /[^/]\.tgz$/.test(path),
  installed: () => false,
  parseBytes,
});

function parseBytes(bytes: Uint8Array, { problems }: ParseContext): Parsed {
  const tar = tarIn(bytes, problems);
  if (tar === null) return { formatVersion: '', documents: [] };
  const { broken, ended, files } = walkTar(tar.bytes, isManifest);
  if (broken !== null) problems.add('SYNTAX', `could not be read to its end: ${broken}`);
  else if (!ended && !tar.isPacked) problems.add('SYNTAX', 'could not be read to its end: cut off');
  // The package's own manifest first, whatever their order in the archive.
  const sorted = files.toSorted((a, b) => a.path.length - b.path.length);
  const packages = sorted.flatMap((file) => packagesOf(file, bytes, problems));
  return { formatVersion: '', documents: packages.length === 0 ? [] : [archiveDocument(packages)] };
}

function tarIn(
  bytes: Uint8Array,
  problems: Problems,
): { readonly bytes: Buffer; readonly isPacked: boolean } | null {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (whole.length === 0) problems.add('FILE_EMPTY', 'holds nothing');
  else if (isLfsPointer(bytes))
    problems.add('SYNTAX', 'stands for a file that Git LFS keeps elsewhere: look at that');
  // npm takes what is not packed as well (node-tar, "gzip").
  else if (isTar(whole)) return { bytes: whole, isPacked: false };
  else if (whole[0] !== 0x1f || whole[1] !== 0x8b)
    problems.add('SYNTAX', 'no archive: it does not begin as one');
  else {
    const unpacked = gunzipped(bytes);
    if ('bytes' in unpacked) return { bytes: unpacked.bytes, isPacked: true };
    problems.add('SYNTAX', `the archive ${unpacked.why}`);
  }
  return null;
}

/** `package/package.json`, whatever the directory is called, and those of packages that lie in node_modules there. */
function isManifest(path: readonly string[]): boolean {
  if (path.length === 2) return path[1] === 'package.json';
  return installedNames(path.slice(1)) !== null;
}

function packagesOf(
  { bytes, path }: TarFile,
  archive: Uint8Array,
  problems: Problems,
): LockedPackage[] {
  const key = path.slice(1).join('/');
  const name = installedNames(path.slice(1))?.at(-1) ?? null;
  const identity =
    bytes.length > maxManifestBytes
      ? { why: `has ${bytes.length} bytes, more than are read` }
      : identityOf(bytes);
  if ('why' in identity) {
    problems.add('ENTRY_UNREADABLE', `${quoted(key)} in the archive ${identity.why}`);
    return [];
  }
  const integrity = name === null ? integrityOf(archive) : null;
  return (name === null ? [identity] : identitiesAt(identity, name)).map((one) =>
    archivedPackage({ ...one, ecosystem: 'npm', key, integrity }, name !== null),
  );
}

/** What lockfiles have for this very archive: SHA-512, and SHA-1 as old ones do. */
function integrityOf(bytes: Uint8Array): string {
  return ['sha512', 'sha1']
    .map((algorithm) => `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`)
    .join(' ');
}
