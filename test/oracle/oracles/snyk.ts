import type { CorpusFile } from '../corpus.ts';
import type { Oracle } from '../oracle.ts';

interface Node {
  readonly nodeId: string;
  readonly pkgId: string;
  readonly info?: { readonly labels?: Readonly<Record<string, string>> };
  readonly deps: readonly { readonly nodeId: string }[];
}

interface DepGraph {
  toJSON(): { graph: { rootNodeId: string; nodes: readonly Node[] } };
}

type Parse = (manifest: string, lock: string, options: object) => Promise<DepGraph>;

/** snyk's graphs, from the project's manifest on: which package asks for which. */
export const snyk: Oracle = {
  id: 'snyk-nodejs-lockfile-parser',
  formats: ['npm-lock', 'pnpm-lock', 'yarn-lock'],
  compares: 'edges',
  // It begins at one manifest and leaves out what that does not reach.
  partial: true,
  workspaces: true,
  async states(file, tools) {
    const manifest = file.beside('package.json')?.toString();
    const name = parserOf(file);
    if (manifest === undefined || name === null) return null;
    const parse = (tools.require('snyk-nodejs-lockfile-parser') as Record<string, Parse>)[name];
    const graph = await (parse as Parse)(manifest, file.bytes.toString(), {
      includeDevDeps: true,
      includeOptionalDeps: true,
      includePeerDeps: true,
      strictOutOfSync: false,
      pruneCycles: false,
      pruneWithinTopLevelDeps: false,
      honorAliases: false,
    });
    const { nodes, rootNodeId } = graph.toJSON().graph;
    const ids = new Map(nodes.map((node) => [node.nodeId, pairOf(node)]));
    const edges = new Set<string>();
    for (const { deps, nodeId } of nodes) {
      const from = nodeId === rootNodeId ? null : ids.get(nodeId);
      for (const dep of deps) {
        const to = ids.get(dep.nodeId);
        if (from && to) edges.add(`${from} > ${to}`);
      }
    }
    return edges;
  },
};

/** What has an alias bears it as its name, and the real name in a label. Null for what has no version. */
function pairOf({ info, pkgId }: Node): string | null {
  const pair = info?.labels?.alias?.split('=>')[1] ?? pkgId;
  return /.@\d+\.\d+\.\d/.test(pair) ? pair : null;
}

function parserOf({ bytes, path }: CorpusFile): string | null {
  const text = bytes.toString();
  if (path.endsWith('yarn.lock'))
    return /^__metadata:/m.test(text) ? 'parseYarnLockV2Project' : 'parseYarnLockV1Project';
  if (path.endsWith('.yaml')) return 'parsePnpmProject';
  return /"packages"\s*:/.test(text) ? 'parseNpmLockV2Project' : null;
}
