import { FirebreakError } from '../errors.ts';
import { readJournal } from '../journal/reader.ts';
import type { App } from './app.ts';
import { allRuns, findRun, type RunPlace } from './run-store.ts';

/** A run, and what else stood on the command line. */
export interface Choice {
  readonly place: RunPlace;
  readonly step: string | null;
}

/**
 * Reads `[RUN] [STEP]`: of two words the first is the run; one word is a run where there is one of that name, else a
 * step of the one run that is open. Throws RUN_NOT_FOUND where it is not plain which run is meant.
 */
export async function chooseRun(app: App, words: readonly string[]): Promise<Choice> {
  const [first, second] = words;
  if (first !== undefined && second !== undefined)
    return { place: await findRun(app, first), step: second };
  if (first !== undefined && (first.includes('/') || (await isRun(app, first))))
    return { place: await findRun(app, first), step: null };
  return { place: await openOrLatest(app), step: first ?? null };
}

async function isRun(app: App, word: string): Promise<boolean> {
  return (await allRuns(app)).some(({ run }) => run === word);
}

/** The one run that has not ended; where all have, the latest. */
async function openOrLatest(app: App): Promise<RunPlace> {
  const open: RunPlace[] = [];
  for (const place of await allRuns(app)) if (!(await hasEnded(app, place))) open.push(place);
  const [only, other] = open;
  if (other !== undefined)
    throw new FirebreakError(
      'RUN_NOT_FOUND',
      `${open.length} runs are open: it is not plain which one is meant`,
      `Name one before the step: ${open.map(({ run }) => run).join(', ')}.`,
    );
  return only ?? (await findRun(app, null));
}

async function hasEnded(app: App, { directory }: RunPlace): Promise<boolean> {
  try {
    const { records } = await readJournal(app.doors, directory);
    return records.at(-1)?.type === 'run.ended';
  } catch (error) {
    // One that cannot be read is not over: it has to be looked at.
    if (error instanceof FirebreakError) return false;
    throw error;
  }
}

/** The step of a choice. Throws ARGUMENT_INVALID where none was given. */
export function stepGiven({ place, step }: Choice): string {
  if (step !== null) return step;
  throw new FirebreakError(
    'ARGUMENT_INVALID',
    `it has to be said which step of ${place.run} is meant`,
    '`firebreak respond status` names the steps.',
  );
}
