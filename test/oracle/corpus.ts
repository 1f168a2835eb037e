// Real lockfiles, read as objects out of git repositories: nothing is checked out and nothing of theirs is run.
import { execFileSync } from 'node:child_process';
import { readerFor } from '../../src/lockfile/index.ts';
import { baseName, directoryOf, joinPath } from '../../src/lockfile/reading/path.ts';
import type { Neighbours } from '../../src/lockfile/types.ts';
import { companionNames } from '../../src/sources/companion-names.ts';

/** One lockfile of a public repository, with what its reader may consult in the same commit. */
export interface CorpusFile {
  readonly repository: string;
  readonly path: string;
  /** The path by which its reader is found: another where only the content tells what it is. */
  readonly readAs: string;
  readonly bytes: Buffer;
  readonly blob: string;
  readonly neighbours: Neighbours;
  /** Any file of the same commit, by its path from the directory of this one. */
  beside(path: string): Buffer | null;
}

/** Runs git in one repository. Throws where git fails, as it does for objects that a snapshot lacks. */
type Git = (...args: string[]) => Buffer;

/** Paths of one commit with the objects that lie there. */
type Tree = ReadonlyMap<string, string>;

/**
 * The lockfiles and SBOMs of a bare repository that `seen` does not have yet: all in its newest commit, and of each path
 * that ever was at most `versions` more, evenly spread over its history. `absent` is told of objects a snapshot lacks.
 */
export function* filesOf(
  gitDirectory: string,
  repository: string,
  versions: number,
  seen: Set<string>,
  absent: (what: string) => void,
): Generator<CorpusFile> {
  const git: Git = (...args) =>
    execFileSync('git', ['--git-dir', gitDirectory, ...args], {
      maxBuffer: 1 << 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const wanted = [...(versions === 0 ? [] : history(git, versions))];
  for (const { commit, paths } of [{ commit: 'HEAD', paths: null }, ...wanted]) {
    const tree = treeOf(git, commit);
    for (const path of paths ?? [...tree.keys()].filter((one) => isLockfile(one) || isJson(one))) {
      const blob = tree.get(path);
      if (blob === undefined || seen.has(blob)) continue;
      seen.add(blob);
      try {
        const bytes = git('cat-file', 'blob', blob);
        const beside = besideOf(git, tree, path);
        const neighbours = neighboursOf(tree, path, beside);
        const readAs = isLockfile(path) ? path : sbomName(bytes);
        if (readAs !== null) yield { repository, path, readAs, blob, bytes, neighbours, beside };
      } catch {
        absent(`${repository}:${path} ${blob}`);
      }
    }
  }
}

interface Wanted {
  readonly commit: string;
  readonly paths: readonly string[];
}

/** Commits that changed a lockfile, of each path as many as are wanted, newest first. */
function history(git: Git, versions: number): Wanted[] {
  const log = git('log', '--no-renames', '--format=%x00%H', '--name-only', '--diff-filter=AM');
  const commitsOf = new Map<string, string[]>();
  for (const entry of log.toString().split('\0')) {
    const [commit = '', ...paths] = entry.split('\n').filter((line) => line !== '');
    for (const path of paths.filter(isLockfile))
      commitsOf.set(path, [...(commitsOf.get(path) ?? []), commit]);
  }
  const chosen = [...commitsOf].flatMap(([path, commits]) => {
    const step = Math.max(1, commits.length / versions);
    return commits
      .filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step))
      .map((commit) => ({ commit, path }));
  });
  const byCommit = Map.groupBy(chosen, ({ commit }) => commit);
  return [...byCommit].map(([commit, all]) => ({ commit, paths: all.map(({ path }) => path) }));
}

function treeOf(git: Git, commit: string): Tree {
  const lines = git('ls-tree', '-r', '-z', commit).toString().split('\0');
  return new Map(
    lines.flatMap((line) => {
      const match = /^100\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line);
      return match === null ? [] : [[match[2] as string, match[1] as string]];
    }),
  );
}

function besideOf(git: Git, tree: Tree, path: string): CorpusFile['beside'] {
  return (one) => {
    const blob = tree.get(joinPath(directoryOf(path), one));
    return blob === undefined ? null : git('cat-file', 'blob', blob);
  };
}

/** Companions beside and below a file, and above the `node_modules` in which it lies. */
function neighboursOf(tree: Tree, path: string, beside: CorpusFile['beside']): Neighbours {
  const isCompanion = companionNames(readerFor(path)?.companions ?? []);
  const directory = directoryOf(path);
  const below = directory === '.' ? '' : `${directory}/`;
  const above = baseName(directory) === 'node_modules' ? ['../package.json'] : [];
  const paths = [...tree.keys()]
    .filter((one) => one.startsWith(below) && isCompanion(baseName(one)))
    .map((one) => one.slice(below.length))
    .filter((one) => !one.includes('node_modules/'));
  return {
    paths: [...above.filter((one) => tree.has(joinPath(directory, one))), ...paths],
    bytes: (one) => (isCompanion(baseName(one)) ? beside(one) : null),
  };
}

/** An SBOM may have any name: its beginning tells that it is one. */
function sbomName(bytes: Buffer): string | null {
  const start = bytes.toString('latin1', 0, 100_000);
  if (/"bomFormat"\s*:\s*"CycloneDX"/.test(start)) return 'bom.json';
  return /"spdxVersion"\s*:|spdx\.org\/rdf\/3/.test(start) ? 'spdx.json' : null;
}

function isJson(path: string): boolean {
  return path.endsWith('.json') && readerFor(path) === null;
}

function isLockfile(path: string): boolean {
  return readerFor(path)?.kind === 'lockfile';
}
