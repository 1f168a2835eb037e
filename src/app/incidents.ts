import { FirebreakError } from '../errors.ts';
import { checkLists } from '../incident/check.ts';
import { delta } from '../incident/delta.ts';
import { listDigest } from '../incident/digest.ts';
import {
  newIncident,
  pairCount,
  pairsByEcosystem,
  rangeCount,
  updateIncident,
} from '../incident/incident.ts';
import type { Incident } from '../incident/schema.ts';
import { parseWindow } from '../incident/window.ts';
import type { App } from './app.ts';
import {
  changeIncident,
  checkId,
  incidentExists,
  incidentExistsError,
  incidentIds,
  loadIncident,
  saveNewIncident,
} from './incident-store.ts';
import { knownToInventory } from './known-exposure.ts';
import { readListFiles, readLists } from './lists.ts';
import type {
  IncidentCheckResult,
  IncidentListing,
  IncidentOpened,
  IncidentSummary,
  IncidentUpdate,
} from './results.ts';
import { lastScan, loadScan } from './scan-store.ts';

export interface OpenRequest {
  readonly id: string;
  readonly from: readonly string[];
  readonly title: string | null;
  readonly severity: number | null;
  readonly commander: string | null;
  /** `FROM..TO`, as parseWindow takes it. */
  readonly window: string | null;
  readonly windowSource: string | null;
}

/** Opens an incident from lists. Throws INCIDENT_EXISTS, and what reading the lists throws. */
export async function openIncident(app: App, request: OpenRequest): Promise<IncidentOpened> {
  const id = checkId(request.id);
  if (await incidentExists(app, id)) throw incidentExistsError(id);
  const window =
    request.window === null ? null : parseWindow(request.window, request.windowSource ?? undefined);
  const readings = await readLists(app, request.from);
  const { commander, severity, title } = request;
  const incident = newIncident({
    id,
    title,
    severity,
    commander,
    window,
    readings,
    now: app.doors.clock.now(),
  });
  await saveNewIncident(app, incident);
  const known = await knownToInventory(app, incident, null);
  return { ...(await summaryOf(app, incident)), known };
}

/** Merges lists into an incident and gives what is new. */
export async function updateLists(
  app: App,
  id: string,
  from: readonly string[],
): Promise<IncidentUpdate> {
  const readings = await readLists(app, from);
  const { after, before } = await changeIncident(app, id, (incident) =>
    updateIncident(incident, readings, app.doors.clock.now()),
  );
  const added = delta(before, after);
  return {
    ...(await summaryOf(app, after)),
    added: {
      pairs: [...added.pairs],
      packages: [...added.packages],
      ranges: [...added.ranges],
      references: [...added.references],
      indicators: [...added.indicators],
      retracted: [...added.retracted],
    },
    known: await knownToInventory(app, after, before),
    scanAgain: (await lastScan(app, id)) > 0 && !(await lastScanLookedFor(app, after)),
  };
}

/** Whether the last scan was matched against what the incident states now. One that cannot be read was not. */
async function lastScanLookedFor(app: App, incident: Incident): Promise<boolean> {
  try {
    const map = await loadScan(app, incident.id, null);
    return map.incident?.listDigest === listDigest(incident);
  } catch (error) {
    if (error instanceof FirebreakError) return false;
    throw error;
  }
}

/** Reads lists and gives the account of every entry; opens nothing. */
export async function checkListFiles(
  app: App,
  paths: readonly string[],
): Promise<IncidentCheckResult> {
  return structuredClone(checkLists(await readListFiles(app, paths))) as IncidentCheckResult;
}

/** An incident in summary. Throws INCIDENT_NOT_FOUND. */
export async function showIncident(app: App, id: string): Promise<IncidentSummary> {
  return summaryOf(app, await loadIncident(app, id));
}

/** Every incident here, sorted by id; one that cannot be read is named with the reason. */
export async function listIncidents(app: App): Promise<IncidentListing> {
  const incidents: IncidentSummary[] = [];
  const unreadable: IncidentListing['unreadable'] = [];
  for (const id of await incidentIds(app)) {
    try {
      incidents.push(await showIncident(app, id));
    } catch (error) {
      if (!(error instanceof FirebreakError)) throw error;
      unreadable.push({ id, message: error.message });
    }
  }
  return { incidents, unreadable };
}

async function summaryOf(app: App, incident: Incident): Promise<IncidentSummary> {
  const {
    commander,
    id,
    indicators,
    lists,
    openedAt,
    packages,
    severity,
    title,
    updatedAt,
    window,
  } = incident;
  const byKind: Record<string, number> = {};
  for (const { kind } of indicators) byKind[kind] = (byKind[kind] ?? 0) + 1;
  return {
    id,
    title,
    severity,
    commander,
    openedAt,
    updatedAt,
    window,
    listDigest: listDigest(incident),
    pairs: pairCount(incident),
    packages: packages.length,
    byEcosystem: pairsByEcosystem(incident),
    ranges: rangeCount(incident),
    indicators: byKind,
    lists,
    scans: await lastScan(app, id),
  };
}
