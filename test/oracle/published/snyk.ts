import { readerFor } from '../../../src/lockfile/index.ts';
import { baseName, directoryOf } from '../../../src/lockfile/reading/path.ts';
import type { Expectation, Objects } from '../published.ts';

interface DepGraph {
  readonly pkgs?: readonly {
    readonly info: { readonly name: string; readonly version?: string };
  }[];
  readonly graph?: { readonly rootNodeId: string };
}

/**
 * What the expected graphs of nodejs-lockfile-parser name, beside their lockfiles. They begin at one manifest, and
 * what it does not reach is not in them.
 */
export function snykExpectations(objects: Objects): Expectation[] {
  const found: Expectation[] = [];
  for (const path of objects.list()) {
    const reader = readerFor(path);
    if (reader === null || reader.kind === 'manifest') continue;
    const pairs = new Set<string>();
    for (const beside of objects.list()) {
      if (directoryOf(beside) !== directoryOf(path) || !/^expected.*\.json$/.test(baseName(beside)))
        continue;
      const graph = JSON.parse(objects.bytes(beside).toString()) as DepGraph;
      // The first package is the project itself.
      for (const { info } of graph.pkgs?.slice(1) ?? [])
        if (/^\d+\.\d+\.\d+/.test(info.version ?? '')) pairs.add(`${info.name}@${info.version}`);
    }
    if (pairs.size > 0)
      found.push({
        path,
        reader: reader.id,
        name: baseName(path),
        pairs,
        partial: true,
        refuses: false,
      });
  }
  return found;
}
