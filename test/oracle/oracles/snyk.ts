import type { CorpusFile } from '../corpus.ts';
import type { Oracle } from '../oracle.ts';

interface DepGraph {
  toJSON(): {
    graph: {
      rootNodeId: string;
      nodes: { nodeId: string; pkgId: string; deps: { nodeId: string }[] }[];
    };
  };
}

type Parse = (manifest: string, lock: string, options: object) => Promise<DepGraph>;

/** snyk's graphs, from the project's manifest on: which package asks for which. */
export const snyk: Oracle = {
  id: 'snyk-nodejs-lockfile-parser',
  formats: ['npm-lock', 'pnpm-lock', 'yarn-lock'],
  compares: 'edges',
  // It begins at one manifest and leaves out what that does not reach.
  partial: true,
  async states(file, tools) {
    const manifest = file.beside.get('package.json')?.toString();
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
    const ids = new Map(nodes.map(({ nodeId, pkgId }) => [nodeId, pkgId]));
    const edges = new Set<string>();
    for (const { deps, nodeId, pkgId } of nodes) {
      if (nodeId === rootNodeId) continue;
      for (const dep of deps) edges.add(`${pkgId} > ${ids.get(dep.nodeId)}`);
    }
    return new Set([...edges].filter((edge) => !/@(?:undefined|missing)|@ |@$/.test(edge)));
  },
};

function parserOf({ bytes, path }: CorpusFile): string | null {
  const text = bytes.toString();
  if (path.endsWith('yarn.lock'))
    return /^__metadata:/m.test(text) ? 'parseYarnLockV2Project' : 'parseYarnLockV1Project';
  if (path.endsWith('.yaml')) return 'parsePnpmProject';
  return /"packages"\s*:/.test(text) ? 'parseNpmLockV2Project' : null;
}
