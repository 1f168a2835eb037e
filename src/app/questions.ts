import { FirebreakError } from '../errors.ts';
import type { CoverageAnswer, ExposureDelta, Why } from '../exposure/answers.ts';
import { exposureDelta } from '../exposure/delta.ts';
import { listProblems } from '../exposure/list-problems.ts';
import type { ExposureMap } from '../exposure/schema.ts';
import { explain } from '../exposure/why.ts';
import { listDigest } from '../incident/digest.ts';
import type { App } from './app.ts';
import { incidentIds, loadIncident } from './incident-store.ts';
import { exitCodeOfScan } from './scan.ts';
import { lastScan, loadScan } from './scan-store.ts';

/** Which kept scan is meant. */
export interface ScanChoice {
  /** Null for the one incident there is. */
  readonly incident: string | null;
  /** Null for the latest. */
  readonly scan: number | null;
}

/** A kept scan as it is asked about. */
export interface KeptScan {
  readonly map: ExposureMap;
  /** Whether the incident states something else by now, which that scan did not look for. */
  readonly outdated: boolean;
}

/** A kept scan, with a warning where the incident's list has changed since. */
export async function showExposure(app: App, choice: ScanChoice): Promise<KeptScan> {
  const incident = await loadIncident(app, choice.incident ?? (await onlyIncident(app)));
  const map = await loadScan(app, incident.id, choice.scan);
  const outdated =
    map.incident?.listDigest !== listDigest(incident) ||
    (map.coverage.complete && listProblems(incident).length > 0);
  if (outdated)
    app.warn(`the list of ${incident.id} has changed since scan ${map.scan.number}: scan again`);
  return { map, outdated };
}

/** The same, and a warning of what an earlier scan found where this one did not look. */
export async function showMap(app: App, choice: ScanChoice): Promise<KeptScan> {
  const kept = await showExposure(app, choice);
  await warnOfElsewhere(app, kept.map);
  return kept;
}

/**
 * Names targets that were exposed, or possibly, when a scan last looked at them, and that this later scan did not look at.
 * The verdict tells: rows of the past alone may count for nothing.
 */
async function warnOfElsewhere(app: App, { incident, scan, targets }: ExposureMap): Promise<void> {
  if (incident === null) return;
  const seen = new Set(targets.map((target) => target.name));
  for (let number = (scan.number ?? 0) - 1; number > 0; number -= 1) {
    const earlier = await loadScan(app, incident.id, number).catch((error: unknown) => {
      if (!(error instanceof FirebreakError)) throw error;
      if (error.code !== 'SCAN_NOT_FOUND')
        app.warn(`scan ${number} was passed over: ${error.message}`);
      return null;
    });
    const exposed = (earlier?.targets ?? []).filter(
      ({ name, verdict }) =>
        (verdict === 'exposed' || verdict === 'possibly-exposed') && !seen.has(name),
    );
    for (const { name } of earlier?.targets ?? []) seen.add(name);
    if (exposed.length === 0) continue;
    const names = exposed
      .slice(0, 8)
      .map(({ name }) => name)
      .join(', ');
    const more = exposed.length > 8 ? ` and ${exposed.length - 8} more` : '';
    const what = exposed.every(({ verdict }) => verdict === 'exposed')
      ? 'exposed'
      : 'exposed, or possibly,';
    app.warn(
      `scan ${scan.number} did not look at ${names}${more}: ${what} in scan ${number} (\`--scan ${number}\` shows it)`,
    );
  }
}

/** The exit code of a scan asked about: its own, but what it did not look for cannot be called clear. */
export function exitCodeOfKeptScan({ map, outdated }: KeptScan): number {
  const own = exitCodeOfScan(map);
  return own === 0 && outdated ? 12 : own;
}

/** Why a package is where it is. Throws ARGUMENT_INVALID when the scan holds no such exposure. */
export async function explainExposure(app: App, choice: ScanChoice, asked: string): Promise<Why> {
  const { map } = await showExposure(app, choice);
  const why = explain(map, asked);
  if (why.exposures.length > 0) return why;
  const known = [
    ...new Set(
      map.exposures.map((exposure) => `${exposure.package.name}@${exposure.package.version}`),
    ),
  ];
  const found =
    known.length === 0
      ? 'That scan found no exposure at all.'
      : `It found: ${known.slice(0, 8).join(', ')}${known.length > 8 ? ` and ${known.length - 8} more` : ''}.`;
  const hint = map.coverage.complete
    ? found
    : `${found} It could not read everything: see \`firebreak exposure coverage\`.`;
  throw new FirebreakError(
    'ARGUMENT_INVALID',
    `scan ${map.scan.number} holds no exposure to ${asked}`,
    hint,
  );
}

/** What a kept scan looked at. */
export async function showCoverage(app: App, choice: ScanChoice): Promise<CoverageAnswer> {
  const { map } = await showExposure(app, choice);
  const { coverage, incident, scan, targets, verdict } = map;
  return { incident: incident?.id ?? '', scan: scan.number ?? 0, verdict, coverage, targets };
}

/** What changed between two scans: the given ones, else the last two. */
export async function compareScans(
  app: App,
  choice: { incident: string | null; from: number | null; to: number | null },
): Promise<ExposureDelta> {
  const id = choice.incident ?? (await onlyIncident(app));
  await loadIncident(app, id);
  const to = choice.to ?? (await lastScan(app, id));
  const from = choice.from ?? to - 1;
  if (from < 1) {
    throw new FirebreakError(
      'SCAN_NOT_FOUND',
      `incident ${id} has ${to} ${to === 1 ? 'scan' : 'scans'}: a comparison needs two`,
      `Run \`firebreak scan TARGET... --incident ${id}\`, then ask again.`,
    );
  }
  if (from >= to) {
    throw new FirebreakError(
      'ARGUMENT_INVALID',
      `scan ${from} is not earlier than scan ${to}`,
      'Give the earlier scan as --from and the later as --to.',
    );
  }
  return exposureDelta(await loadScan(app, id, from), await loadScan(app, id, to));
}

/** The exit code of a comparison: nothing new is only good news where the later scan saw what the earlier one did. */
export function exitCodeOfDelta({ appeared, complete, unconfirmed }: ExposureDelta): number {
  if (appeared.length > 0) return 10;
  return unconfirmed.length > 0 || !complete ? 12 : 0;
}

async function onlyIncident(app: App): Promise<string> {
  const ids = await incidentIds(app);
  const [only] = ids;
  if (only !== undefined && ids.length === 1) return only;
  const message = only === undefined ? `no incident in ${app.dataDir}` : 'which incident?';
  const hint =
    only === undefined
      ? 'Open one with `firebreak incident open ID --from LIST`.'
      : `Say --incident with one of: ${ids.join(', ')}.`;
  throw new FirebreakError('INCIDENT_NOT_FOUND', message, hint);
}
