import { resolve } from 'node:path';
import { FirebreakError } from '../errors.ts';
import { isHandedOver } from '../host/stream.ts';
import { readIncident } from '../incident/file.ts';
import type { Incident } from '../incident/schema.ts';
import type { App } from './app.ts';
import { incidentExists, loadIncident, readTextFile } from './incident-store.ts';
import { importLists } from './lists.ts';

/** An incident to scan for, and whether the data directory holds it, so that scans can be kept with it. */
export interface AskedIncident {
  readonly incident: Incident;
  readonly kept: boolean;
}

const maxIncidentBytes = 256 * 1024 * 1024;

/** Reads `--incident ID|FILE`: an id known here, an incident file, or a list used as it is. */
export async function incidentOf(app: App, argument: string): Promise<AskedIncident> {
  const isId = /^[a-z0-9][a-z0-9._-]{0,63}$/.test(argument);
  if (isId && (await incidentExists(app, argument)))
    return { incident: await loadIncident(app, argument), kept: true };
  if (await isHandedOver(argument)) return asList(app, argument);
  const path = await app.doors.files.resolveLinks(resolve(argument));
  const status = path === null ? null : await app.doors.files.statusOf(path);
  if (path === null || status === null || status.isDirectory()) {
    if (isId) return { incident: await loadIncident(app, argument), kept: true };
    throw new FirebreakError(
      'INCIDENT_NOT_FOUND',
      `${argument} is neither an incident in ${app.dataDir} nor a file`,
      '`firebreak incident list` names the incidents there. For a folder of records, open an incident from it.',
    );
  }
  if (/\.ya?ml$/i.test(argument)) {
    const text = Buffer.from(await readTextFile(app, path, maxIncidentBytes)).toString('utf8');
    return { incident: readIncident(text, argument), kept: false };
  }
  return asList(app, argument);
}

async function asList(app: App, path: string): Promise<AskedIncident> {
  const incident = await importLists(app, 'unopened', [path]);
  app.warn(`${path} is used as a list; open an incident to keep scans and compare them`);
  return { incident, kept: false };
}
