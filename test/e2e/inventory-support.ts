import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { projectRoot } from '../support/project.ts';
import { surroundingsOf } from '../support/run-firebreak.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { type Json, npmLock } from './support.ts';

/** How a scan ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A scan that runs. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/**
 * Makes small repositories in a directory by one git process each. Each has commits of versions of a lockfile, a pull
 * request of one version more, and in every fifth what a list names.
 */
export function organisation(repositories: number, commits: number): string {
  const directory = temporaryDirectory();
  for (let number = 0; number < repositories; number += 1) {
    const git = join(directory, `repo-${String(number).padStart(3, '0')}`);
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', '--template=', git]);
    execFileSync('git', ['fast-import', '--quiet'], { cwd: git, input: script(number, commits) });
  }
  return directory;
}

function script(repository: number, commits: number): string {
  const lines: string[] = [];
  for (let commit = 1; commit <= commits; commit += 1) {
    const packages = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `p${(repository * 7 + index) % 100}`,
        `${index === commit ? commit : 1}.0.${repository % 3}`,
      ]),
    );
    const bad = repository % 5 === 0 && commit === 2 ? { bad: '6.6.6' } : {};
    const ref = commit === commits ? 'refs/pull/1/head' : 'refs/heads/main';
    const from = commit === commits && commit > 1 ? `from :${commit - 1}\n` : '';
    lines.push(
      `commit ${ref}\nmark :${commit}\n`,
      `committer Ada <ada@acme.example> ${1_700_000_000 + commit * 60} +0000\n`,
      data(`commit ${commit}`),
      from,
      `M 100644 inline app/package-lock.json\n${data(npmLock({ ...packages, ...bad }))}`,
    );
  }
  return lines.join('');
}

function data(content: string): string {
  return `data ${Buffer.byteLength(content)}\n${content}\n`;
}

/** Starts the compiled program; `shell` is run before it, in the process that becomes it (`$$` is its id). */
export function start(
  args: readonly string[],
  dataDir: string,
  { path = null, shell = '' }: { readonly path?: string | null; readonly shell?: string } = {},
): Running {
  const program = [process.execPath, join(projectRoot, 'bin/run.js'), ...args];
  const { cwd, env } = surroundingsOf({
    env: {
      FIREBREAK_HOME: dataDir,
      ...(path === null ? {} : { PATH: `${path}:${process.env['PATH']}` }),
    },
  });
  const child = spawn('sh', ['-c', `${shell}exec "$@"`, 'sh', ...program], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(
    ([stdout, stderr, [code, signal]]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stdout,
      stderr,
    }),
  );
  return { child, ended };
}

/** A git that at its n-th start sends a signal to the program whose id lies in a file. */
export function signallingGit(at: number, signal: 'KILL' | 'INT'): { path: string; shell: string } {
  const path = temporaryDirectory();
  mkdirSync(join(path, 'starts'));
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  writeFileSync(
    join(path, 'git'),
    `#!/bin/sh
: > '${path}'/starts/$$
count() { count=$#; }
count '${path}'/starts/*
[ $count -eq ${at} ] && read -r program < '${path}/pid' && kill -${signal} "$program"
exec '${real}' "$@"
`,
  );
  chmodSync(join(path, 'git'), 0o755);
  return { path, shell: `echo $$ > '${path}/pid'; ` };
}

/** How often a git of `signallingGit` was started. */
export function startsOf(path: string): number {
  return Number(
    execFileSync('sh', ['-c', `ls '${path}/starts' | wc -l`], { encoding: 'utf8' }).trim(),
  );
}

/** A map of a scan without what tells it from another of the same: its number and time. */
export function timeless(stdout: string): Json {
  const { scan, ...map } = JSON.parse(stdout);
  return { ...map, scan: { ...scan, number: null, at: null } };
}

export function sizeOf(path: string): number {
  return existsSync(path) ? readFileSync(path).length : 0;
}
