import { dataOf, type JournalRecord } from '../journal/record.ts';
import type { ReportInput } from './input.ts';
import { shellWord } from './shell-word.ts';
import type { About } from './schema.ts';

/** What a run is, and how to check what its report says. Throws where there is no first record. */
export function aboutOf({
  before,
  definition,
  directory,
  records,
  site,
  state,
}: ReportInput): About {
  const first = records[0] as JournalRecord;
  const last = records.at(-1) as JournalRecord;
  const started = dataOf(first, 'run.started');
  const { exercisedAt, owner, reviewedAt, title } = definition;
  return {
    run: first.run,
    incident: { ...started.incident, title: before.incident?.title ?? null },
    mode: started.mode,
    state: state.status,
    runbook: { ...started.runbook, title, owner, reviewedAt, exercisedAt },
    toolVersion: started.toolVersion,
    organisation: site?.organisation ?? null,
    site: started.site?.digest ?? null,
    exposure: started.exposure,
    startedAt: first.at,
    lastAt: last.at,
    records: records.length,
    processes: last.epoch,
    hosts: [...new Set(records.map(({ actor }) => actor.host))].toSorted(),
    signer: started.signer,
    directory,
    verifyWith: `firebreak journal verify ${shellWord(first.run)}`,
  };
}
