import { join } from 'node:path';
import { z } from 'zod';
import { FirebreakError } from '../errors.ts';
import { ExposureMap } from '../exposure/schema.ts';
import type { App } from './app.ts';
import { incidentDirectory, readTextFile } from './incident-store.ts';

const maxScanBytes = 400 * 1024 * 1024;

/** Keeps a scan as `scans/<n>.json` and gives it back with its number. Scans that end together get numbers of their own. */
export async function keepScan(app: App, incident: string, map: ExposureMap): Promise<ExposureMap> {
  for (let number = (await lastScan(app, incident)) + 1; ; number += 1) {
    const kept: ExposureMap = { ...map, scan: { ...map.scan, number } };
    const path = join(incidentDirectory(app, incident), 'scans', `${number}.json`);
    if (await app.doors.files.writeNewFile(path, `${JSON.stringify(kept, null, 2)}\n`)) return kept;
  }
}

/** A kept scan; the latest where no number is given. Throws SCAN_NOT_FOUND. */
export async function loadScan(
  app: App,
  incident: string,
  number: number | null,
): Promise<ExposureMap> {
  const wanted = number ?? (await lastScan(app, incident));
  const path = join(incidentDirectory(app, incident), 'scans', `${wanted}.json`);
  if (wanted === 0 || (await app.doors.files.statusOf(path)) === null) {
    const what =
      wanted === 0
        ? `incident ${incident} has not been scanned`
        : `incident ${incident} has no scan ${wanted}`;
    throw new FirebreakError(
      'SCAN_NOT_FOUND',
      what,
      `Run \`firebreak scan TARGET... --incident ${incident}\`.`,
    );
  }
  const text = Buffer.from(await readTextFile(app, path, maxScanBytes)).toString('utf8');
  try {
    return ExposureMap.parse(JSON.parse(text));
  } catch (error) {
    throw new FirebreakError(
      'INCIDENT_INVALID',
      `${path} is not a scan that firebreak wrote: ${whatIsWrong(error)}`,
      'The file was changed or cut. Name another with --scan, or scan again.',
      error,
    );
  }
}

/** The first thing wrong with a scan's file, with its place as far as the parsers give it. */
function whatIsWrong(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  const [issue] = error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  return `${issue?.message ?? 'another shape'}${place}`;
}

/** The highest number of a kept scan, 0 for none. */
export async function lastScan(app: App, incident: string): Promise<number> {
  const directory = join(incidentDirectory(app, incident), 'scans');
  if ((await app.doors.files.statusOf(directory)) === null) return 0;
  const entries = await app.doors.files.listDirectory(directory);
  return entries.reduce(
    (last, { name }) => Math.max(last, Number(/^(\d+)\.json$/.exec(name)?.[1] ?? 0)),
    0,
  );
}
