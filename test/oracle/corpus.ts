// Real lockfiles, read as objects out of git repositories: nothing is checked out and nothing of theirs is run.
import { execFileSync } from 'node:child_process';
import { readerFor } from '../../src/lockfile/index.ts';

/** One lockfile of a public repository, with what lies in the same directory of the same commit. */
export interface CorpusFile {
  readonly repository: string;
  readonly path: string;
  readonly bytes: Buffer;
  readonly blob: string;
  /** Contents of neighbours by base name. */
  readonly beside: ReadonlyMap<string, Buffer>;
}

/** Neighbours that some reader or oracle consults. */
const consulted: ReadonlySet<string> = new Set([
  'Pipfile',
  'composer.json',
  'package.json',
  'pyproject.toml',
]);

interface Entry {
  readonly path: string;
  readonly blob: string;
}

/**
 * The distinct lockfiles of a bare repository: all in its newest commit, and of each path at most `versions` more,
 * evenly spread over its history.
 */
export function filesOf(gitDirectory: string, repository: string, versions: number): CorpusFile[] {
  const git = (...args: string[]): Buffer =>
    execFileSync('git', ['--git-dir', gitDirectory, ...args], { maxBuffer: 1 << 30 });
  const seen = new Set<string>();
  const files: CorpusFile[] = [];
  const take = (tree: readonly Entry[], only: string | null): void => {
    const inDirectory = Map.groupBy(tree, ({ path }) => directoryOf(path));
    for (const { blob, path } of tree) {
      if (seen.has(blob) || (only !== null && path !== only) || !isLockfile(path)) continue;
      seen.add(blob);
      const beside = new Map(
        (inDirectory.get(directoryOf(path)) ?? [])
          .filter((entry) => consulted.has(baseName(entry.path)))
          .map((entry) => [baseName(entry.path), git('cat-file', 'blob', entry.blob)]),
      );
      files.push({ repository, path, blob, bytes: git('cat-file', 'blob', blob), beside });
    }
  };
  const head = treeOf(git, 'HEAD');
  take(head, null);
  for (const { path } of versions === 0 ? [] : head.filter((entry) => isLockfile(entry.path))) {
    const commits = git('log', '--format=%H', 'HEAD', '--', path).toString().trim().split('\n');
    const step = Math.max(1, Math.floor(commits.length / versions));
    for (let at = step; at < commits.length; at += step) {
      const commit = commits[at] as string;
      take(treeOf(git, commit, directoryOf(path)), path);
    }
  }
  return files;
}

function treeOf(git: (...args: string[]) => Buffer, commit: string, directory = ''): Entry[] {
  const where = directory === '' ? [] : ['--', `${directory}/`];
  return git('ls-tree', '-r', '-z', commit, ...where)
    .toString()
    .split('\0')
    .flatMap((line) => {
      const match = /^100\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line);
      return match === null ? [] : [{ blob: match[1] as string, path: match[2] as string }];
    });
}

function isLockfile(path: string): boolean {
  return readerFor(path)?.kind === 'lockfile';
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function directoryOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
