import type { LockedPackage } from '../../types.ts';
import { commitOf, locate, registryCoordinates, type Location } from '../../reading/locator.ts';
import { marksOf } from '../../reading/marks.ts';
import { quoted, type Problems } from '../../reading/problems.ts';
import { splitDescriptor } from '../descriptor.ts';
import type { Block } from './blocks.ts';

/**
 * The package of a block, or null, with a problem, where the block states no version or no name.
 * The real name is the one behind `npm:` in a descriptor, else the one in the tarball's path: the
 * block's own `name` may be an alias that shares the block. Registries of GitLab and Artifactory have paths in which
 * a scope has no `@`, or none at all: those name what the block does.
 */
export function packageOf(block: Block, problems: Problems): LockedPackage | null {
  const key = block.descriptors.join(', ');
  const resolved = block.fields.get('resolved') ?? null;
  const version = block.fields.get('version') ?? '';
  const at = locationOf(block, resolved);
  const name = nameOf(block, at, resolved);
  if (name === '' || version === '') {
    const missing = name === '' ? 'name' : 'version';
    problems.add('ENTRY_UNREADABLE', `${quoted(key)} has no ${missing}`, block.line);
    return null;
  }
  return {
    key,
    ecosystem: 'npm',
    name,
    version,
    source: at.source,
    resolved,
    commit: at.commit,
    integrity: integrityOf(block, problems) ?? (at.source === 'git' ? null : sha1Of(resolved)),
    marks: marksOf(0),
    scope: null,
  };
}

function nameOf(block: Block, at: Location, resolved: string | null): string {
  for (const descriptor of block.descriptors) {
    const { range } = splitDescriptor(descriptor);
    if (range.startsWith('npm:')) return splitDescriptor(range.slice('npm:'.length)).name;
  }
  const served =
    at.source === 'registry' && resolved !== null ? registryCoordinates(resolved) : null;
  const stated = block.fields.get('name') ?? splitDescriptor(block.descriptors[0] ?? '').name;
  return served === null || stated.endsWith(`/${served.name}`) ? stated : served.name;
}

/** A block without `resolved` came from an offline mirror, a directory or a link: its descriptor tells. */
function locationOf(block: Block, resolved: string | null): Location {
  const { range } = splitDescriptor(block.descriptors[0] ?? '');
  const asked = isSpecifier(range) ? locate(range) : null;
  if (resolved === null) return asked ?? { source: 'registry', commit: null };
  const at = locate(resolved);
  const commit = commitOf(resolved);
  if (at.source === 'tarball' && asked?.source === 'git' && commit !== null) {
    return { source: 'git', commit };
  }
  return at;
}

function isSpecifier(range: string): boolean {
  return !range.startsWith('npm:') && (range.includes(':') || range.includes('/'));
}

/** Lengths of a digest in base64. The value is a bare word in the file, so one that was cut off looks whole. */
const digestLength: ReadonlyMap<string, number> = new Map([
  ['sha1', 28],
  ['sha256', 44],
  ['sha384', 64],
  ['sha512', 88],
]);

function integrityOf(block: Block, problems: Problems): string | null {
  const stated = block.fields.get('integrity') ?? '';
  if (stated === '') return null;
  const whole = stated.split(' ').every((hash) => {
    const dash = hash.indexOf('-');
    return digestLength.get(hash.slice(0, dash)) === hash.length - dash - 1;
  });
  if (whole) return stated;
  problems.add(
    'ENTRY_UNREADABLE',
    `the integrity of ${quoted(block.descriptors[0] ?? '')} is not whole`,
    block.line,
  );
  return null;
}

/** The tarball's SHA-1 that yarn puts behind `#`, as subresource integrity. */
function sha1Of(resolved: string | null): string | null {
  const hex = /#([0-9a-f]{40})$/.exec(resolved ?? '')?.[1];
  return hex === undefined ? null : `sha1-${Buffer.from(hex, 'hex').toString('base64')}`;
}
