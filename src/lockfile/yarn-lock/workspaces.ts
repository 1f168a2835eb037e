import type { LockDocument, LockedPackage } from '../types.ts';
import type { ParseContext } from '../reading/format.ts';
import { companionManifest } from '../reading/manifest.ts';
import { marksOf } from '../reading/marks.ts';
import { baseName, directoryOf, joinPath } from '../reading/path.ts';
import { quoted } from '../reading/problems.ts';
import { isRecord, textOf } from '../reading/value.ts';
import { matchesPattern } from './pattern.ts';

export interface Workspace {
  /** Directory relative to the lockfile's own. */
  readonly path: string;
  readonly manifest: Record<string, unknown>;
}

/**
 * The project and its workspace members, from the package.json beside the lockfile and those its
 * `workspaces` patterns match. Null where there is no readable package.json. yarn v1 never looks for
 * members in node_modules.
 */
export function workspacesOf(context: ParseContext): readonly Workspace[] | null {
  const manifest = companionManifest('package.json', context);
  if (manifest === null) return null;
  const patterns = patternsOf(manifest.workspaces, context);
  const found: Workspace[] = [{ path: '.', manifest }];
  if (patterns.length === 0) return found;
  for (const path of context.neighbours.paths.toSorted()) {
    const directory = directoryOf(path);
    if (baseName(path) !== 'package.json' || !isMember(directory, patterns)) continue;
    const member = companionManifest(path, context);
    if (member !== null) found.push({ path: directory, manifest: member });
  }
  return found;
}

/** A member as a package of the document. */
export function memberPackage({ path, manifest }: Workspace): LockedPackage {
  return {
    key: path,
    ecosystem: 'npm',
    name: textOf(manifest.name) ?? baseName(path),
    version: textOf(manifest.version) ?? '',
    source: 'workspace',
    resolved: path,
    commit: null,
    integrity: null,
    marks: marksOf(0),
    scope: null,
  };
}

/** Directories that a lockfile without members of its own answers for. A manifest that was not read may name members. */
export function coveredBy(
  workspaces: readonly Workspace[] | null,
  { neighbours }: ParseContext,
): LockDocument['covers'] {
  if (workspaces !== null) return workspaces.map(({ path }) => path);
  return neighbours.paths.includes('package.json') ? 'unknown' : ['.'];
}

/** `workspaces` is a list of patterns, or an object with one in `packages` (yarn v1, "nohoist"). */
function patternsOf(workspaces: unknown, context: ParseContext): readonly string[] {
  const listed = isRecord(workspaces) ? workspaces.packages : workspaces;
  if (!Array.isArray(listed)) return [];
  const patterns: string[] = [];
  for (const pattern of listed) {
    if (typeof pattern === 'string' && !/[?{}[\]()]/.test(pattern)) patterns.push(pattern);
    else {
      const shown = quoted(String(pattern));
      context.problems.add('ENTRY_UNREADABLE', `workspace pattern ${shown} is not understood`);
    }
  }
  return patterns;
}

function isMember(directory: string, patterns: readonly string[]): boolean {
  if (directory === '.' || directory.startsWith('..')) return false;
  if (directory.split('/').includes('node_modules')) return false;
  let member = false;
  for (const pattern of patterns) {
    const excludes = pattern.startsWith('!');
    const normal = joinPath('.', excludes ? pattern.slice(1) : pattern);
    if (member === excludes && matchesPattern(directory, normal)) member = !excludes;
  }
  return member;
}
