import { createHash } from 'node:crypto';
import { archivedPackage, archiveDocument } from '../archive/document.ts';
import { maxManifestBytes } from '../archive/manifest.ts';
import { isLfsPointer } from '../archive/pointer.ts';
import { listZip, unzipped } from '../archive/zip.ts';
import { normalName } from '../reading/python-package.ts';
import { binaryReaderOf, type ParseContext, type Parsed } from '../reading/format.ts';
import { quoted } from '../reading/problems.ts';
import type { LockedPackage, LockfileReader } from '../types.ts';
import { wheelControls } from './controls.ts';
import { wheelSight } from './sight.ts';

/**
 * A wheel (packaging.python.org, "Binary distribution format"): a zip archive whose `<name>-<version>.dist-info/METADATA`
 * says what it is.
 */
export const wheel: LockfileReader = binaryReaderOf({
  id: 'wheel',
  version: 1,
  kind: 'archive',
  ecosystems: ['pypi'],
  companions: [],
  sees: wheelSight,
  controls: wheelControls,
  matches: (path) => /[^/]\.whl$/.test(path),
  installed: () => false,
  parseBytes,
});

function parseBytes(bytes: Uint8Array, { problems }: ParseContext): Parsed {
  const nothing = { formatVersion: '', documents: [] };
  if (bytes.length === 0 || isLfsPointer(bytes)) {
    if (bytes.length === 0) problems.add('FILE_EMPTY', 'holds nothing');
    else problems.add('SYNTAX', 'stands for a file that Git LFS keeps elsewhere: look at that');
    return nothing;
  }
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const listing = listZip(archive);
  if ('broken' in listing) {
    problems.add('SYNTAX', `the archive cannot be read: ${listing.broken}`);
    return nothing;
  }
  const integrity = `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
  const packages: LockedPackage[] = [];
  for (const entry of listing.entries) {
    if (!/^[^/]+\.dist-info\/METADATA$/.test(entry.name)) continue;
    const content = unzipped(archive, entry, maxManifestBytes);
    const stated = 'why' in content ? content : identityIn(content.bytes.toString('utf8'));
    if ('why' in stated)
      problems.add('ENTRY_UNREADABLE', `${quoted(entry.name)} in the archive ${stated.why}`);
    else
      packages.push(
        archivedPackage({ ...stated, ecosystem: 'pypi', key: entry.name, integrity }, false),
      );
  }
  if (packages.length === 0 && problems.all().length === 0)
    problems.add('SYNTAX', 'no wheel: it holds no METADATA');
  return { ...nothing, documents: packages.length === 0 ? [] : [archiveDocument(packages)] };
}

/** Headers as of a mail, up to the first empty line (packaging.python.org, "Core metadata specifications"). */
function identityIn(text: string): { name: string; version: string } | { why: string } {
  const headers = text.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const header = (key: RegExp): string => key.exec(headers)?.[1]?.trim() ?? '';
  const [name, version] = [header(/^Name:(.*)$/im), header(/^Version:(.*)$/im)];
  if (name === '' || version === '') return { why: 'states no name and version' };
  return { name: normalName(name), version };
}
