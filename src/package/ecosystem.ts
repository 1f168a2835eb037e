/** A purl type. Types we have no reader for are kept as they are, so that coverage can name them. */
export type Ecosystem = string;

/**
 * What advisories, lists and people write for a purl type, in lower case. OSV's own words are in its
 * schema (ossf.github.io/osv-schema, "Defined ecosystems").
 */
const aliases: ReadonlyMap<string, Ecosystem> = new Map([
  ['cratesio', 'cargo'],
  ['crate', 'cargo'],
  ['crates', 'cargo'],
  ['crates.io', 'cargo'],
  ['github actions', 'githubactions'],
  ['go', 'golang'],
  ['gomod', 'golang'],
  ['js', 'npm'],
  ['node', 'npm'],
  ['nodejs', 'npm'],
  ['npmjs', 'npm'],
  ['packagist', 'composer'],
  ['php', 'composer'],
  ['pip', 'pypi'],
  ['python', 'pypi'],
  ['rubygems', 'gem'],
  ['ruby', 'gem'],
  ['rust', 'cargo'],
  ['swifturl', 'swift'],
  ['vscode', 'vscode-extension'],
]);

const known: ReadonlySet<string> = new Set([
  'cargo',
  'composer',
  'gem',
  'githubactions',
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

/**
 * The purl type for a word that certainly stands for an ecosystem: one we know, else the word itself
 * in the characters a purl type allows, so that what it says is taken and coverage can name it.
 * Null when nothing is left of the word.
 */
export function ecosystemTypeOf(word: string): Ecosystem | null {
  const type = ecosystemOf(word);
  if (type !== null) return type;
  const base = word.trim().slice(0, 64).toLowerCase().split(':')[0] ?? '';
  const own = base.replace(/[^a-z0-9.+-]+/g, '-').replace(/^[^a-z]+|-+$/g, '');
  return own === '' ? null : own;
}
