import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { isSystemError } from './files.ts';

/** Which process, on which machine, since which start: what a lock says of its holder. Null where it cannot be had. */
export interface ProcessIdentity {
  readonly host: string;
  /** `/etc/machine-id` (systemd's machine-id(5)). */
  readonly machine: string | null;
  /** `/proc/sys/kernel/random/boot_id`: another one after every start of the machine. */
  readonly boot: string | null;
  /** Namespace that `pid` counts in: containers on one machine have their own. */
  readonly space: string | null;
  readonly pid: number;
  /** Start of the process in clock ticks since boot (proc_pid_stat(5), field 22): pids are used again. */
  readonly start: string | null;
}

/** `elsewhere`: on another machine, or in another container, where nobody here can look. */
export type ProcessState = 'alive' | 'gone' | 'elsewhere';

/** Who is running, and whether somebody else still is. */
export interface Processes {
  self(): Promise<ProcessIdentity>;
  stateOf(identity: ProcessIdentity): Promise<ProcessState>;
}

/** The processes of this machine. */
export const systemProcesses: Processes = { self, stateOf };

async function self(): Promise<ProcessIdentity> {
  return {
    ...(await surroundings()),
    pid: process.pid,
    start: (await statusOfProcess(process.pid))?.start ?? null,
  };
}

async function stateOf(identity: ProcessIdentity): Promise<ProcessState> {
  const here = await surroundings();
  const sameBoot = identity.boot !== null && identity.boot === here.boot;
  const sameMachine =
    identity.host === here.host &&
    (identity.machine === null && identity.boot === null
      ? here.machine === null && here.boot === null
      : identity.machine !== null && identity.machine === here.machine);
  if (!sameBoot) {
    if (!sameMachine) return 'elsewhere';
    // The machine was started anew since: whatever ran then is gone.
    if (identity.boot !== null && here.boot !== null) return 'gone';
  }
  if (identity.space !== here.space) return 'elsewhere';
  if (!exists(identity.pid)) return 'gone';
  const status = await statusOfProcess(identity.pid);
  if (status === null) return exists(identity.pid) ? 'alive' : 'gone';
  // A process that was killed and that nobody has waited for yet (Z) does nothing any more.
  if (status.state === 'Z' || status.state === 'X') return 'gone';
  return identity.start === null || identity.start === status.start ? 'alive' : 'gone';
}

async function surroundings(): Promise<Omit<ProcessIdentity, 'pid' | 'start'>> {
  return {
    host: hostname(),
    machine: await lineOf('/etc/machine-id'),
    boot: await lineOf('/proc/sys/kernel/random/boot_id'),
    space: await readlink('/proc/self/ns/pid').catch(() => null),
  };
}

async function lineOf(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim() || null;
  } catch {
    return null;
  }
}

async function statusOfProcess(pid: number): Promise<{ state: string; start: string } | null> {
  const text = await lineOf(`/proc/${pid}/stat`);
  if (text === null) return null;
  // The name in brackets may hold blanks and brackets itself.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, start] = [fields[0], fields[19]];
  return state === undefined || start === undefined ? null : { state, start };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error) && error.code === 'EPERM';
  }
}
