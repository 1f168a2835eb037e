import { type Clock, systemClock } from './clock.ts';
import * as files from './files.ts';
import { createGit, type Git } from './git.ts';
import { createLauncher } from './launcher.ts';

/** The file system as the rooms above see it. */
export type Files = Pick<
  typeof files,
  | 'listDirectory'
  | 'readRegularFile'
  | 'removeFile'
  | 'resolveLinks'
  | 'statusOf'
  | 'writeFileAtomically'
  | 'writeNewFile'
>;

/** The doors to the outside world. Everything above `host` receives them, so that they can be swapped. */
export interface Doors {
  readonly clock: Clock;
  readonly files: Files;
  readonly git: Git;
  /** Aborted when the person at the keyboard interrupts. */
  readonly signal: AbortSignal;
}

/** The doors to the real world. */
export function systemDoors(signal: AbortSignal): Doors {
  return { clock: systemClock, files, git: createGit(createLauncher()), signal };
}
