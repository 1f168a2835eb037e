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
    return { place: await namedRun(app, first), step: second };
  if (first !== undefined && (first.includes('/') || (await isRun(app, first))))
    return { place: await namedRun(app, first), step: null };
  return { place: await openOrLatest(app), step: first ?? null };
}

/**
 * Reads `[RUN]` where nothing else may stand. A word that is no run is never passed over: what was meant for one run
 * must not be done to another. Throws RUN_NOT_FOUND.
 */
export async function chooseRunAlone(app: App, word: string | undefined): Promise<RunPlace> {
  return word === undefined ? await openOrLatest(app) : await namedRun(app, word);
}

/** How a run that was just started has to be named from now on: not at all while no other is open. */
export async function namedIfNeeded(app: App, place: RunPlace): Promise<RunPlace> {
  const open = await openRuns(app);
  return open.some(({ directory }) => directory !== place.directory)
    ? { ...place, named: place.run }
    : place;
}

async function namedRun(app: App, word: string): Promise<RunPlace> {
  return { ...(await findRun(app, word)), named: word };
}

async function isRun(app: App, word: string): Promise<boolean> {
  return (await allRuns(app)).some(({ run }) => run === word);
}

/** The one run that has not ended; where all have, the latest. */
async function openOrLatest(app: App): Promise<RunPlace> {
  const open = await openRuns(app);
  const [only, other] = open;
  if (other !== undefined)
    throw new FirebreakError(
      'RUN_NOT_FOUND',
      `${open.length} runs are open: it is not plain which one is meant`,
      `Name one before the step: ${open.map(({ run }) => run).join(', ')}.`,
    );
  return only ?? (await findRun(app, null));
}

async function openRuns(app: App): Promise<RunPlace[]> {
  const open: RunPlace[] = [];
  for (const place of await allRuns(app)) if (!(await hasEnded(app, place))) open.push(place);
  return open;
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

/** Throws ARGUMENT_INVALID where a step was given to what concerns the run as a whole. */
export function noStepGiven({ place, step }: Choice, what: string): void {
  if (step === null) return;
  throw new FirebreakError(
    'ARGUMENT_INVALID',
    `${what} concerns a run as a whole, and ${step} is no run`,
    `Leave ${step} out to mean ${place.run}; \`firebreak respond status RUN\` shows another.`,
  );
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
