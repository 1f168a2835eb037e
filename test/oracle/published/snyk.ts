import { readerFor } from '../../../src/lockfile/index.ts';
import { baseName, directoryOf } from '../../../src/lockfile/reading/path.ts';
import type { Expectation, Objects } from '../published.ts';

interface DepGraph {
  readonly pkgManager?: { readonly name: string };
  readonly graph?: {
    readonly rootNodeId: string;
    readonly nodes: readonly {
      readonly nodeId: string;
      readonly pkgId: string;
      readonly info?: { readonly labels?: Readonly<Record<string, string>> };
    }[];
  };
}

const managers: ReadonlyMap<string, string> = new Map([
  ['npm-lock', 'npm'],
  ['pnpm-lock', 'pnpm'],
  ['yarn-lock', 'yarn'],
]);

/**
 * What the expected graphs of nodejs-lockfile-parser name, beside the lockfiles of the manager they are made for. They
 * begin at one manifest, and what it does not reach is not in them.
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
      const expected = JSON.parse(objects.bytes(beside).toString()) as DepGraph;
      if (expected.pkgManager?.name === managers.get(reader.id))
        for (const pair of pairsOf(expected)) pairs.add(pair);
    }
    if (pairs.size > 0)
      found.push({
        path,
        folder: path.split('/').slice(0, -2).join('/'),
        reader: reader.id,
        name: baseName(path),
        pairs,
        partial: true,
        refuses: false,
      });
  }
  return found;
}

/** An alias has its real name in a label; what has no version, or was made up for want of an entry, is left out. */
function pairsOf({ graph }: DepGraph): string[] {
  return (graph?.nodes ?? []).flatMap(({ info, nodeId, pkgId }) => {
    const { alias, missingLockFileEntry } = info?.labels ?? {};
    const pair = alias?.split('=>')[1] ?? pkgId;
    const isStated = nodeId !== graph?.rootNodeId && missingLockFileEntry === undefined;
    return isStated && /.@\d+\.\d+\.\d+/.test(pair) ? pair : [];
  });
}
