import { join } from 'node:path';
import { FirebreakError } from '../errors.ts';
import { reasonOf } from '../host/files.ts';
import type { Actor, JournalRecord } from '../journal/record.ts';
import { signingKey, type SigningKey } from '../journal/key.ts';
import { type Redact, redactor, secretsOf } from '../journal/redact.ts';
import { readJournal } from '../journal/reader.ts';
import { type Journal, openJournal } from '../journal/writer.ts';
import { type LiveRun, liveRun } from '../response/live-run.ts';
import type { Told } from '../response/status.ts';
import { exclusionsOf, replay } from '../runbook/machine/index.ts';
import type { App } from './app.ts';
import { actionsById } from './catalogue.ts';
import { writeReport } from './report.ts';
import { runParts } from './run-parts.ts';
import type { RunPlace } from './run-store.ts';
import { runWorld, scratchDirectory, secretsOfLogin } from './run-world.ts';

/** The person at the keyboard, as the operating system has them. */
export function localActor(app: App): Actor {
  const { host, login } = app.doors.user;
  return { kind: 'person', id: login, auth: 'local-user', host };
}

/** firebreak itself, as an actor. */
function engineActor(app: App): Actor {
  return { kind: 'engine', id: 'firebreak', auth: 'none', host: app.doors.user.host };
}

/** This machine's key for signing checkpoints; made where there is none. */
export function machineKey(app: App): Promise<SigningKey> {
  return signingKey(app.doors, join(app.dataDir, 'keys'), `firebreak-${app.doors.user.host}`);
}

/** What keeps the process's secrets out of records, and those that `more` names by the time. */
export function processRedactor(more: readonly string[] = []): Redact {
  let known = 0;
  let redact = redactor(secretsOf(process.env));
  return (data) => {
    if (more.length > known) redact = redactor([...secretsOf(process.env), ...more]);
    known = more.length;
    return redact(data);
  };
}

/** A run as it stands on the disk, without taking it over. Throws JOURNAL_BROKEN. */
export async function readRun(app: App, place: RunPlace): Promise<Told> {
  const { records } = await readJournal(app.doors, place.directory);
  const { compiled, site } = await runParts(app, place, records);
  const state = replay(compiled, records);
  return { directory: place.directory, compiled, state, records, site };
}

/** A run to look at: what it would record is refused. */
export async function readOnlyRun(app: App, place: RunPlace): Promise<LiveRun> {
  const { records } = await readJournal(app.doors, place.directory);
  const refuse = (): never => {
    throw new FirebreakError('BUG', 'a run that is only read was written to', 'Report it.');
  };
  const journal: Journal = {
    directory: place.directory,
    records,
    append: refuse,
    appendAll: refuse,
    now: refuse,
    checkpoint: refuse,
    close: refuse,
  };
  return await live(app, place, journal, () => {});
}

/**
 * Does work on a run as its one writer, and lets go of it whatever happens. What lies in its scratch directory goes
 * before and after: a process that was killed leaves it. Throws RUN_BUSY where another process writes the run,
 * JOURNAL_BROKEN where it does not verify.
 */
export async function withRun<T>(
  app: App,
  place: RunPlace,
  told: (record: JournalRecord) => void,
  work: (run: LiveRun) => Promise<T>,
): Promise<T> {
  const secrets: string[] = [];
  const journal = await openJournal(app.doors, {
    directory: place.directory,
    run: place.run,
    key: await machineKey(app),
    redact: processRedactor(secrets),
  });
  try {
    await clearScratch(app, place);
    return await work(await live(app, place, journal, told, secrets));
  } finally {
    await clearScratch(app, place);
    await journal.close();
  }
}

/** What stays is in nobody's way: the run goes on, and its outcome counts for more. */
async function clearScratch(app: App, place: RunPlace): Promise<void> {
  const directory = scratchDirectory(app, place);
  try {
    await app.doors.files.removeTree(directory);
  } catch (error) {
    app.warn(`cannot take away ${directory}: ${reasonOf(error)}`);
  }
}

/** The run behind an open journal. What must not be shown of its own is added to `secrets`. */
export async function live(
  app: App,
  place: RunPlace,
  journal: Journal,
  told: (record: JournalRecord) => void,
  secrets: string[] = [],
): Promise<LiveRun> {
  const parts = await runParts(app, place, journal.records);
  secrets.push(...secretsOfLogin(parts.login));
  // The world is asked for exclusions, which the run knows, which needs the world.
  let run: LiveRun | null = null;
  const exclusions = (step: string): Record<string, string> => {
    const all = run === null ? {} : exclusionsOf(run.state(), step);
    return Object.fromEntries(Object.entries(all).map(([name, { reason }]) => [name, reason]));
  };
  const world = runWorld(app, { ...parts, place, exclusions });
  run = liveRun({
    id: place.run,
    compiled: parts.compiled,
    definition: parts.definition,
    actions: actionsById(),
    world,
    evidence: parts.evidence,
    engine: engineActor(app),
    report: () => writeReport(app, place, journal.records),
    told,
    journal,
  });
  return run;
}
