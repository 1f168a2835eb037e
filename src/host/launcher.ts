import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type MessagePort, MessageChannel } from 'node:worker_threads';
import { listenForStreams, type StreamDesk, type Streams } from './launch-streams.ts';
import { modulePath } from './module-path.ts';

/** What the launcher is asked to start. */
export interface LaunchRequest {
  readonly id: string;
  /** Where its streams are to be connected to. */
  readonly socket: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Whether it has something to read on its standard input. */
  readonly input: boolean;
}

/** Which started process the launcher is asked to end. */
export interface EndRequest {
  readonly id: string;
}

/** How a started process ended. `stderr` is cut at 64 KiB; where it could not be started it says why. */
export interface LaunchReport {
  readonly id: string;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stderr: string;
  /** False where its streams could not even be laid. */
  readonly started: boolean;
}

/** A started process and its standard streams. */
export interface Launched extends Streams {
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

/** A launcher that threads can share. */
export interface SharedLauncher extends Launcher {
  /** The means by which one thread starts processes by the same program. */
  lend(): LentLauncher;
}

export interface LentLauncher {
  /** To be handed to `borrowedLauncher` in the thread. */
  readonly loan: LauncherLoan;
  /** Ends all that the thread started. To be called when it is gone. */
  close(): void;
}

export interface LauncherLoan {
  readonly port: MessagePort;
  readonly socket: string;
  /** What the ids of its processes begin with. */
  readonly prefix: string;
}

/** Begins and ends processes whose streams go where the request says. */
interface Program {
  begin(request: LaunchRequest): Promise<LaunchReport>;
  end(id: string): void;
}

/** A launcher whose program is started with the first process, and ends when we do. */
export function createLauncher(): SharedLauncher {
  let directory: string | null = null;
  let program: Program | null = null;
  let own: Launcher | null = null;
  let threads = 0;
  const place = (): string => (directory ??= temporaryDirectory());
  const running = (): Program => (program ??= startProgram());
  return {
    start(...asked) {
      own ??= launcherOver(running(), listenForStreams(join(place(), 'socket')), '');
      return own.start(...asked);
    },
    lend() {
      threads += 1;
      const { port1, port2 } = new MessageChannel();
      const begun = new Set<string>();
      port1.on('message', (asked: LaunchRequest | EndRequest) => {
        if (!('command' in asked)) {
          running().end(asked.id);
          return;
        }
        begun.add(asked.id);
        const answer = (report: LaunchReport): void => {
          begun.delete(asked.id);
          port1.postMessage(report);
        };
        void running().begin(asked).then(answer);
      });
      port1.unref();
      const name = `thread-${threads}`;
      return {
        loan: { port: port2, socket: join(place(), name), prefix: `${name}.` },
        close() {
          port1.close();
          for (const id of begun) running().end(id);
        },
      };
    },
  };
}

/** The launcher of a thread to which another was lent. */
export function borrowedLauncher({ port, prefix, socket }: LauncherLoan): Launcher {
  const waiting = new Map<string, (report: LaunchReport) => void>();
  port.on('message', (report: LaunchReport) => {
    waiting.get(report.id)?.(report);
    waiting.delete(report.id);
  });
  const program: Program = {
    begin: (request) =>
      new Promise((ended) => {
        waiting.set(request.id, ended);
        port.postMessage(request);
      }),
    end(id) {
      const ending: EndRequest = { id };
      if (waiting.has(id)) port.postMessage(ending);
    },
  };
  return launcherOver(program, listenForStreams(socket), prefix);
}

function launcherOver(program: Program, desk: StreamDesk, prefix: string): Launcher {
  let last = 0;
  return {
    async start(command, args, env, input) {
      last += 1;
      const id = `${prefix}${last}`;
      const streams = desk.expect(id, input);
      const ended = program.begin({ id, socket: desk.path, command, args, env, input });
      // It may end before we hear that it connected: what it said is on its way all the same.
      const lost = ended.then((report): Promise<Streams> => {
        if (report.started) return streams;
        desk.forget(id);
        throw new Error(report.stderr);
      });
      return { ...(await Promise.race([streams, lost])), ended, kill: () => program.end(id) };
    },
  };
}

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'firebreak-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function startProgram(): Program {
  const waiting = new Map<string, (report: LaunchReport) => void>();
  const path = modulePath(import.meta.url, 'launcher-program');
  const child = spawn(process.execPath, [path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const held = [child, child.stdin, child.stdout] as unknown as { ref(): void; unref(): void }[];
  /** Keeps us alive while something is waited for, and only then. */
  function hold(): void {
    for (const one of held) {
      if (waiting.size > 0) one.ref();
      else one.unref();
    }
  }
  function reported(report: LaunchReport): void {
    const ended = waiting.get(report.id);
    waiting.delete(report.id);
    hold();
    ended?.(report);
  }
  createInterface({ input: child.stdout }).on('line', (line) =>
    reported(JSON.parse(line) as LaunchReport),
  );
  let isGone = false;
  child.on('close', () => {
    isGone = true;
    for (const id of waiting.keys()) reported(gone(id));
  });
  hold();
  return {
    begin: (request) =>
      new Promise((ended) => {
        if (isGone) {
          ended(gone(request.id));
          return;
        }
        waiting.set(request.id, ended);
        hold();
        child.stdin.write(`${JSON.stringify(request)}\n`);
      }),
    end(id) {
      const ending: EndRequest = { id };
      if (waiting.has(id)) child.stdin.write(`${JSON.stringify(ending)}\n`);
    },
  };
}

function gone(id: string): LaunchReport {
  const stderr = 'the program that starts git has ended';
  return { id, exitCode: null, signal: 'SIGTERM', stderr, started: false };
}
