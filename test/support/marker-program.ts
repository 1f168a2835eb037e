import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './temporary-directory.ts';

/** A program that leaves a mark when it runs, whatever it is started as. */
export interface MarkerProgram {
  readonly path: string;
  /** Whether it has run. */
  ran(): boolean;
}

export function markerProgram(): MarkerProgram {
  const directory = temporaryDirectory();
  const path = join(directory, 'program');
  const mark = join(directory, 'mark');
  writeFileSync(path, `#!/bin/sh\necho "$0 $*" >> '${mark}'\nexit 1\n`);
  chmodSync(path, 0o755);
  return { path, ran: () => existsSync(mark) };
}
