import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '../app.ts';
import { openIncident } from '../incidents.ts';
import { scan } from '../scan.ts';
import { buildSample } from './build-sample.ts';
import { compareWithExpected } from './compare.ts';
import { loadExpected } from './expected.ts';
import type { DemoResult } from './result.ts';

export interface DemoRequest {
  /** The directory that holds `sample` and `incidents`. */
  readonly fixtures: string;
  /** Where to work and leave everything; null for a temporary directory that is cleared away. */
  readonly keepIn: string | null;
  readonly jobs: number;
  /** Told of every command that a person would have typed. */
  step(command: string): void;
}

const incident = 'antv-wave';
const window = '2026-05-19T01:39:00Z..~2026-05-19T04:56:00Z';

/**
 * The loop on the bundled sample organisation: build it, open the incident, scan, compare with what it is known to hold.
 * Needs no network. Throws DEMO_UNAVAILABLE without the repository's fixtures.
 */
export async function runDemo(app: App, request: DemoRequest): Promise<DemoResult> {
  const directory = request.keepIn ?? (await mkdtemp(join(tmpdir(), 'firebreak-demo-')));
  try {
    const at: App = { ...app, dataDir: directory };
    const organisation = join(directory, 'organisation');
    const sample = join(request.fixtures, 'sample');
    const built = await buildSample(sample, organisation);
    const list = join(request.fixtures, 'incidents', 'antv-wave-2026-05-19.json');
    request.step(
      `firebreak incident open ${incident} --from antv-wave-2026-05-19.json --window ${window}`,
    );
    await openIncident(at, {
      id: incident,
      from: [list],
      title: 'The AntV wave of 19 May 2026',
      severity: 1,
      commander: null,
      window,
      windowSource:
        'published advisories; the end is estimated from the owner saying "within three hours"',
    });
    request.step(`firebreak scan organisation --incident ${incident}`);
    const map = await scan(at, {
      targets: [organisation],
      incident,
      refs: 'all',
      jobs: request.jobs,
      keep: true,
    });
    const { differences, expected, found } = compareWithExpected(map, await loadExpected(sample));
    return {
      dataDir: request.keepIn,
      repositories: built.map(({ name, shows }) => ({ name, shows })),
      map,
      expected,
      found,
      differences: [...differences],
    };
  } finally {
    if (request.keepIn === null) await rm(directory, { recursive: true, force: true });
  }
}
