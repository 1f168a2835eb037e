import Arborist from '@npmcli/arborist';
import type { CorpusFile } from '../corpus.ts';
import { inDirectory, type Oracle } from '../oracle.ts';

/** npm's own tree builder, on the lockfile alone. */
export const arborist: Oracle = {
  id: 'arborist',
  formats: ['npm-lock'],
  compares: 'packages',
  partial: false,
  workspaces: false,
  states: (file) =>
    onTree(file, (nodes) => new Set(nodes.filter(isFetched).map((node) => pairOf(node)))),
};

/** What npm's tree says asks for what, between packages that are not the project's own. */
export const arboristEdges: Oracle = {
  id: 'arborist, edges',
  formats: ['npm-lock'],
  compares: 'edges',
  partial: false,
  workspaces: false,
  states: (file) =>
    onTree(file, (nodes) => {
      const edges = new Set<string>();
      for (const node of nodes.filter(isFetched)) {
        for (const edge of node.edgesOut.values())
          if (edge.to !== null && isFetched(edge.to.target))
            edges.add(`${pairOf(node)} > ${pairOf(edge.to.target)}`);
      }
      return edges;
    }),
};

interface Lock {
  readonly packages?: Readonly<Record<string, object>>;
}

/** npm 12 reads no file of another name than package-lock.json, and the record of an installed tree has no root. */
async function onTree(
  file: CorpusFile,
  say: (nodes: readonly Arborist.Node[]) => ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const installed = file.path.endsWith('node_modules/.package-lock.json');
  const manifest = file.beside(installed ? '../package.json' : 'package.json');
  const root: unknown = manifest === null ? rootOf(file) : JSON.parse(manifest.toString());
  const files = {
    'package.json': JSON.stringify(root),
    'package-lock.json': installed ? withRoot(file, root) : file.bytes,
  };
  return inDirectory(files, async (path) => {
    const tree = await new Arborist({ path }).loadVirtual();
    return say([...tree.inventory.values()]);
  });
}

function rootOf({ bytes }: CorpusFile): object {
  const { packages } = JSON.parse(bytes.toString().replace(/^\uFEFF/, '')) as Lock;
  return packages?.[''] ?? {};
}

function withRoot({ bytes }: CorpusFile, root: unknown): string {
  const lock = JSON.parse(bytes.toString()) as Lock;
  return JSON.stringify({ ...lock, packages: { '': root, ...lock.packages } });
}

function isFetched(node: Arborist.Node): boolean {
  return !node.isRoot && !node.isLink && Boolean(node.inNodeModules()) && Boolean(node.version);
}

function pairOf(node: Arborist.Node): string {
  return `${node.packageName ?? node.name}@${node.version}`;
}
