import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../src/app/app.ts';
import { openIncident } from '../../src/app/incidents.ts';
import { startRun } from '../../src/app/run-start.ts';
import type { RunPlace } from '../../src/app/run-store.ts';
import { scan } from '../../src/app/scan.ts';
import { realDoors } from './doors.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A run of the shipped runbook that was just started, and what was warned of meanwhile. */
export interface StartedRun {
  readonly app: App;
  readonly place: RunPlace;
  readonly warnings: readonly string[];
}

/** Opens an incident that names `bad@1.0.1`, scans a project that locks it, and starts a run; `site` as a site file. */
export async function startedRun(site: string | null = null): Promise<StartedRun> {
  const directory = temporaryDirectory();
  const warnings: string[] = [];
  const app: App = {
    doors: realDoors,
    dataDir: join(directory, 'data'),
    version: '0.0.0',
    progress: () => {},
    warn: (text) => void warnings.push(text),
  };
  const file = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  const lock = { lockfileVersion: 3, packages: { 'node_modules/bad': { version: '1.0.1' } } };
  mkdirSync(join(directory, 'web'));
  file('web/package-lock.json', JSON.stringify(lock));
  await openIncident(app, {
    id: 'wave',
    from: [file('list.txt', 'bad@1.0.1\n')],
    title: null,
    severity: null,
    commander: null,
    window: null,
    windowSource: null,
  });
  const targets = [join(directory, 'web')];
  await scan(app, { targets, incident: 'wave', refs: 'all', jobs: 1, keep: true });
  const place = await startRun(app, {
    runbook: 'npm-registry-compromise',
    incident: 'wave',
    site: site === null ? null : file('site.yaml', site),
    mode: 'real',
    actor: null,
  });
  return { app, place, warnings };
}
