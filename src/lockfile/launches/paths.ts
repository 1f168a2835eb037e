import { baseName } from '../reading/path.ts';

/** How the commands of a file are written. */
export type LaunchShape =
  | 'docker'
  | 'hooks'
  | 'json'
  | 'make'
  | 'scripts'
  | 'shell'
  | 'toml'
  | 'yaml';

const byName: ReadonlyMap<string, LaunchShape> = new Map<string, LaunchShape>([
  ['.devcontainer.json', 'json'],
  ['.lefthook.json', 'json'],
  ['.lefthook.toml', 'toml'],
  ['.lefthook.yaml', 'yaml'],
  ['.lefthook.yml', 'yaml'],
  ['.mcp.json', 'json'],
  ['action.yaml', 'yaml'],
  ['action.yml', 'yaml'],
  ['claude_desktop_config.json', 'json'],
  ['containerfile', 'docker'],
  ['devcontainer.json', 'json'],
  ['dockerfile', 'docker'],
  ['gnumakefile', 'make'],
  ['lefthook.json', 'json'],
  ['lefthook.toml', 'toml'],
  ['lefthook.yaml', 'yaml'],
  ['lefthook.yml', 'yaml'],
  ['makefile', 'make'],
  ['package.json', 'scripts'],
]);

/** Names that mean something in one directory alone. */
const byPath: ReadonlyMap<string, LaunchShape> = new Map<string, LaunchShape>([
  ['.claude/settings.json', 'json'],
  ['.claude/settings.local.json', 'json'],
  ['.codex/config.toml', 'toml'],
  ['.codex/hooks.json', 'json'],
  ['.cursor/hooks.json', 'json'],
  ['.cursor/mcp.json', 'json'],
  ['.gemini/settings.json', 'json'],
  ['.vscode/mcp.json', 'json'],
  ['.vscode/tasks.json', 'json'],
]);

/** Hooks that husky lets a project have (git docs, "githooks"). */
const hooks =
  /^(?:applypatch-msg|commit-msg|post-(?:applypatch|checkout|commit|merge|rewrite)|pre-(?:applypatch|auto-gc|commit|merge-commit|push|rebase)|prepare-commit-msg)$/;

/** The shape of the file at a path within a target; null where it is none that starts installs. */
export function shapeAt(path: string): LaunchShape | null {
  const name = baseName(path).toLowerCase();
  const known = byName.get(name);
  if (known !== undefined) return known;
  if (name.endsWith('.sh') || name.endsWith('.bash') || name.endsWith('.zsh')) return 'shell';
  if (name.endsWith('.mk')) return 'make';
  if (/^(?:docker|container)file[.-]|\.(?:docker|container)file$/.test(name)) return 'docker';
  const above = path.slice(0, Math.max(0, path.length - name.length - 1));
  if (above === '') return null;
  const directory = baseName(above).toLowerCase();
  const exact = byPath.get(`${directory}/${name}`);
  if (exact !== undefined) return exact;
  if (directory === '.husky' && hooks.test(name)) return 'hooks';
  const inWorkflows =
    directory === 'workflows' && /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows$/i.test(above);
  return inWorkflows && /\.ya?ml$/.test(name) ? 'yaml' : null;
}
