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
  if (await doors.files.writeNewFile(path, text)) return;
  const found = await readLock(doors, path);
  // Given up in between.
  if (found === null) {
    if (await doors.files.writeNewFile(path, text)) return;
    throw busy(path, what, null);
  }
  const holder = holderOf(found);
  if (holder === null || (await doors.processes.stateOf(holder)) !== 'gone')
    throw await busyWith(doors, path, what, holder);
  if (nesting === maxNesting) throw busy(path, what, null);
  const beside = `${path}.takeover`;
  await take(doors, beside, text, what, nesting + 1);
  try {
    // Only who holds the second lock replaces the first, and its holder, which is gone, cannot give it up.
    if ((await readLock(doors, path)) !== found)
      throw await busyWith(doors, path, what, holderOf((await readLock(doors, path)) ?? ''));
    await doors.files.writeFileAtomically(path, text);
  } finally {
    await doors.files.removeFile(beside);
  }
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

async function busyWith(
  doors: Doors,
  path: string,
  what: string,
  holder: Holder | null,
): Promise<FirebreakError> {
  if (holder === null) return busy(path, what, null);
  const elsewhere = (await doors.processes.stateOf(holder)) === 'elsewhere';
  const by = `by process ${holder.pid} on ${holder.host}`;
  return elsewhere
    ? new FirebreakError(
        'RUN_BUSY',
        `${what} is held ${by}, which cannot be looked at from here`,
        `Go on there. If that process has ended for certain, delete ${path} first.`,
      )
    : new FirebreakError(
        'RUN_BUSY',
        `${what} is being worked on ${by}`,
        `Wait until it has ended, or end it. \`firebreak respond status\` works meanwhile.`,
      );
}

function busy(path: string, what: string, cause: unknown): FirebreakError {
  return new FirebreakError(
    'RUN_BUSY',
    `${what} is locked, and ${path} does not tell by whom`,
    `Try again. If no other firebreak works on it, delete ${path} first.`,
    cause,
  );
}
