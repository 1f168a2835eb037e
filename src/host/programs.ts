import { execa } from 'execa';

export interface ProgramRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing of ours is added but PATH, where it is left out. */
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds after which it and what it started are ended. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** How a program ended. One that writes more than 64 MiB is ended. */
export interface ProgramReport {
  /** Null where a signal ended it or it could not be started. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it could not be started, or what ended it; empty where it ended by itself. */
  readonly failure: string;
}

/**
 * Runs a program to its end without a shell, without input. Never throws but for an interruption: how it ended is
 * in the report. Arguments are seen by everybody on the machine and must not hold secrets.
 */
export async function runProgram(request: ProgramRequest): Promise<ProgramReport> {
  const { args, command, cwd, env, signal, timeout } = request;
  const result = await execa(command, args, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    extendEnv: false,
    cancelSignal: signal,
    forceKillAfterDelay: 2000,
    killDescendants: true,
    maxBuffer: 64 * 1024 * 1024,
    reject: false,
    stdin: 'ignore',
    timeout,
  });
  signal.throwIfAborted();
  return {
    exitCode: result.exitCode ?? null,
    timedOut: result.timedOut,
    stdout: result.stdout,
    stderr: result.stderr,
    failure: result.failed && result.exitCode === undefined ? (result.shortMessage ?? '') : '',
  };
}
