import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** What the launcher is asked to start. */
export interface LaunchRequest {
  readonly id: number;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Whether it has something to read on its standard input. */
  readonly input: boolean;
}

/** Which started process the launcher is asked to end. */
export interface EndRequest {
  readonly id: number;
}

/** How a started process ended. `stderr` is cut at 64 KiB; where it could not be started it says why. */
export interface LaunchReport {
  readonly id: number;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stderr: string;
  /** False where its streams could not even be laid. */
  readonly started: boolean;
}

/** A started process and its standard streams. */
export interface Launched {
  /** Null where it was started without an input. */
  readonly stdin: Socket | null;
  readonly stdout: Socket;
  readonly ended: Promise<LaunchReport>;
  /** Ends it whatever it waits for. Safe to call when it has ended. */
  kill(): void;
}

/** Starts processes by way of a small program, so that the cost does not grow with our own memory. */
export interface Launcher {
  start(
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    input: boolean,
  ): Promise<Launched>;
}

/** A launcher whose program is started with the first process, and ends when we do. */
export function createLauncher(): Launcher {
  let running: Running | null = null;
  let last = 0;
  return {
    start(command, args, env, input) {
      const { child, hold, waiting } = (running ??= open());
      last += 1;
      const request: LaunchRequest = { id: last, command, args, env, input };
      const { promise: ended, resolve: end } = Promise.withResolvers<LaunchReport>();
      function kill(): void {
        const ending: EndRequest = { id: request.id };
        if (waiting.has(request.id)) child.stdin.write(`${JSON.stringify(ending)}\n`);
      }
      return new Promise((resolve, reject) => {
        waiting.set(request.id, {
          input,
          stdin: null,
          stdout: null,
          connected: (stdin, stdout) => resolve({ stdin, stdout, ended, kill }),
          ended: end,
          lost: reject,
        });
        hold();
        child.stdin.write(`${JSON.stringify(request)}\n`);
      });
    },
  };
}

/** A process may end before we hear that it connected: it is waited for until both are known. */
interface Waiting {
  readonly input: boolean;
  stdin: Socket | null;
  stdout: Socket | null;
  connected(stdin: Socket | null, stdout: Socket): void;
  ended(report: LaunchReport): void;
  /** It will never connect. */
  lost(error: Error): void;
}

interface Running {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly waiting: Map<number, Waiting>;
  /** Keeps us alive while something is waited for, and only then. */
  readonly hold: () => void;
}

function open(): Running {
  const waiting = new Map<number, Waiting>();
  const directory = mkdtempSync(join(tmpdir(), 'firebreak-'));
  const path = join(directory, 'socket');
  const half = new Set<number>();
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) =>
    greet(socket, (id, end) => {
      const one = waiting.get(id);
      if (one === undefined) return;
      one[end] = socket;
      if (one.stdout === null || (one.input && one.stdin === null)) return;
      one.connected(one.stdin, one.stdout);
      settle(id);
    }),
  );
  server.listen(path);
  const name = `./launcher-program.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`;
  const program = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [program, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const held = [server, child, child.stdin, child.stdout] as unknown as {
    ref(): void;
    unref(): void;
  }[];
  function hold(): void {
    for (const one of held) {
      if (waiting.size > 0) one.ref();
      else one.unref();
    }
  }
  /** Called once when a process connected and once when it ended, in either order. */
  function settle(id: number): void {
    if (half.delete(id)) waiting.delete(id);
    else half.add(id);
    hold();
  }
  createInterface({ input: child.stdout }).on('line', (line) => {
    const report = JSON.parse(line) as LaunchReport;
    waiting.get(report.id)?.ended(report);
    if (!report.started) {
      waiting.get(report.id)?.lost(new Error(`cannot start a process: ${report.stderr}`));
      settle(report.id);
    }
    settle(report.id);
  });
  child.on('close', () => {
    const stderr = 'the program that starts git has ended';
    for (const [id, one] of waiting) {
      one.ended({ id, exitCode: null, signal: 'SIGTERM', stderr, started: false });
      one.lost(new Error(stderr));
    }
    waiting.clear();
    // Else the socket that nobody will connect to any more would keep us alive for ever.
    hold();
  });
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return { child, waiting, hold };
}

/** The launched process says first whose and which of its streams a socket is; all after that line is the stream. */
function greet(socket: Socket, greeted: (id: number, end: 'stdin' | 'stdout') => void): void {
  // A process that died is reported by how it ended, not by the broken socket.
  socket.on('error', () => {});
  socket.once('data', (chunk: Buffer) => {
    const end = chunk.indexOf(10);
    socket.pause();
    if (end + 1 < chunk.length) socket.unshift(chunk.subarray(end + 1));
    const [id, direction] = chunk.toString('latin1', 0, end).split(' ');
    greeted(Number(id), direction === 'in' ? 'stdin' : 'stdout');
  });
  socket.resume();
}
