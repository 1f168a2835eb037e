import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

/** What a registry's own programs need to know of it: `registry.json` in its directory. */
export interface RegistryPlace {
  /** On 127.0.0.1, the same through every restart. */
  readonly port: number;
  /** Port on 127.0.0.1 that its owner listens on as long as it lives. */
  readonly lifeline: number;
}

/** Files of a registry in its directory. */
export function filesOf(directory: string) {
  return {
    config: join(directory, 'config.yaml'),
    log: join(directory, 'registry.log'),
    pid: join(directory, 'registry.pid'),
    place: join(directory, 'registry.json'),
    storage: join(directory, 'storage'),
  } as const;
}

/** Reads where a registry is. Throws where `directory` holds none. */
export function readPlace(directory: string): RegistryPlace {
  return JSON.parse(readFileSync(filesOf(directory).place, 'utf8')) as RegistryPlace;
}

/** Process id of the server that a directory's configuration runs in; null where none has said so. */
export function runningIn(directory: string): number | null {
  try {
    return Number(readFileSync(filesOf(directory).pid, 'utf8'));
  } catch {
    return null;
  }
}

/** Whether anything accepts connections at a port of 127.0.0.1. */
export function listening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Whether Verdaccio answers its ping at a port of 127.0.0.1. */
export async function answers(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/-/ping`, {
      headers: { connection: 'close' },
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

/** Asks every 20 ms until the answer is yes (true), or until `patience` milliseconds are over (false). */
export async function until(
  condition: () => boolean | Promise<boolean>,
  patience: number,
): Promise<boolean> {
  const deadline = performance.now() + patience;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}
