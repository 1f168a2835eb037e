import { randomBytes } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { FirebreakError } from '../errors.ts';
import { listDigest } from '../incident/digest.ts';
import { evidenceStore } from '../journal/evidence.ts';
import { privateStore } from '../journal/private.ts';
import type { Actor, RunEvent } from '../journal/record.ts';
import type { Mode } from '../journal/vocabulary.ts';
import { createJournal } from '../journal/writer.ts';
import { setDeadlines } from '../response/deadlines.ts';
import { digestOf } from '../runbook/digest.ts';
import { shownSite } from '../response/site-credentials.ts';
import { placesOf, readSite } from '../response/site-file.ts';
import type { Site } from '../containment/site.ts';
import type { App } from './app.ts';
import { loadIncident, readTextFile } from './incident-store.ts';
import { live, localActor, machineKey, processRedactor } from './run-open.ts';
import { type RegistryLogin, startedFrom } from './run-parts.ts';
import { type RunPlace, runDirectory } from './run-store.ts';
import { soundRunbook } from './runbooks.ts';
import { loadScan } from './scan-store.ts';

export interface StartRequest {
  /** Id of a shipped runbook, or a file. */
  readonly runbook: string;
  readonly incident: string;
  /** A site file; null where the organisation has none. */
  readonly site: string | null;
  readonly mode: Mode;
  /** Who starts it; null for the person at the keyboard. */
  readonly actor: Actor | null;
}

/**
 * Starts a run: copies of the definition and the site file into its directory, the exposure map and the incident as
 * evidence, then the first record. Throws RUNBOOK_INVALID, SITE_INVALID, SCAN_NOT_FOUND before anything is written.
 */
export async function startRun(app: App, request: StartRequest): Promise<RunPlace> {
  const incident = await loadIncident(app, request.incident);
  const map = await loadScan(app, incident.id, null);
  if (map.incident?.listDigest !== listDigest(incident))
    app.warn(`the list of ${incident.id} has changed since scan ${map.scan.number}: scan again`);
  const { runbook, text } = await soundRunbook(app, request.runbook);
  const site = request.site === null ? null : await usableSite(app, request.site);
  const place = await newPlace(app, incident.id);
  const { files } = app.doors;
  await files.makeDirectory(place.directory);
  await files.writeFileAtomically(join(place.directory, 'definition.yaml'), text);
  if (site !== null) await files.writeFileAtomically(join(place.directory, 'site.yaml'), site.text);
  const evidence = evidenceStore(app.doors, place.directory);
  const mapBytes = Buffer.from(`${JSON.stringify(map, null, 2)}\n`);
  const incidentBytes = Buffer.from(`${JSON.stringify(incident, null, 2)}\n`);
  const kept = [
    await evidence.keep(startedFrom.map, 'application/json', mapBytes),
    await evidence.keep(startedFrom.incident, 'application/json', incidentBytes),
  ];
  const key = await machineKey(app);
  const journal = await createJournal(app.doors, {
    directory: place.directory,
    run: place.run,
    key,
    redact: processRedactor(),
  });
  try {
    const first: RunEvent = {
      type: 'run.started',
      step: null,
      target: null,
      attempt: null,
      key: null,
      cause: null,
      actor: request.actor ?? localActor(app),
      data: {
        mode: request.mode,
        toolVersion: app.version,
        runbook: { id: runbook.id, version: runbook.version, digest: digestOf(text) },
        incident: { id: incident.id, listDigest: listDigest(incident) },
        exposure: { scan: map.scan.number, digest: digestOf(mapBytes) },
        site: site === null ? null : await keptSite(app, place, site),
        policy: 'one',
        signer: { name: key.name, key: key.verifier },
      },
      evidence: kept,
    };
    await journal.append(first);
    await setDeadlines(await live(app, place, journal, () => {}));
  } finally {
    await journal.close();
  }
  return place;
}

/** What record 0 says of the site file. Credentials go into no record: whoever has its digest cannot guess them either. */
async function keptSite(
  app: App,
  place: RunPlace,
  { directory, login, text }: GivenSite,
): Promise<{ digest: string; directory: string; credentials?: string }> {
  const about = { digest: digestOf(text), directory };
  if (login === null) return about;
  const kept: RegistryLogin = { salt: randomBytes(32).toString('hex'), login };
  const own = privateStore(app.doors, place.directory);
  const sha256 = await own.keep(Buffer.from(JSON.stringify(kept)));
  return { ...about, credentials: `sha256:${sha256}` };
}

interface GivenSite {
  /** Without credentials. */
  readonly text: string;
  /** `user:password` for the registry; null where there is none. */
  readonly login: string | null;
  readonly directory: string;
  readonly site: Site;
}

/** Reads a site file and looks whether what it names is there: at three in the morning is too late. */
async function usableSite(app: App, path: string): Promise<GivenSite> {
  const text = Buffer.from(await readTextFile(app, path, 4 * 1024 * 1024)).toString('utf8');
  const site = readSite(text, resolve(path));
  for (const { path: named, what } of placesOf(site)) {
    if ((await app.doors.files.resolveLinks(named)) !== null) continue;
    throw new FirebreakError(
      'SITE_INVALID',
      `${path}: ${what}: there is nothing at ${named}`,
      'Paths in a site file lead from its own directory. Mend the path, or take the entry out.',
    );
  }
  const clean = processRedactor();
  const shown = await shownSite(text, resolve(path), (one) => String(clean(one).data));
  if (shown.login !== null)
    app.warn(
      `${path}: registry.url holds credentials: they go into the run's private directory, and into no record`,
    );
  return { ...shown, directory: dirname(resolve(path)), site };
}

/** A name that sorts by time and is taken by nobody. */
async function newPlace(app: App, incident: string): Promise<RunPlace> {
  const at = app.doors.clock.now().toISOString();
  const base = at.slice(0, 19).replaceAll(/[-:]/g, '').toLowerCase();
  for (let number = 1; ; number += 1) {
    const run = number === 1 ? `${base}z` : `${base}z-${number}`;
    const directory = runDirectory(app, incident, run);
    if ((await app.doors.files.statusOf(directory)) === null) return { incident, run, directory };
  }
}
