import { join } from 'node:path';
import { FirebreakError } from '../errors.ts';
import { isSystemError, reasonOf } from '../host/files.ts';
import { readIncident, writeIncident } from '../incident/file.ts';
import type { Incident } from '../incident/schema.ts';
import type { App } from './app.ts';

const maxIncidentBytes = 256 * 1024 * 1024;

/** The directory of an incident; its id has been checked by then. */
export function incidentDirectory(app: App, id: string): string {
  return join(app.dataDir, 'incidents', checkId(id));
}

/** An id is a directory's name and is typed at three in the morning. */
export function checkId(id: string): string {
  if (/^[a-z0-9][a-z0-9._-]{0,63}$/.test(id)) return id;
  throw new FirebreakError(
    'ARGUMENT_INVALID',
    `${JSON.stringify(id)} cannot be an incident id`,
    'Use small letters, digits, dots, dashes and underscores, 64 at most, a letter or digit first.',
  );
}

/** The text of a file that a person named. Throws FILE_UNREADABLE. */
export async function readTextFile(app: App, path: string, limit: number): Promise<Uint8Array> {
  const hint = 'Check the path and its permissions.';
  try {
    const real = (await app.doors.files.resolveLinks(path)) ?? path;
    const read = await app.doors.files.readRegularFile(real, limit);
    if (read.status === 'read') return read.bytes;
    const why =
      read.status === 'too-large'
        ? `${read.size} bytes, more than the ${limit} that are read`
        : 'not a regular file';
    throw new FirebreakError('FILE_UNREADABLE', `cannot read ${path}: ${why}`, hint);
  } catch (error) {
    if (error instanceof FirebreakError) throw error;
    const code =
      isSystemError(error) && error.code === 'ENOENT' ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE';
    throw new FirebreakError(code, `cannot read ${path}: ${reasonOf(error)}`, hint, error);
  }
}

/** Throws INCIDENT_NOT_FOUND, or INCIDENT_INVALID where the file was damaged. */
export async function loadIncident(app: App, id: string): Promise<Incident> {
  const path = join(incidentDirectory(app, id), 'incident.yaml');
  if ((await app.doors.files.statusOf(path)) === null) {
    const known = await incidentIds(app);
    const hint =
      known.length === 0
        ? 'Open one with `firebreak incident open ID --from LIST`.'
        : `Known here: ${known.join(', ')}.`;
    throw new FirebreakError('INCIDENT_NOT_FOUND', `no incident ${id} in ${app.dataDir}`, hint);
  }
  const incident = readIncident(
    Buffer.from(await readTextFile(app, path, maxIncidentBytes)).toString('utf8'),
    path,
  );
  if (incident.id === id) return incident;
  throw new FirebreakError(
    'INCIDENT_INVALID',
    `${path} is the incident ${incident.id}, in the directory of ${id}`,
    `Name the directory ${incident.id}, or write \`id: ${id}\` into the file.`,
  );
}

/** Whether an incident of this id is in the data directory. */
export async function incidentExists(app: App, id: string): Promise<boolean> {
  return (
    (await app.doors.files.statusOf(join(incidentDirectory(app, id), 'incident.yaml'))) !== null
  );
}

/** Writes an incident whole or not at all. Throws FILE_UNWRITABLE. */
async function saveIncident(app: App, incident: Incident): Promise<void> {
  const path = join(incidentDirectory(app, incident.id), 'incident.yaml');
  await app.doors.files.writeFileAtomically(path, writeIncident(incident));
}

/** Writes an incident that is new here: of two that are opened at once under one id, one. Throws INCIDENT_EXISTS. */
export async function saveNewIncident(app: App, incident: Incident): Promise<void> {
  const path = join(incidentDirectory(app, incident.id), 'incident.yaml');
  if (!(await app.doors.files.writeNewFile(path, writeIncident(incident))))
    throw incidentExistsError(incident.id);
}

/**
 * Changes an incident while nobody else does: two updates at once would lose the lists of one. `change` gets the
 * incident as it stands and gives it as it shall. Throws INCIDENT_BUSY where another process is at it.
 */
export async function changeIncident(
  app: App,
  id: string,
  change: (incident: Incident) => Incident,
): Promise<{ before: Incident; after: Incident }> {
  await loadIncident(app, id);
  const lock = join(incidentDirectory(app, id), 'update.lock');
  if (!(await app.doors.files.writeNewFile(lock, `process ${process.pid}\n`))) {
    throw new FirebreakError(
      'INCIDENT_BUSY',
      `incident ${id} is being updated by another process`,
      `Try again. If none is running (one was killed), delete ${lock} first.`,
    );
  }
  try {
    const before = await loadIncident(app, id);
    const after = change(before);
    await saveIncident(app, after);
    return { before, after };
  } finally {
    await app.doors.files.removeFile(lock);
  }
}

/** What to say of an id that is taken. */
export function incidentExistsError(id: string): FirebreakError {
  return new FirebreakError(
    'INCIDENT_EXISTS',
    `incident ${id} is open already`,
    `Add lists with \`firebreak incident update ${id} --from LIST\`.`,
  );
}

/** Ids of the incidents in the data directory, sorted. */
export async function incidentIds(app: App): Promise<string[]> {
  const directory = join(app.dataDir, 'incidents');
  if ((await app.doors.files.statusOf(directory)) === null) return [];
  const entries = await app.doors.files.listDirectory(directory);
  const found: string[] = [];
  for (const entry of entries) {
    const holds =
      entry.kind === 'directory' &&
      (await app.doors.files.statusOf(join(directory, entry.name, 'incident.yaml'))) !== null;
    if (holds) found.push(entry.name);
  }
  return found;
}
