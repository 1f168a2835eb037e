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

export interface StartOptions {
  /** Given to Node before the program. */
  readonly nodeOptions?: readonly string[];
  /** Looked through for programs before all others. */
  readonly path?: string | null;
  readonly shell?: string;
}

/** Starts the compiled program; `shell` is run before it, in the process that becomes it (`$$` is its id). */
export function start(
  args: readonly string[],
  dataDir: string,
  { nodeOptions = [], path = null, shell = '' }: StartOptions = {},
): Running {
  const program = [process.execPath, ...nodeOptions, join(projectRoot, 'bin/run.js'), ...args];
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

/** A git that at its n-th start, of several at once at the last of these, sends a signal to the program; 0 never. */
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
[ ${at} -gt 0 ] && [ $count -ge ${at} ] && mkdir '${path}/sent' 2>/dev/null && read -r program < '${path}/pid' && kill -${signal} "$program"
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

/**
 * A program that kills itself before its n-th statement to SQLite; 0 never. One that comes to its end leaves in `count`
 * how many there were.
 */
export function killingItself(at: number): { nodeOptions: string[]; count: string } {
  const directory = temporaryDirectory();
  const [program, count] = [join(directory, 'kill.mjs'), join(directory, 'count')];
  writeFileSync(
    program,
    `import { writeFileSync } from 'node:fs';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { isMainThread } from 'node:worker_threads';
let count = 0;
for (const [{ prototype }, name] of [
  [DatabaseSync, 'exec'],
  [StatementSync, 'all'],
  [StatementSync, 'get'],
  [StatementSync, 'run'],
]) {
  const real = prototype[name];
  prototype[name] = function (...given) {
    count += 1;
    if (count === ${at}) process.kill(process.pid, 'SIGKILL');
    return real.apply(this, given);
  };
}
if (isMainThread) process.on('exit', () => writeFileSync(${JSON.stringify(count)}, String(count)));
`,
  );
  return { nodeOptions: ['--import', program], count };
}

/** A map of a scan without what tells it from another of the same: its number and time. */
export function timeless(stdout: string): Json {
  const { scan, ...map } = JSON.parse(stdout);
  return { ...map, scan: { ...scan, number: null, at: null } };
}

export function sizeOf(path: string): number {
  return existsSync(path) ? readFileSync(path).length : 0;
}
