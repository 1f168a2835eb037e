import { ecosystemOf } from '../package/ecosystem.ts';
import type { Indicator } from './schema.ts';

export type IndicatorKind = Indicator['kind'];

/** Labels as lists write them, folded to lower-case letters and digits. */
const labels: ReadonlyMap<string, IndicatorKind> = new Map([
  ['account', 'account'],
  ['actor', 'account'],
  ['c2', 'domain'],
  ['commit', 'commit'],
  ['directory', 'file-path'],
  ['domain', 'domain'],
  ['email', 'email'],
  ['file', 'file-name'],
  ['filename', 'file-name'],
  ['filepath', 'file-path'],
  ['fqdn', 'domain'],
  ['gitcommit', 'commit'],
  ['host', 'domain'],
  ['hostname', 'domain'],
  ['integrity', 'integrity'],
  ['ip', 'ip'],
  ['ipaddress', 'ip'],
  ['ipv4', 'ip'],
  ['ipv6', 'ip'],
  ['maintainer', 'account'],
  ['md5', 'md5'],
  ['path', 'file-path'],
  ['registry', 'registry-key'],
  ['registrykey', 'registry-key'],
  ['regkey', 'registry-key'],
  ['repo', 'repository'],
  ['repository', 'repository'],
  ['sha1', 'sha1'],
  ['sha256', 'sha256'],
  ['sha512', 'sha512'],
  ['uri', 'url'],
  ['url', 'url'],
  ['user', 'account'],
  ['useragent', 'user-agent'],
  ['username', 'account'],
  ['workflow', 'workflow'],
]);

const digestKinds: ReadonlyMap<number, IndicatorKind> = new Map([
  [32, 'md5'],
  [40, 'sha1'],
  [64, 'sha256'],
  [128, 'sha512'],
]);

const packageWords: ReadonlySet<string> = new Set([
  'dependency',
  'library',
  'module',
  'package',
  'packages',
  'pkg',
  'purl',
]);

/** Undoes the defanging lists use so that nobody clicks: `[.]`, `(.)`, `[:]`, `hxxp`. */
export function refang(value: string): string {
  return value
    .replace(/\[\.\]|\(\.\)|\{\.\}|\[dot\]/gi, '.')
    .replace(/\[:\]/g, ':')
    .replace(/\[:\/\/\]/g, '://')
    .replace(/\[@\]|\[at\]/gi, '@')
    .replace(/^h(?:xx|\*\*)p(s?):/i, 'http$1:');
}

/**
 * The kind of a value under a label (`ipv4`, `maliciousFiles`) and the labels around it, outermost first.
 * A digest is known by its own shape; otherwise the nearest label that names a kind decides.
 */
export function kindOf(around: readonly string[], raw: string): IndicatorKind {
  const value = refang(raw.trim());
  const shown = kindOfValue(value);
  const named = around.map(kindOfLabel).findLast((kind) => kind !== null) ?? null;
  const isDigest = shown !== null && [...digestKinds.values()].includes(shown);
  if (isDigest && named !== 'commit') return shown;
  if (named === null || [...digestKinds.values()].includes(named)) return shown ?? 'other';
  if (named === 'file-name' || named === 'file-path')
    return /[/\\]/.test(value) ? 'file-path' : 'file-name';
  return named;
}

/** The kind a label's last words name; null where they name none. */
function kindOfLabel(label: string): IndicatorKind | null {
  const words = wordsOf(label);
  for (const size of [3, 2, 1]) {
    const run = words.slice(-size).join('');
    const kind = labels.get(run) ?? labels.get(singular(run));
    if (kind !== undefined) return kind;
  }
  return null;
}

/** A commit with its repository, in the ways in which people and package managers write one. */
const commitText =
  /^(?:(?:github|gitlab|bitbucket):)?[\w.-]+\/[\w.-]+#[0-9a-f]{7,64}$|^git(?:\+\w+)?:\/\/[^\s#]+#[0-9a-f]{7,64}$|^https?:\/\/[^\s?#]+\/commits?\/[0-9a-f]{7,64}$/i;

/** The kind a value shows by itself; null where it could be many things. */
export function kindOfValue(value: string): IndicatorKind | null {
  if (/^[0-9a-f]+$/i.test(value)) return digestKinds.get(value.length) ?? null;
  if (/^sha(?:1|256|384|512)-[A-Za-z0-9+/]+={0,2}$/.test(value)) return 'integrity';
  if (commitText.test(value)) return 'commit';
  if (/^https?:\/\//i.test(value)) return 'url';
  if (/^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/.test(value)) return 'ip';
  if (/^(?:HKEY_|HKLM\\|HKCU\\)/i.test(value)) return 'registry-key';
  if (/^(?:\/|~\/|\$\w+\/|%\w+%\\|[A-Za-z]:\\)/.test(value)) return 'file-path';
  return null;
}

/** The kind of a value that cannot be a package: a digest, an integrity, something defanged, an address. */
export function unmistakableKind(raw: string): IndicatorKind | null {
  if (/\s/.test(raw)) return null;
  const value = refang(raw);
  const kind = kindOfValue(value);
  if (value !== raw) return kind ?? 'domain';
  return kind === 'url' ? null : kind;
}

/** Digests and domains in lower case, as they compare; all else as it stands. */
export function indicatorValue(kind: IndicatorKind, raw: string): string {
  const value = refang(raw.trim());
  return digestKinds.get(value.length) === kind || kind === 'domain' ? value.toLowerCase() : value;
}

/** Whether a row's type says that it holds a package, and of which ecosystem (`npm package`). */
export function packageLabel(label: string): { ecosystem: string | null } | null {
  const words = wordsOf(label);
  const ecosystem =
    ecosystemOf(label) ?? words.map(ecosystemOf).find((type) => type !== null) ?? null;
  if (words.some((word) => packageWords.has(word))) return { ecosystem };
  return ecosystem !== null && words.length === 1 ? { ecosystem } : null;
}

function wordsOf(label: string): string[] {
  return label
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Removes a plural, and the noun that only says digest (`sha256 hash`). */
function singular(word: string): string {
  return word
    .replace(/(?:hash(?:es)?|digests?)$/, '')
    .replace(/(?<=[a-z0-9])s$/, '')
    .replace(/sse$/, 'ss')
    .replace(/ie$/, 'y');
}
