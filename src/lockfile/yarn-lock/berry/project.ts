import type { ParseContext } from '../../reading/format.ts';
import { companionManifest } from '../../reading/manifest.ts';
import { joinPath } from '../../reading/path.ts';
import { Problems, quoted } from '../../reading/problems.ts';
import { workspacesOf } from '../workspaces.ts';

/** Manifests of a project's workspaces, by directory relative to the lockfile's own; null where one is not there. */
export type Manifests = ReadonlyMap<string, Record<string, unknown> | null>;

/**
 * The manifests of the workspaces that a lockfile has entries for. The project itself always has one, and so has every
 * directory that its package.json takes for a workspace: what lacks one was cut off.
 */
export function manifestsOf(paths: Iterable<string>, context: ParseContext): Manifests {
  const manifests = new Map<string, Record<string, unknown> | null>();
  for (const path of paths) manifests.set(path, null);
  if (!manifests.has('.')) {
    context.problems.add('REFERENCE_MISSING', 'has no entry for the project itself');
  }
  // The file names its workspaces: a pattern that is not understood takes nothing away.
  const listed = workspacesOf({ ...context, problems: new Problems() }) ?? [];
  for (const { manifest, path } of listed) {
    if (!manifests.has(path) && path !== '.') {
      context.problems.add('REFERENCE_MISSING', `no entry for the workspace ${quoted(path)}`);
    }
    manifests.set(path, manifest);
  }
  for (const [path, manifest] of manifests) {
    if (manifest !== null) continue;
    manifests.set(path, companionManifest(joinPath(path, 'package.json'), context));
  }
  return manifests;
}

/** The directory of a workspace, as the file has it, relative to the lockfile's own. */
export function workspacePath(resolved: string | null): string {
  return joinPath('.', resolved ?? '.');
}
