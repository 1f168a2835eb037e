import { isRecord, textOf } from '../../reading/value.ts';
import { splitDescriptor } from '../descriptor.ts';
import type { Workspace } from '../workspaces.ts';

/** Finds the package that answers `alias@range`: null where nothing does. */
export type Resolve = (alias: string, range: string) => number | null;

/**
 * Answers by descriptor, as yarn v1 does; `find` gives the package of a descriptor that stands in the file. Where no
 * block has the descriptor, a version forced by the project's `resolutions` answers, or the workspace member of that
 * name.
 */
export function resolverOf(
  find: (descriptor: string) => number | undefined,
  members: ReadonlyMap<string, number>,
  project: Workspace | undefined,
): Resolve {
  const forced = resolutionsOf(project?.manifest.resolutions);
  return (alias, range) => {
    const direct = find(range === '' ? alias : `${alias}@${range}`);
    const found = direct ?? find(`${alias}@${range.trim()}`);
    if (found !== undefined) return found;
    for (const version of forced.get(alias) ?? []) {
      const instead = find(`${alias}@${version}`);
      if (instead !== undefined) return instead;
    }
    return members.get(alias) ?? null;
  };
}

/** Versions by name from `resolutions`, whose keys are paths of names (`any-path/a`, `b/@scope/a`). */
function resolutionsOf(resolutions: unknown): ReadonlyMap<string, readonly string[]> {
  const versions = new Map<string, string[]>();
  if (!isRecord(resolutions)) return versions;
  for (const key of Object.keys(resolutions)) {
    const version = textOf(resolutions[key]);
    if (version === null) continue;
    const [last = '', scope = ''] = key.split('/').toReversed();
    const name = splitDescriptor(scope.startsWith('@') ? `${scope}/${last}` : last).name;
    const known = versions.get(name);
    if (known === undefined) versions.set(name, [version]);
    else known.push(version);
  }
  return versions;
}
