import type { Dependency, Edge, Importer, LockDocument, LockedPackage } from '../../types.ts';
import type { ParseContext } from '../../reading/format.ts';
import { requestsOf } from '../../reading/manifest.ts';
import { marksOf } from '../../reading/marks.ts';
import { baseName } from '../../reading/path.ts';
import { quoted } from '../../reading/problems.ts';
import { textOf } from '../../reading/value.ts';
import type { Block } from './blocks.ts';
import { packageOf } from './identity.ts';
import { resolverOf, type Indexed, type Resolve } from './resolver.ts';
import { workspacesOf, type Workspace } from './workspaces.ts';

/**
 * Puts blocks and manifests together. The file names no importers: they are those of the package.json
 * beside it, or unknown. A descriptor that no block answers is a problem, because the block may have
 * been cut off.
 */
export function yarnDocument(blocks: readonly Block[], context: ParseContext): LockDocument {
  const packages: LockedPackage[] = [];
  const indexed: Indexed[] = [];
  for (const block of blocks) {
    const locked = packageOf(block, context.problems);
    if (locked === null) continue;
    indexed.push({ block, index: packages.length });
    packages.push(locked);
  }
  const lines = indexed.map(({ block }) => block.line);
  const workspaces = workspacesOf(context);
  const members = new Map<string, number>();
  for (const member of workspaces?.slice(1) ?? []) {
    const locked = memberPackage(member);
    members.set(locked.name, packages.length);
    packages.push(locked);
    lines.push(0);
  }
  const resolve = resolverOf(indexed, members, workspaces?.[0]);
  const edges = edgesOf(indexed, resolve, context);
  const importers = workspaces?.map((member) => importerOf(member, resolve, context)) ?? 'unknown';
  return {
    label: 'project',
    packages,
    covers: workspaces?.map(({ path }) => path) ?? (isManifestThere(context) ? 'unknown' : ['.']),
    graph: () => ({ importers, edges }),
    lines: () => lines,
  };
}

/** A manifest that is there and was not read may name members. */
function isManifestThere({ neighbours }: ParseContext): boolean {
  return neighbours.paths.includes('package.json');
}

function memberPackage({ path, manifest }: Workspace): LockedPackage {
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

function edgesOf(indexed: readonly Indexed[], resolve: Resolve, context: ParseContext): Edge[] {
  const edges: Edge[] = [];
  for (const { block, index } of indexed) {
    for (const { alias, range, optional, line } of block.needs) {
      const to = resolve(alias, range);
      if (to !== null) edges.push({ from: index, to, kind: optional ? 'optional' : 'prod' });
      else noteMissing(alias, range, quoted(block.descriptors[0] ?? ''), line, context);
    }
  }
  return edges;
}

function importerOf(workspace: Workspace, resolve: Resolve, context: ParseContext): Importer {
  const dependencies: Dependency[] = [];
  for (const request of requestsOf(workspace.manifest)) {
    const range = request.range ?? '';
    const to = resolve(request.alias, range);
    // yarn v1 neither installs peers nor has to write links.
    if (to === null && request.kind !== 'peer' && !range.startsWith('link:')) {
      noteMissing(request.alias, range, `${workspace.path}/package.json`, null, context);
    }
    dependencies.push({ ...request, to });
  }
  return { path: workspace.path, name: textOf(workspace.manifest.name), dependencies };
}

function noteMissing(
  alias: string,
  range: string,
  by: string,
  line: number | null,
  context: ParseContext,
): void {
  const wanted = quoted(`${alias}@${range}`);
  context.problems.add('REFERENCE_MISSING', `no entry answers ${wanted}, asked for by ${by}`, line);
}
