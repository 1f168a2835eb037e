import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryDirectory } from './temporary-directory.ts';

/** A real repository with a work tree. Everything about it is fixed, so the same calls give the same object names. */
export interface GitRepository {
  readonly directory: string;
  /** Runs git in it; gives what it wrote, without the last line end. Throws when git fails. */
  git(...args: readonly string[]): string;
  /** Writes files (null removes one), commits all of the work tree, gives the commit's name. Dates go up by a minute. */
  commit(
    files: Readonly<Record<string, string | Uint8Array | null>>,
    options?: CommitOptions,
  ): string;
  /** Makes a branch at `at` (default: HEAD) and checks it out. */
  branch(name: string, at?: string): void;
  checkout(name: string): void;
  /** A lightweight tag; an annotated one when `message` is given. */
  tag(name: string, at?: string, message?: string): void;
  /** Points any ref (`refs/pull/1/head`) at an object. */
  updateRef(ref: string, object: string): void;
}

interface CommitOptions {
  readonly message?: string;
  /** ISO 8601 in UTC, author's and committer's. */
  readonly date?: string;
}

const firstDate = Date.UTC(2026, 0, 1);

/** Makes an empty repository in `directory` (default: a fresh temporary one), on branch `main`. */
export function gitRepository(directory: string = temporaryDirectory()): GitRepository {
  let commits = 0;
  let date = new Date(firstDate).toISOString();

  function git(...args: readonly string[]): string {
    const env = {
      ...process.env,
      GIT_AUTHOR_NAME: 'Ada Example',
      GIT_AUTHOR_EMAIL: 'ada@acme.example',
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: 'Ada Example',
      GIT_COMMITTER_EMAIL: 'ada@acme.example',
      GIT_COMMITTER_DATE: date,
    };
    const output = execFileSync('git', args, {
      cwd: directory,
      encoding: 'utf8',
      env,
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return output.replace(/\n$/, '');
  }

  mkdirSync(directory, { recursive: true });
  git('init', '--quiet', '--initial-branch=main', '--template=');
  return {
    directory,
    git,
    commit(files, options = {}) {
      for (const [path, content] of Object.entries(files)) write(join(directory, path), content);
      date = options.date ?? new Date(firstDate + commits * 60_000).toISOString();
      commits += 1;
      git('add', '--all');
      git(
        'commit',
        '--quiet',
        '--allow-empty',
        '--no-verify',
        '--message',
        options.message ?? `Commit ${commits}`,
      );
      return git('rev-parse', 'HEAD');
    },
    branch(name, at = 'HEAD') {
      git('switch', '--quiet', '--create', name, at);
    },
    checkout(name) {
      git('switch', '--quiet', name);
    },
    tag(name, at = 'HEAD', message) {
      git('tag', ...(message === undefined ? [] : ['--annotate', '--message', message]), name, at);
    },
    updateRef(ref, object) {
      git('update-ref', ref, object);
    },
  };
}

function write(path: string, content: string | Uint8Array | null): void {
  if (content === null) {
    rmSync(path, { recursive: true });
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
