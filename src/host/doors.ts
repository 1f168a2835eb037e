import { openForAppend } from './append.ts';
import { type Clock, systemClock } from './clock.ts';
import { createFetchGit, type FetchGit } from './fetch-git.ts';
import * as files from './files.ts';
import { createGit, type Git } from './git.ts';
import { httpGet } from './http.ts';
import { createLauncher } from './launcher.ts';
import { type Processes, systemProcesses } from './process-identity.ts';
import type { NpmTree, NpmTreeRequest } from './npm-tree.ts';
import type { ProgramReport, ProgramRequest } from './programs.ts';
import { createThreads, type Threads } from './threads.ts';
import { type LocalUser, localUser } from './user.ts';
import type { CommitIdentity, WorkGit } from './work-git.ts';

/** The file system as the rooms above see it. */
export type Files = Pick<
  typeof files,
  | 'listDirectory'
  | 'makeDirectory'
  | 'readRegularFile'
  | 'removeFile'
  | 'removeTree'
  | 'resolveLinks'
  | 'statusOf'
  | 'syncDirectory'
  | 'writeFileAtomically'
  | 'writeNewFile'
> & { readonly openForAppend: typeof openForAppend };

/** The doors to the outside world. Everything above `host` receives them, so that they can be swapped. */
export interface Doors {
  readonly clock: Clock;
  /** See `FetchGit`. */
  readonly fetchGit: FetchGit;
  readonly files: Files;
  readonly git: Git;
  readonly httpGet: typeof httpGet;
  readonly processes: Processes;
  /** See `npmTree`. */
  npmTree(request: NpmTreeRequest): Promise<NpmTree>;
  /** See `runProgram`. */
  runProgram(request: ProgramRequest): Promise<ProgramReport>;
  /** Aborted when the person at the keyboard interrupts. */
  readonly signal: AbortSignal;
  /** See `Threads`. Absent where nothing may run beside this thread. */
  readonly threads?: Threads;
  readonly user: LocalUser;
  /** See `workGit`. */
  workGit(
    directory: string,
    identity: CommitIdentity,
    environment: Readonly<Record<string, string>>,
  ): Promise<WorkGit>;
}

/** The doors to the real world. */
export function systemDoors(signal: AbortSignal): Doors {
  const launcher = createLauncher();
  return {
    clock: systemClock,
    fetchGit: createFetchGit(launcher),
    files: { ...files, openForAppend },
    git: createGit(launcher),
    httpGet,
    npmTree: async (request) => (await import('./npm-tree.ts')).npmTree(request),
    processes: systemProcesses,
    // Loaded when wanted: most commands start nothing.
    runProgram: async (request) => (await import('./programs.ts')).runProgram(request),
    signal,
    threads: createThreads(launcher),
    user: localUser(),
    workGit: async (...asked) => (await import('./work-git.ts')).workGit(...asked),
  };
}
