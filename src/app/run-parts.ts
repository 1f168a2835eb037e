import { join } from 'node:path';
import type { Site } from '../containment/site.ts';
import { FirebreakError } from '../errors.ts';
import { ExposureMap } from '../exposure/schema.ts';
import { Incident } from '../incident/schema.ts';
import { type EvidenceStore, evidenceStore } from '../journal/evidence.ts';
import { privateStore } from '../journal/private.ts';
import { dataOf, type JournalRecord } from '../journal/record.ts';
import { digestOf } from '../runbook/digest.ts';
import { readSite } from '../response/site-file.ts';
import { type Compiled, compile } from '../runbook/machine/index.ts';
import { readRunbook } from '../runbook/read.ts';
import type { App } from './app.ts';
import { incidentExists, loadIncident, readTextFile } from './incident-store.ts';
import type { RunPlace } from './run-store.ts';

const maxTextBytes = 4 * 1024 * 1024;

/** What a run was started with, read back from its directory and held against its first record. */
export interface RunParts {
  readonly compiled: Compiled;
  /** `sha256:` of the definition. */
  readonly definition: string;
  readonly site: Site | null;
  readonly incident: Incident;
  readonly map: ExposureMap;
  readonly evidence: EvidenceStore;
  /** `user:password` for the registry; null where none was given or it is not on this machine. */
  readonly login: string | null;
}

/** What the private file with a registry's credentials holds; the salt keeps its digest from telling anything. */
export interface RegistryLogin {
  readonly salt: string;
  readonly login: string;
}

/** Names under which a run's first record keeps what it started from. */
export const startedFrom = { incident: 'incident.json', map: 'exposure-map.json' } as const;

/** Reads back what a run was started with. Throws JOURNAL_BROKEN or EVIDENCE_MISSING where it was changed. */
export async function runParts(
  app: App,
  place: RunPlace,
  records: readonly JournalRecord[],
): Promise<RunParts> {
  const [first] = records;
  if (first === undefined) throw broken(place, 'it has no record');
  const started = dataOf(first, 'run.started');
  const evidence = evidenceStore(app.doors, place.directory);
  const text = await pinned(app, place, 'definition.yaml', started.runbook.digest);
  const { problems, runbook } = readRunbook(text, join(place.directory, 'definition.yaml'));
  if (runbook === null) throw broken(place, problems[0]?.message ?? 'its definition is no runbook');
  const site =
    started.site === null
      ? null
      : readSite(
          await pinned(app, place, 'site.yaml', started.site.digest),
          join(started.site.directory, 'site.yaml'),
        );
  const kept = async (name: string): Promise<unknown> => {
    const reference = first.evidence.find((one) => one.name === name);
    if (reference === undefined) throw broken(place, `its first record names no ${name}`);
    return JSON.parse(Buffer.from(await evidence.read(reference.sha256)).toString('utf8'));
  };
  // The list grows while a run goes on: what is new has to be frozen and pinned away from as well.
  const incident = (await incidentExists(app, place.incident))
    ? await loadIncident(app, place.incident)
    : Incident.parse(await kept(startedFrom.incident));
  const map = ExposureMap.parse(await kept(startedFrom.map));
  const login = await loginOf(app, place, started.site?.credentials);
  const definition = started.runbook.digest;
  return { compiled: compile(runbook), definition, site, incident, map, evidence, login };
}

/** Without it a run can still be looked at, elsewhere too; the registry will say what it refuses. */
async function loginOf(
  app: App,
  place: RunPlace,
  digest: string | undefined,
): Promise<string | null> {
  if (digest === undefined) return null;
  try {
    const own = privateStore(app.doors, place.directory);
    const bytes = await own.read(digest.replace('sha256:', ''));
    return (JSON.parse(Buffer.from(bytes).toString('utf8')) as RegistryLogin).login;
  } catch (error) {
    if (!(error instanceof FirebreakError) || error.code !== 'EVIDENCE_MISSING') throw error;
    app.warn(`the registry is asked without credentials: ${error.message}`);
    return null;
  }
}

async function pinned(app: App, place: RunPlace, name: string, digest: string): Promise<string> {
  const bytes = await readTextFile(app, join(place.directory, name), maxTextBytes);
  if (digestOf(bytes) !== digest) throw broken(place, `${name} is not what its first record names`);
  return Buffer.from(bytes).toString('utf8');
}

function broken(place: RunPlace, what: string): FirebreakError {
  return new FirebreakError(
    'JOURNAL_BROKEN',
    `run ${place.run} cannot go on: ${what}`,
    `\`firebreak journal verify ${place.run}\` says what was changed.`,
  );
}
