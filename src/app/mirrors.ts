import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { FirebreakError } from '../errors.ts';
import type { ProcessIdentity } from '../host/process-identity.ts';
import { type Lock, takeLock } from '../journal/lock.ts';
import type { MirrorHome } from '../sources/remote/mirror-home.ts';
import type { App } from './app.ts';

/** Milliseconds between looks at a lock that somebody else has. */
const pause = 250;

/** Where mirrors of repositories at URLs lie, in the data directory. */
export function mirrorHome(app: App, offline: boolean): MirrorHome {
  return {
    directory: join(app.dataDir, 'mirrors'),
    offline,
    lock: (path) => lockMirror(app, path),
    tell: (message) => app.warn(message),
    fetching: (what) => app.fetching?.(what),
  };
}

/**
 * Waits for as long as whoever works on a mirror is alive: a git that hears nothing gives up by itself. Throws GIT_FAILED
 * where that cannot be told from here.
 */
async function lockMirror({ doors }: App, path: string): Promise<Lock> {
  const file = `${path}.lock`;
  for (;;) {
    doors.signal.throwIfAborted();
    try {
      return await takeLock(doors, file, `the mirror ${path}`);
    } catch (error) {
      if (!(error instanceof FirebreakError) || error.code !== 'RUN_BUSY') throw error;
      if (!(await isHeldHere(doors, file))) {
        const hint = `If no other firebreak works on it, delete ${file}.`;
        throw new FirebreakError('GIT_FAILED', error.message, hint, error);
      }
    }
    await setTimeout(pause, undefined, { signal: doors.signal }).catch(() => {});
  }
}

/** Whether the process that a lock names is one of this machine that may still run, or has given it up by now. */
async function isHeldHere({ files, processes }: App['doors'], file: string): Promise<boolean> {
  const read = await files.readRegularFile(file, 4096).catch(() => null);
  if (read === null) return true;
  if (read.status !== 'read') return false;
  try {
    const holder: ProcessIdentity = JSON.parse(Buffer.from(read.bytes).toString('utf8'));
    return (await processes.stateOf(holder)) !== 'elsewhere';
  } catch {
    return false;
  }
}
