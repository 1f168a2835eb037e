import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../support/project.ts';
import { type Outcome, runFirebreak } from '../support/run-firebreak.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { svg } from './svg.ts';

/** Where the picture lies. */
export const picturePath = join(projectRoot, 'test/picture/demo.svg');

/** A demo that has ended: what it printed in colour, and its result as `--json` would have printed it. */
export interface PlayedDemo {
  readonly outcome: Outcome;
  readonly json: string;
}

/** Plays the demo in colour, in a directory that it makes for itself. */
export async function playedDemo(): Promise<PlayedDemo> {
  const file = join(temporaryDirectory(), 'result.json');
  const keeper = pathToFileURL(join(projectRoot, 'test/support/keep-result.js')).href;
  // Without a terminal the width is 80.
  const outcome = await runFirebreak(['demo'], {
    env: { FIREBREAK_TEST_RESULT: file, FORCE_COLOR: '1', TMPDIR: temporaryDirectory() },
    nodeOptions: ['--import', keeper],
  });
  if (outcome.exitCode !== 0)
    throw new Error(`the demo ended with ${outcome.exitCode}: ${outcome.stderr}`);
  return { outcome, json: readFileSync(file, 'utf8') };
}

/** The picture of what a demo printed, on a terminal of 80 columns. */
export function pictureOf({ stdout }: Outcome): string {
  return svg(`\u001b[2m$ npm run demo\u001b[22m\n\n${stdout}`, {
    title: 'What firebreak demo prints',
    columns: 80,
  });
}
