import { isRecord, textOf } from '../../reading/value.ts';
import type { Block } from './blocks.ts';
import { splitDescriptor } from './identity.ts';
import type { Workspace } from './workspaces.ts';

/** Finds the package that answers `alias@range`: null where nothing does. */
export type Resolve = (alias: string, range: string) => number | null;

export interface Indexed {
  readonly block: Block;
  /** Index into the document's packages. */
  readonly index: number;
}

/**
 * Answers by descriptor, as yarn v1 does. Where no block has the descriptor, a version forced by the
 * project's `resolutions` answers, or the workspace member of that name.
 */
export function resolverOf(
  blocks: readonly Indexed[],
  members: ReadonlyMap<string, number>,
  project: Workspace | undefined,
): Resolve {
  const answers = new Map<string, number>();
  for (const { block, index } of blocks) {
    for (const descriptor of block.descriptors) answers.set(descriptor, index);
  }
  const forced = resolutionsOf(project?.manifest.resolutions);
  return (alias, range) => {
    const direct = answers.get(range === '' ? alias : `${alias}@${range}`);
    const found = direct ?? answers.get(`${alias}@${range.trim()}`);
    if (found !== undefined) return found;
    for (const version of forced.get(alias) ?? []) {
      const instead = answers.get(`${alias}@${version}`);
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
    versions.set(name, [...(versions.get(name) ?? []), version]);
  }
  return versions;
}
