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
  const forced = forcedBy(project?.manifest.resolutions, find);
  return (alias, range) => {
    const direct = find(range === '' ? alias : `${alias}@${range}`);
    const found = direct ?? find(`${alias}@${range.trim()}`);
    return found ?? forced.get(alias) ?? members.get(alias) ?? null;
  };
}

/** What answers by name for `resolutions`, whose keys are paths of names (`any-path/a`, `b/@scope/a`): the first that does. */
function forcedBy(
  resolutions: unknown,
  find: (descriptor: string) => number | undefined,
): ReadonlyMap<string, number> {
  const forced = new Map<string, number>();
  if (!isRecord(resolutions)) return forced;
  for (const key of Object.keys(resolutions)) {
    const version = textOf(resolutions[key]);
    const [last = '', scope = ''] = key.split('/').toReversed();
    const name = splitDescriptor(scope.startsWith('@') ? `${scope}/${last}` : last).name;
    const answer = version === null ? undefined : find(`${name}@${version}`);
    if (answer !== undefined && !forced.has(name)) forced.set(name, answer);
  }
  return forced;
}
