import { isDeepStrictEqual } from 'node:util';
import { objectAt, removeMember, setMember } from './json-edit.ts';
import type { DocumentText } from './json-text.ts';
import { recordOf } from './lock-tree.ts';
import type { ResolvedStyle } from './resolved-style.ts';

type Entry = Readonly<Record<string, unknown>>;

/** What follows from the tree and not from the package. */
const flags = ['dev', 'devOptional', 'extraneous', 'optional', 'peer'];

/** npm sorts packages so (@npmcli/arborist, `json-stringify-nice` with locale `en`). */
const order = new Intl.Collator('en');

/**
 * Carries into a lockfile what distinguishes two that npm wrote, one for what is committed and one for what is wanted:
 * entries that are the same in both stay as they are, byte for byte, whatever npm would write today.
 */
export function mergeLock(
  original: DocumentText,
  before: Entry,
  after: Entry,
  style: ResolvedStyle,
): void {
  if (objectAt(original, ['packages']) !== null)
    mergePackages(original, recordOf(before['packages']), recordOf(after['packages']), style);
  if (objectAt(original, ['dependencies']) !== null)
    mergeNested(original, nestedEntries(before), nestedEntries(after), style);
}

function mergePackages(
  original: DocumentText,
  before: Entry,
  after: Entry,
  style: ResolvedStyle,
): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!/(?:^|\/)node_modules\//.test(key)) continue;
    const [old, wanted] = [own(before, key), own(after, key)];
    if (isDeepStrictEqual(old, wanted)) continue;
    if (wanted === null) removeMember(original, ['packages'], key);
    else if (old !== null && isSame(old, wanted))
      setFlags(original, ['packages', key], old, wanted);
    else {
      const name = typeof wanted['name'] === 'string' ? wanted['name'] : folderOf(key);
      setMember(original, ['packages'], key, styled(wanted, name, style), isAfter(key));
    }
  }
}

/** Version 1, and what version 2 keeps for npm 6: each entry holds those that lie in its directory. */
function mergeNested(
  original: DocumentText,
  before: ReadonlyMap<string, Nested>,
  after: ReadonlyMap<string, Nested>,
  style: ResolvedStyle,
): void {
  for (const [id, { path, entry: old }] of before) {
    const wanted = after.get(id)?.entry;
    if (wanted !== undefined && isSame(old, wanted)) setFlags(original, path, old, wanted);
    if (wanted !== undefined) continue;
    const parent = path.slice(0, -1);
    removeMember(original, parent, path.at(-1) ?? '');
    if (parent.length > 1 && objectAt(original, parent)?.members.length === 0)
      removeMember(original, parent.slice(0, -1), 'dependencies');
  }
  for (const [id, { alias, entry: wanted, path }] of after) {
    const old = before.get(id)?.entry ?? null;
    if (old !== null && isSame(old, wanted)) continue;
    const name = /^npm:(.+)@[^@]*$/.exec(String(wanted['version']))?.[1] ?? alias;
    const entry = styled(wanted, name, style);
    const there = objectAt(original, path);
    if (there === null) {
      setMember(original, path.slice(0, -1), alias, entry, isAfter(alias));
      continue;
    }
    const stale = there.members.map(({ key }) => key).filter((key) => key !== 'dependencies');
    for (const key of stale) if (own(entry, key) === null) removeMember(original, path, key);
    for (const [key, value] of Object.entries(entry))
      setMember(original, path, key, value, (other) => other === 'dependencies');
  }
}

interface Nested {
  readonly path: readonly string[];
  readonly alias: string;
  /** Without what lies in its directory. */
  readonly entry: Entry;
}

/** Entries by where they lie, those above before those below. */
function nestedEntries(file: Entry): Map<string, Nested> {
  const found = new Map<string, Nested>();
  const waiting: { at: Entry; path: string[] }[] = [
    { at: recordOf(file['dependencies']), path: ['dependencies'] },
  ];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const [alias, value] of Object.entries(next.at)) {
      const path = [...next.path, alias];
      const { dependencies, ...entry } = recordOf(value);
      found.set(JSON.stringify(path), { path, alias, entry });
      waiting.push({ at: recordOf(dependencies), path: [...path, 'dependencies'] });
    }
  }
  return found;
}

function setFlags(
  original: DocumentText,
  path: readonly string[],
  old: Entry,
  wanted: Entry,
): void {
  if (objectAt(original, path) === null) return;
  for (const flag of flags) {
    if (old[flag] === wanted[flag]) continue;
    if (wanted[flag] === undefined) removeMember(original, path, flag);
    else setMember(original, path, flag, wanted[flag]);
  }
}

function isSame(a: Entry, b: Entry): boolean {
  return a['version'] === b['version'] && a['name'] === b['name'] && a['link'] === b['link'];
}

/** The order of keys is npm's own: where it comes from stands after the version. */
function styled(entry: Entry, name: string, style: ResolvedStyle): Entry {
  const { resolved, version, ...rest } = entry;
  const bundled = entry['inBundle'] === true || entry['bundled'] === true;
  // Git, files and links are written as npm has them; of a bundled package nothing is said.
  if (entry['link'] === true || bundled || typeof version !== 'string') return entry;
  if (typeof resolved === 'string' && !/^https?:/.test(resolved)) return entry;
  if (!/^(?:npm:.*@)?\d/.test(version)) return entry;
  const address = style(name, version.replace(/^npm:.*@/, ''));
  const head = address === null ? { version } : { version, resolved: address };
  const named = Object.keys(entry)[0] === 'name' ? { name: entry['name'] } : {};
  return { ...named, ...head, ...rest };
}

function folderOf(location: string): string {
  return location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function isAfter(key: string): (other: string) => boolean {
  return (other) => order.compare(other, key) > 0;
}

function own(record: Entry, key: string): Entry | null {
  return Object.hasOwn(record, key) ? recordOf(record[key]) : null;
}
