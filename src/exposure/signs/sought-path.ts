import type { Indicator } from '../../incident/schema.ts';
import type { SoughtPath, SoughtSign } from '../../sources/signs.ts';

const workflows = ['.github', 'workflows'];

/**
 * The paths that an indicator seeks; none where it seeks none, or none that could lie in a repository.
 *
 * A file name, or a relative path, is sought by its components. A path on a machine (`/tmp/ld.py`, `~/.config/…`,
 * `%PROGRAMDATA%\x`) is sought by the end of it, the root, home directory or variable left out, as payloads are committed
 * with parts of such trees; where one component is left it could be anything and is passed over. So are directories,
 * placeholders (`<random>`), names of nothing but `*`, and files that a list says are what is stolen, not what is left.
 */
export function soughtPaths(
  { context, kind, value }: Pick<Indicator, 'context' | 'kind' | 'value'>,
  sign: SoughtSign,
): SoughtPath[] {
  if (kind === 'workflow') return workflowPaths(value, sign);
  if (kind !== 'file-name' && kind !== 'file-path') return [];
  if (/\bcredential[\s_-]?(?:paths?|files?)\b/i.test(context ?? '')) return [];
  const text = value.trim().replaceAll('\\', '/');
  const bare = text.replace(/^(?:[A-Za-z]:|~|%[^%/]+%|\$\{?\w+\}?)?\/+/, '');
  const onMachine = bare !== text;
  const components = componentsOf(bare);
  if (components === null || (onMachine && components.length < 2)) return [];
  return [pathOf(components, sign)];
}

/** A file of workflows, in its directory; a name may be that of a file as well. */
function workflowPaths(value: string, sign: SoughtSign): SoughtPath[] {
  const components = componentsOf(value.trim());
  if (components === null) return [];
  if (components.length > 1) return [pathOf(components, sign)];
  const [name] = components as [string];
  if (/\.ya?ml$/.test(name)) return [pathOf([...workflows, name], sign)];
  return ['yml', 'yaml'].map((end) => pathOf([...workflows, `${name}.${end}`], sign));
}

function componentsOf(path: string): string[] | null {
  if (path === '' || path.endsWith('/') || path.length > 1000) return null;
  const components = path.split('/').filter((one) => one !== '' && one !== '.');
  const odd = components.some((one) => one === '..' || /[<>"|]/.test(one) || one.includes('\0'));
  const name = components.at(-1) ?? '';
  return odd || name.replace(/[*.]/g, '').length < 2 ? null : components;
}

function pathOf(components: readonly string[], sign: SoughtSign): SoughtPath {
  return { sign, name: components.at(-1) ?? '', above: components.slice(0, -1) };
}
