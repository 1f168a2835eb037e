import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { BuiltRepository } from '../../../src/app/demo/build-sample.ts';
import { projectRoot } from '../../support/project.ts';

export const fixturesDir = join(projectRoot, 'fixtures/sample');

/** A ref or work tree of a built repository, with the files in it. */
export interface Tip {
  readonly name: string;
  readonly class: 'default' | 'branch' | 'pull' | 'tag' | 'worktree';
  readonly paths: readonly string[];
  text(path: string): string;
}

/** Runs git in a built repository; gives what it wrote. */
export function git(directory: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: directory, encoding: 'utf8' });
}

/** Everything a repository holds now, told by git and the file system alone. */
export function tipsOf({ bare, directory }: BuiltRepository): Tip[] {
  const head = git(directory, 'symbolic-ref', 'HEAD').trim();
  const refs = git(directory, 'for-each-ref', '--format=%(refname)').trim().split('\n');
  const tips = refs.map((ref): Tip => {
    const listing = git(directory, 'ls-tree', '-r', '-z', '--name-only', ref);
    return {
      name: ref.replace(/^refs\/(?:heads|tags)\//, ''),
      class: ref === head ? 'default' : classOf(ref),
      paths: listing.split('\0').filter((path) => path !== ''),
      text: (path) => git(directory, 'show', `${ref}:${path}`),
    };
  });
  return bare ? tips : [...tips, workTree(directory)];
}

function classOf(ref: string): Tip['class'] {
  if (ref.startsWith('refs/heads/')) return 'branch';
  return ref.startsWith('refs/tags/') ? 'tag' : 'pull';
}

function workTree(directory: string): Tip {
  return {
    name: 'worktree',
    class: 'worktree',
    paths: filesBelow(directory).filter((path) => !path.startsWith('.git/')),
    text: (path) => readFileSync(join(directory, path), 'utf8'),
  };
}

/** Paths of the files below a directory, relative to it. */
export function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .toSorted();
}

/** Whether a path is a lockfile, or the record of an installed tree. */
export function isLockfile(path: string): boolean {
  return /^(?:\.?package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock)$/.test(
    basename(path),
  );
}

/** Whether a lockfile of the sample holds a version of a package, by its tarball's address or by the key of pnpm or bun. */
export function holds(text: string, name: string, version: string): boolean {
  const tarball = `registry.acme.example/${name}/-/${basename(name)}-${version}.tgz`;
  const key = `${name}@${version}`;
  return [tarball, `\n  '${key}':\n`, `\n  ${key}:\n`, `: ["${key}",`].some((sign) =>
    text.includes(sign),
  );
}
