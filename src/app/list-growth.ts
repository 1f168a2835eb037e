import { listDigest } from '../incident/digest.ts';
import { dataOf, type JournalRecord } from '../journal/record.ts';
import type { App } from './app.ts';
import { incidentExists, loadIncident } from './incident-store.ts';

/**
 * Warns where the incident's list is another than when a run began: its targets come from the scan it started with, and
 * what it has done already is not done again.
 */
export async function warnOfGrowth(app: App, records: readonly JournalRecord[]): Promise<void> {
  const [first] = records;
  if (first === undefined) return;
  const { id, listDigest: before } = dataOf(first, 'run.started').incident;
  if (!(await incidentExists(app, id)) || listDigest(await loadIncident(app, id)) === before)
    return;
  app.warn(
    `the list of ${id} has changed since this run began: steps that are done do not cover what is new; scan again, and start another run for it`,
  );
}
