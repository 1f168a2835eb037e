import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FirebreakError } from '../../errors.ts';
import type { ExposureMap } from '../../exposure/schema.ts';
import type { JournalRecord } from '../../journal/record.ts';
import type { App } from '../app.ts';
import { scan } from '../scan.ts';
import { compareWithExpected } from './compare.ts';
import { loadExpected } from './expected.ts';
import { type Organisation, startOrganisation } from './organisation.ts';
import { respond } from './respond.ts';
import { openFromTwoLists } from './two-lists.ts';
import type { DemoResult } from './result.ts';

export interface DemoRequest {
  /** The directory that holds `sample` and `incidents`. */
  readonly fixtures: string;
  /** The directory to work in and leave everything; null for a temporary one. */
  readonly keepIn: string | null;
  readonly jobs: number;
  /** Told of every command that a person would have typed, and of what came of it. */
  readonly show: (line: string) => void;
  /** Told of every record of the run. */
  readonly told: (record: JournalRecord) => void;
}

const incident = 'antv-wave';
const window = '2026-05-19T01:39:00Z..~2026-05-19T04:56:00Z';

/**
 * The whole loop on the bundled sample organisation: build it, read it before anything has happened, open the incident and
 * update it, scan, compare with what it is known to hold, drive the runbook to its verified end, scan again. Needs no network. Throws DEMO_UNAVAILABLE without the
 * repository's fixtures or its development install.
 */
export async function runDemo(app: App, request: DemoRequest): Promise<DemoResult> {
  const dataDir = request.keepIn ?? (await mkdtemp(join(tmpdir(), 'firebreak-demo-')));
  try {
    return await played({ ...app, dataDir }, request);
  } catch (error) {
    if (!(error instanceof FirebreakError) || error.code !== 'INTERRUPTED') throw error;
    // Its registry is gone with it: this run cannot go on.
    throw new FirebreakError(
      'INTERRUPTED',
      `interrupted: the demo has ended its registry; what it made so far lies in ${dataDir}`,
      'Delete that directory, and run the demo again in a new one.',
      error,
    );
  }
}

async function played(at: App, request: DemoRequest): Promise<DemoResult> {
  const { dataDir, doors } = at;
  const { fixtures, show, told } = request;
  const organisation = await startOrganisation(doors, { fixtures, directory: dataDir });
  try {
    const { early, map } = await mapSample(at, request, organisation);
    const facts = await loadExpected(join(fixtures, 'sample'));
    const { differences, expected, found } = compareWithExpected(map, facts);
    const response = await respond({ app: at, incident, organisation, show, told });
    show(`Kept in ${dataDir}: delete it when you are done. Ask it with --data-dir ${dataDir}:`);
    show('  firebreak exposure why size-sensor, firebreak journal show, firebreak report');
    return {
      dataDir,
      repositories: organisation.repositories.map(({ name, shows }) => ({ name, shows })),
      map,
      expected,
      found,
      differences: [...differences, ...untold(map, early)],
      response,
    };
  } finally {
    await organisation.stop();
  }
}

async function mapSample(
  app: App,
  { fixtures, jobs, show }: DemoRequest,
  { clones }: Organisation,
): Promise<{ map: ExposureMap; early: ReadonlySet<string> }> {
  const all = { targets: [clones], refs: 'all', jobs, keep: true } as const;
  show('$ firebreak scan organisation --history   # as every day, before there is an incident');
  await scan(app, { ...all, incident: null, history: 'reachable' });
  const opening = {
    id: incident,
    title: 'The AntV wave of 19 May 2026',
    severity: 1,
    commander: null,
    window,
    windowSource:
      'published advisories; the end is estimated from the owner saying "within three hours"',
  };
  const list = join(fixtures, 'incidents', 'antv-wave-2026-05-19.json');
  const early = await openFromTwoLists(app, { incident: opening, list, show });
  show(`$ firebreak scan organisation --incident ${incident}`);
  return { map: await scan(app, { ...all, incident }), early };
}

/** What the inventory should have told before anything was looked at again. */
function untold({ targets }: ExposureMap, early: ReadonlySet<string>): string[] {
  return targets
    .filter(({ name, verdict }) => verdict === 'exposed' && !early.has(name))
    .map(({ name }) => `${name} is exposed, and the inventory did not tell`);
}

/** Whether a demonstration came to what it is known to come to. */
export function isAsExpected({ differences, response }: DemoResult): boolean {
  const refused = response.decisions.filter((one) => one.refused !== null);
  return (
    differences.length === 0 &&
    response.status.state === 'completed' &&
    response.verification.verified &&
    response.after.clear &&
    refused.length === 1
  );
}
