import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { LauncherLoan, SharedLauncher } from './launcher.ts';
import { modulePath } from './module-path.ts';

/** A module that runs beside us and takes messages. */
export interface Thread {
  /** Sends a message, by which `transfer` goes over to it. */
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  /** Whether it keeps us alive. It does not at first. */
  hold(whether: boolean): void;
  /** Settles when it has ended, whatever ended it. */
  readonly ended: Promise<void>;
  /** Ends it and the processes that it started, whatever they are at. */
  end(): void;
}

/** Threads as the rooms above see them. */
export interface Threads {
  /** How many can work beside this one. */
  readonly most: number;
  /** How many pieces of work are worth one: each takes a fifth of a second to start. */
  readonly fewest: number;
  /**
   * Starts a module that serves by `thisThread`: named without its ending, beside the one whose URL is given. `listen`
   * hears what it sends. Throws the system's own error where none can be started.
   */
  start(besideUrl: string, name: string, listen: (message: unknown) => void): Thread;
}

/** What a thread is started with. */
export interface ThreadStart {
  readonly loan: LauncherLoan;
}

/** More of them would take more memory than they save time. */
const most = 3;

/** In megabytes. What takes more ends its thread, and not us. */
const limits = { maxOldGenerationSizeMb: 640, maxYoungGenerationSizeMb: 12 };

/** Threads whose processes are started by our launcher. */
export function createThreads(launcher: SharedLauncher): Threads {
  return {
    most: Math.max(1, Math.min(most, availableParallelism() - 1)),
    fewest: 256,
    start(besideUrl, name, listen) {
      const lent = launcher.lend();
      const start: ThreadStart = { loan: lent.loan };
      const worker = new Worker(modulePath(besideUrl, name), {
        workerData: start,
        transferList: [lent.loan.port],
        resourceLimits: limits,
        execArgv: [],
      });
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      // That it ended is what counts: its work is done by somebody else.
      worker.on('error', () => {});
      worker.on('messageerror', () => void worker.terminate());
      worker.on('message', listen);
      worker.on('exit', () => {
        lent.close();
        resolve();
      });
      worker.unref();
      return {
        post: (message, transfer = []) => worker.postMessage(message, transfer),
        hold(whether) {
          if (whether) worker.ref();
          else worker.unref();
        },
        ended,
        end() {
          lent.close();
          void worker.terminate();
        },
      };
    },
  };
}
