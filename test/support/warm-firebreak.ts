import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from './project.ts';
import { type Outcome, type Surroundings, surroundingsOf } from './run-firebreak.ts';

/** A command for a process that has the program loaded. */
export interface WarmRequest {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** How it ended. `failure` says how it ended where that was otherwise than a command does; null else. */
export interface WarmOutcome {
  readonly exitCode: number;
  readonly failure: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

let warm: ChildProcess | null = null;
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a command of the compiled program as `runFirebreak` does, but in a process that has it loaded, which starting it
 * anew costs most of the time: one such process for a test file, one command after the other. For what a command says
 * and does. Where the process itself counts (two at once, signals, streams, what it keeps in memory), `runFirebreak`.
 */
export async function runWarm(
  args: readonly string[],
  around: Surroundings = {},
): Promise<Outcome> {
  const before = last;
  const { promise, resolve } = Promise.withResolvers<void>();
  last = promise;
  await before;
  try {
    return await asked({ args, ...surroundingsOf(around) });
  } finally {
    resolve();
  }
}

async function asked(request: WarmRequest): Promise<Outcome> {
  const child = (warm ??= started());
  const ended = new AbortController();
  const answer = Promise.race([
    once(child, 'message', { signal: ended.signal }),
    once(child, 'exit', { signal: ended.signal }),
  ]);
  child.send(request);
  const [outcome] = (await answer.finally(() => ended.abort())) as [WarmOutcome | number | null];
  if (outcome === null || typeof outcome === 'number')
    throw new Error(`the program ended the process at ${request.args.join(' ')}`);
  const { exitCode, failure, stderr, stdout } = outcome;
  if (failure !== null) throw new Error(failure);
  return { exitCode, signal: undefined, stdout, stderr };
}

function started(): ChildProcess {
  const program = join(projectRoot, 'test/support/programs/warm-firebreak.ts');
  const child = fork(program, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.unref();
  child.channel?.unref();
  return child;
}
