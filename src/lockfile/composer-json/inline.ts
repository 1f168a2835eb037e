import { type ComposerEntry, readComposerEntry } from '../composer-lock/entry.ts';
import { misfit } from '../reading/json.ts';
import type { Problems } from '../reading/problems.ts';
import { isRecord } from '../reading/value.ts';

export interface InlineEntry extends ComposerEntry {
  /** Its place among all packages that repositories describe. */
  readonly at: number;
}

/**
 * Packages that the manifest itself describes, in repositories of type `package` (getcomposer.org,
 * "Repositories"): one, or a list of several versions.
 */
export function inlinePackages(
  manifest: Record<string, unknown>,
  problems: Problems,
): readonly InlineEntry[] {
  const { repositories } = manifest;
  if (repositories === undefined || repositories === null) return [];
  if (typeof repositories !== 'object') {
    problems.add('ENTRY_UNREADABLE', misfit('repositories', 'a list'));
    return [];
  }
  const found: InlineEntry[] = [];
  let objects = -1;
  for (const [key, repository] of Object.entries(repositories)) {
    if (!isRecord(repository) || repository.package === undefined) continue;
    const described: unknown = repository.package;
    for (const item of Array.isArray(described) ? described : [described]) {
      if (isRecord(item)) objects += 1;
      if (repository.type !== 'package') continue;
      const entry = readComposerEntry(item, `repositories ${key}`, () => null, problems);
      if (entry !== null) found.push({ ...entry, at: objects });
    }
  }
  return found;
}
