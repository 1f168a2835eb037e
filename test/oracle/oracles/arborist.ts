import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Arborist from '@npmcli/arborist';
import { baseName } from '../../../src/lockfile/reading/path.ts';
import type { CorpusFile } from '../corpus.ts';
import { inDirectory, type Oracle } from '../oracle.ts';

/** npm's own tree builder, on the lockfile alone. */
export const arborist: Oracle = {
  id: 'arborist',
  formats: ['npm-lock'],
  compares: 'packages',
  partial: false,
  states: (file) =>
    onTree(file, (nodes) => new Set(nodes.filter(isFetched).map((node) => pairOf(node)))),
};

/** What npm's tree says asks for what, between packages that are not the project's own. */
export const arboristEdges: Oracle = {
  id: 'arborist, edges',
  formats: ['npm-lock'],
  compares: 'edges',
  partial: false,
  states: (file) =>
    onTree(file, (nodes) => {
      const edges = new Set<string>();
      for (const node of nodes.filter(isFetched)) {
        for (const edge of node.edgesOut.values())
          if (edge.to !== null && isFetched(edge.to))
            edges.add(`${pairOf(node)} > ${pairOf(edge.to)}`);
      }
      return edges;
    }),
};

async function onTree(
  file: CorpusFile,
  say: (nodes: readonly Arborist.Node[]) => ReadonlySet<string>,
): Promise<ReadonlySet<string> | null> {
  if (file.path.includes('node_modules/')) return null;
  return inDirectory(file, baseName(file.path), async (directory) => {
    if (!file.beside.has('package.json'))
      writeFileSync(join(directory, 'package.json'), manifestOf(file.bytes));
    const tree = await new Arborist({ path: directory }).loadVirtual();
    return say([...tree.inventory.values()]);
  });
}

function isFetched(node: Arborist.Node): boolean {
  return !node.isRoot && !node.isLink && Boolean(node.inNodeModules()) && Boolean(node.version);
}

function pairOf(node: Arborist.Node): string {
  return `${node.packageName ?? node.name}@${node.version}`;
}

function manifestOf(bytes: Buffer): string {
  const lock: unknown = JSON.parse(bytes.toString().replace(/^\uFEFF/, ''));
  const packages = (lock as { packages?: Record<string, object> }).packages;
  return JSON.stringify(packages?.[''] ?? {});
}
