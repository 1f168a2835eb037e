import { parentPort, workerData } from 'node:worker_threads';
import { FirebreakError } from '../errors.ts';
import { createGit, type Git } from './git.ts';
import { borrowedLauncher } from './launcher.ts';
import type { ThreadStart } from './threads.ts';

/** A thread's own side. */
export interface ThisThread {
  readonly git: Git;
  listen(listener: (message: unknown) => void): void;
  /** Sends a message, by which `transfer` goes over to who started us. */
  post(message: unknown, transfer: readonly ArrayBuffer[]): void;
}

/** The thread that we are. To be called once. Throws BUG where we are none. */
export function thisThread(): ThisThread {
  const port = parentPort;
  if (port === null) throw new FirebreakError('BUG', 'no thread', 'This module is for threads.');
  const { loan } = workerData as ThreadStart;
  return {
    git: createGit(borrowedLauncher(loan)),
    listen: (listener) => void port.on('message', listener),
    post: (message, transfer) => port.postMessage(message, transfer),
  };
}
