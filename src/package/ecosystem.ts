/** A purl type. Types we have no reader for are kept as they are, so that coverage can name them. */
export type Ecosystem = string;

/** What advisories, lists and people write for a purl type, in lower case. */
const aliases: ReadonlyMap<string, Ecosystem> = new Map([
  ['crates', 'cargo'],
  ['crates.io', 'cargo'],
  ['go', 'golang'],
  ['gomod', 'golang'],
  ['js', 'npm'],
  ['node', 'npm'],
  ['nodejs', 'npm'],
  ['packagist', 'composer'],
  ['php', 'composer'],
  ['pip', 'pypi'],
  ['python', 'pypi'],
  ['rubygems', 'gem'],
  ['ruby', 'gem'],
  ['rust', 'cargo'],
]);

const known: ReadonlySet<string> = new Set([
  'cargo',
  'composer',
  'gem',
  'golang',
  'hex',
  'maven',
  'npm',
  'nuget',
  'pub',
  'pypi',
  'swift',
  'vscode-extension',
]);

/** The purl type for what a list calls an ecosystem (`PyPI`, `go`, `Packagist:…`), or null when the word names none. */
export function ecosystemOf(word: string): Ecosystem | null {
  const lower = word.trim().toLowerCase();
  const base = lower.split(':')[0] ?? lower;
  if (known.has(base)) return base;
  return aliases.get(base) ?? null;
}
