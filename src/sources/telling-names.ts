/** Ends of names that some format has, in lower case, without the dot. */
const endings: ReadonlySet<string> = new Set([
  'bash',
  'containerfile',
  'dockerfile',
  'in',
  'json',
  'lock',
  'lockb',
  'lockfile',
  'mk',
  'rdf',
  'sh',
  'spdx',
  'tgz',
  'toml',
  'txt',
  'whl',
  'xml',
  'yaml',
  'yml',
  'zip',
  'zsh',
]);

/** Names with an ending by which nothing is told. */
const names: ReadonlySet<string> = new Set([
  '.pnp.cjs',
  '.pnp.js',
  'gems.locked',
  'go.mod',
  'go.sum',
  'go.work.sum',
  'package.resolved',
  'packages.config',
  'setup.cfg',
  'setup.py',
]);

/**
 * Whether a file of this name could be of some format in some directory: a quick no for most names, which spares asking
 * every reader. Tests hold it against all that they answer to.
 */
export function mayTell(name: string): boolean {
  const dot = name.lastIndexOf('.');
  // Few names have no ending, and many of those tell something.
  if (dot <= 0 || endings.has(name.slice(dot + 1).toLowerCase())) return true;
  const lower = name.toLowerCase();
  return names.has(lower) || lower.startsWith('dockerfile') || lower.startsWith('containerfile');
}
