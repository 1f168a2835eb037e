import { z } from 'zod';
import { FirebreakError } from '../errors.ts';
import type { Doors } from '../host/doors.ts';
import { isSystemError } from '../host/files.ts';

const Holder = z.strictObject({
  host: z.string(),
  machine: z.string().nullable(),
  boot: z.string().nullable(),
  space: z.string().nullable(),
  pid: z.number().int().positive(),
  start: z.string().nullable(),
});
type Holder = z.infer<typeof Holder>;

/** A lock that is held. */
export interface Lock {
  /** Gives it up. One that somebody else has by now (the file was deleted by hand) is left. */
  release(): Promise<void>;
}

/** Takings over that were themselves killed half-way and are taken over in their turn. */
const maxNesting = 3;
const maxRounds = 20;

/**
 * Takes a lock, a file that names its holder and that only one process can make. A holder that no longer runs is
 * replaced, by one process at a time: whoever does it holds a second lock beside it meanwhile. `what` is what is locked,
 * for messages. Throws RUN_BUSY where the holder runs, where it is on a machine that cannot be looked at, and where the
 * file cannot be read.
 */
export async function takeLock(doors: Doors, path: string, what: string): Promise<Lock> {
  const self: Holder = await doors.processes.self();
  const text = `${JSON.stringify(self)}\n`;
  await take(doors, path, text, what, 0);
  return {
    async release() {
      if ((await readLock(doors, path)) === text) await doors.files.removeFile(path);
    },
  };
}

async function take(
  doors: Doors,
  path: string,
  text: string,
  what: string,
  nesting: number,
): Promise<void> {
  // Each round, the lock changed hands while it was looked at.
  for (let round = 0; round < maxRounds; round += 1) {
    if (await doors.files.writeNewFile(path, text)) return;
    const found = await readLock(doors, path);
    if (found === null) continue;
    await refuseUnlessGone(doors, path, what, found);
    if (nesting === maxNesting) break;
    const beside = `${path}.takeover`;
    await take(doors, beside, text, what, nesting + 1);
    try {
      // Only who holds the second lock replaces the first, and its holder, which is gone, cannot give it up.
      if ((await readLock(doors, path)) === found) {
        await doors.files.writeFileAtomically(path, text);
        return;
      }
    } finally {
      await doors.files.removeFile(beside);
    }
  }
  throw unclear(path, what);
}

async function readLock(doors: Doors, path: string): Promise<string | null> {
  try {
    const read = await doors.files.readRegularFile(path, 4096);
    return read.status === 'read' ? Buffer.from(read.bytes).toString('utf8') : '';
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return null;
    throw error;
  }
}

function holderOf(text: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Throws RUN_BUSY unless a lock's holder is known not to run any more. */
async function refuseUnlessGone(
  doors: Doors,
  path: string,
  what: string,
  found: string,
): Promise<void> {
  const holder = holderOf(found);
  if (holder === null) throw unclear(path, what);
  const state = await doors.processes.stateOf(holder);
  const by = `by process ${holder.pid} on ${holder.host}`;
  if (state === 'elsewhere')
    throw new FirebreakError(
      'RUN_BUSY',
      `${what} is held ${by}, which cannot be looked at from here`,
      `Go on there. If that process has ended for certain, delete ${path} first.`,
    );
  if (state === 'alive')
    throw new FirebreakError(
      'RUN_BUSY',
      `${what} is being worked on ${by}`,
      'Wait until it has ended, or end it. `firebreak respond status` works meanwhile.',
    );
}

function unclear(path: string, what: string): FirebreakError {
  return new FirebreakError(
    'RUN_BUSY',
    `${what} is locked, and ${path} does not tell by whom`,
    `Try again. If no other firebreak works on it, delete ${path} first.`,
  );
}
