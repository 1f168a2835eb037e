import type { Dependency, Edge, Importer, LockDocument, LockedPackage } from '../../types.ts';
import type { ParseContext } from '../../reading/format.ts';
import { requestsOf, type Request } from '../../reading/manifest.ts';
import { quoted } from '../../reading/problems.ts';
import { textOf } from '../../reading/value.ts';
import { coveredBy, memberPackage, workspacesOf, type Workspace } from '../workspaces.ts';
import type { Block } from './blocks.ts';
import { packageOf } from './identity.ts';
import { resolverOf, type Resolve } from './resolver.ts';

interface Indexed {
  readonly block: Block;
  /** Index into the document's packages. */
  readonly index: number;
}

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
  const answers = new Map<string, number>();
  for (const { block, index } of indexed) {
    for (const descriptor of block.descriptors) answers.set(descriptor, index);
  }
  const resolve = resolverOf((key) => answers.get(key), members, workspaces?.[0]);
  const edges = edgesOf(indexed, resolve, context);
  const importers = workspaces?.map((member) => importerOf(member, resolve, context)) ?? 'unknown';
  return {
    label: 'project',
    packages,
    covers: coveredBy(workspaces, context),
    graph: () => ({ importers, edges }),
    lines: () => lines,
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
    if (to === null && needsAnswer(request)) {
      noteMissing(request.alias, range, `${workspace.path}/package.json`, null, context);
    }
    dependencies.push({ ...request, to });
  }
  return { path: workspace.path, name: textOf(workspace.manifest.name), dependencies };
}

/** yarn v1 neither installs peers nor has to write links. */
export function needsAnswer({ kind, range }: Request): boolean {
  return kind !== 'peer' && range?.startsWith('link:') !== true;
}

function noteMissing(
  alias: string,
  range: string,
  by: string,
  line: number | null,
  context: ParseContext,
): void {
  context.problems.add('REFERENCE_MISSING', missingText(alias, range, by), line);
}

/** What is said of a dependency that no block answers; `by` is as it is shown. */
export function missingText(alias: string, range: string, by: string): string {
  return `no entry answers ${quoted(`${alias}@${range}`)}, asked for by ${by}`;
}
