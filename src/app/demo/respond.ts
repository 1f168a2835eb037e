import { join } from 'node:path';
import { clearanceOf } from '../../exposure/clearance.ts';
import { exclusionsOf } from '../../runbook/machine/index.ts';
import type { JournalRecord } from '../../journal/record.ts';
import type { App } from '../app.ts';
import { verifyJournal } from '../journal.ts';
import { readRun } from '../run-open.ts';
import { startRun } from '../run-start.ts';
import { loadScan } from '../scan-store.ts';
import type { Organisation } from './organisation.ts';
import type { DemoResult } from './result.ts';
import { playRun } from './script.ts';
import { scriptActor, type Stage } from './stage.ts';

export interface ResponseRequest {
  readonly app: App;
  readonly incident: string;
  readonly organisation: Organisation;
  readonly show: (line: string) => void;
  readonly told: (record: JournalRecord) => void;
}

const runbook = 'npm-registry-compromise';

/** The second half of the loop: the runbook to its verified end, played by the script, and what came of it. */
export async function respond(request: ResponseRequest): Promise<DemoResult['response']> {
  const { app, incident, organisation, show, told } = request;
  show(`$ firebreak respond start ${runbook} --incident ${incident} --site site.yaml`);
  const actor = scriptActor(app);
  const place = await startRun(app, {
    runbook,
    incident,
    site: organisation.site,
    mode: 'demo',
    actor,
  });
  const stage: Stage = { app, place, organisation, actor, played: [], done: new Set(), show, told };
  const status = await playRun(stage);
  show('$ firebreak journal verify');
  const verification = await verifyJournal(app, place.directory, null);
  const map = await loadScan(app, incident, null);
  const { state } = await readRun(app, place);
  const reasons = Object.entries(exclusionsOf(state, 'rescan')).map(
    ([name, { reason }]) => [name, reason] as const,
  );
  const { clear, excluded, live } = clearanceOf(map, Object.fromEntries(reasons));
  return {
    status,
    decisions: stage.played,
    after: {
      scan: map.scan.number,
      verdict: map.verdict,
      clear,
      live: [...live],
      excluded: { ...excluded },
    },
    verification,
    report: join(app.dataDir, 'incidents', incident, 'reports', `${place.run}.md`),
  };
}
