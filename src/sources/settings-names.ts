/** Files that say how a client resolves. Names alone: those of a home directory are not seen. */
export const settingsNames: ReadonlySet<string> = new Set([
  '.npmrc',
  '.yarnrc.yml',
  'bunfig.toml',
  'package.json',
  'pnpm-workspace.yaml',
  'poetry.toml',
  'pyproject.toml',
  'uv.toml',
]);
