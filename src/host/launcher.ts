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
}

/** A started process: one socket is its standard input and output. */
export interface Launched {
  readonly socket: Socket;
  readonly ended: Promise<LaunchReport>;
  /** Ends it whatever it waits for. Safe to call when it has ended. */
  kill(): void;
}

/** Starts processes by way of a small program, so that the cost does not grow with our own memory. */
export interface Launcher {
  start(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Launched>;
}

/** A launcher whose program is started with the first process, and ends when we do. */
export function createLauncher(): Launcher {
  let running: Running | null = null;
  let last = 0;
  return {
    start(command, args, env) {
      const { child, hold, waiting } = (running ??= open());
      last += 1;
      const request: LaunchRequest = { id: last, command, args, env };
      const { promise: ended, resolve: end } = Promise.withResolvers<LaunchReport>();
      function kill(): void {
        const ending: EndRequest = { id: request.id };
        if (waiting.has(request.id)) child.stdin.write(`${JSON.stringify(ending)}\n`);
      }
      return new Promise((resolve, reject) => {
        waiting.set(request.id, {
          connected: (socket) => resolve({ socket, ended, kill }),
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
  connected(socket: Socket): void;
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
    greet(socket, (id) => {
      waiting.get(id)?.connected(socket);
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
    settle(report.id);
  });
  child.on('close', () => {
    const stderr = 'the program that starts git has ended';
    for (const [id, one] of waiting) {
      one.ended({ id, exitCode: null, signal: 'SIGTERM', stderr });
      one.lost(new Error(stderr));
    }
    waiting.clear();
  });
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return { child, waiting, hold };
}

/** The launched process says first which request it answers; all after that line is its output. */
function greet(socket: Socket, connected: (id: number) => void): void {
  // A process that died is reported by how it ended, not by the broken socket.
  socket.on('error', () => {});
  socket.once('data', (chunk: Buffer) => {
    const end = chunk.indexOf(10);
    socket.pause();
    if (end + 1 < chunk.length) socket.unshift(chunk.subarray(end + 1));
    connected(Number(chunk.toString('latin1', 0, end)));
  });
  socket.resume();
}
