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

/** Names that have no ending, or one by which nothing is told. Hooks are those that husky lets a project have. */
const names: ReadonlySet<string> = new Set([
  '.npmrc',
  '.pnp.cjs',
  '.pnp.js',
  'applypatch-msg',
  'commit-msg',
  'gems.locked',
  'gnumakefile',
  'go.mod',
  'go.sum',
  'go.work.sum',
  'makefile',
  'package.resolved',
  'packages.config',
  'pipfile',
  'post-applypatch',
  'post-checkout',
  'post-commit',
  'post-merge',
  'post-rewrite',
  'pre-applypatch',
  'pre-auto-gc',
  'pre-commit',
  'pre-merge-commit',
  'pre-push',
  'pre-rebase',
  'prepare-commit-msg',
  'setup.cfg',
  'setup.py',
]);

/** Names that begin so may go on in any way. */
const beginnings = ['containerfile', 'dockerfile'] as const;

/**
 * Whether a file of this name could be of some format in some directory: a quick no for most names, which spares asking
 * every reader. Tests hold it against all that they answer to.
 */
export function mayTell(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    endings.has(lower.slice(lower.lastIndexOf('.') + 1)) ||
    names.has(lower) ||
    beginnings.some((beginning) => lower.startsWith(beginning))
  );
}
