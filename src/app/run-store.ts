import { join, resolve } from 'node:path';
import { FirebreakError } from '../errors.ts';
import type { App } from './app.ts';
import { incidentDirectory, incidentIds } from './incident-store.ts';

/** Where a run lies. */
export interface RunPlace {
  /** Id of the incident. */
  readonly incident: string;
  readonly run: string;
  readonly directory: string;
  /** What the person called it; commands shown to them repeat it. Left out where one is plainly meant. */
  readonly named?: string;
}

/** Directory of a run that is to be. */
export function runDirectory(app: App, incident: string, run: string): string {
  return join(incidentDirectory(app, incident), 'runs', run);
}

/** Every run in the data directory, by incident, oldest first within each: ids of runs rise. */
export async function allRuns(app: App): Promise<RunPlace[]> {
  const places: RunPlace[] = [];
  for (const incident of await incidentIds(app)) {
    const runs = join(incidentDirectory(app, incident), 'runs');
    if ((await app.doors.files.statusOf(runs)) === null) continue;
    for (const entry of await app.doors.files.listDirectory(runs)) {
      const directory = join(runs, entry.name);
      const journal = await app.doors.files.statusOf(join(directory, 'journal.jsonl'));
      if (entry.kind === 'directory' && journal !== null)
        places.push({ incident, run: entry.name, directory });
    }
  }
  return places;
}

/**
 * The run that RUN stands for: an id, the directory of a run (something with a slash in it), or, left out (null), the
 * latest of the data directory. Throws RUN_NOT_FOUND.
 */
export async function findRun(app: App, argument: string | null): Promise<RunPlace> {
  if (argument?.includes('/')) return await runAt(app, argument);
  const runs = await allRuns(app);
  const found =
    argument === null
      ? runs.toSorted((a, b) => (a.run < b.run ? -1 : 1)).at(-1)
      : runs.find(({ run }) => run === argument);
  if (found !== undefined) return found;
  throw new FirebreakError(
    'RUN_NOT_FOUND',
    argument === null ? `no run in ${app.dataDir}` : `no run ${argument} in ${app.dataDir}`,
    runs.length === 0
      ? 'Start one with `firebreak respond start RUNBOOK --incident ID`.'
      : `Known here: ${runs.map(({ run }) => run).join(', ')}.`,
  );
}

async function runAt(app: App, path: string): Promise<RunPlace> {
  const directory = resolve(path);
  if ((await app.doors.files.statusOf(join(directory, 'journal.jsonl'))) === null)
    throw new FirebreakError(
      'RUN_NOT_FOUND',
      `${path} holds no journal.jsonl`,
      'Name the directory of a run, or its id.',
    );
  const [run = '', , incident = ''] = directory.split('/').toReversed();
  return { incident, run, directory };
}
