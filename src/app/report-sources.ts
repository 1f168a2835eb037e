import { dirname, join } from 'node:path';
import type { Site } from '../containment/site.ts';
import { FirebreakError } from '../errors.ts';
import { ExposureMap } from '../exposure/schema.ts';
import { type EvidenceStore, evidenceStore } from '../journal/evidence.ts';
import { brokenJournal } from '../journal/place.ts';
import { dataOf, type JournalRecord } from '../journal/record.ts';
import type { ReportInput } from '../report/input.ts';
import { lastRescan } from '../report/records.ts';
import { readSite } from '../response/site-file.ts';
import { advance, type Compiled, compile, initialState } from '../runbook/machine/index.ts';
import type { RunState } from '../runbook/machine/state.ts';
import { readRunbook } from '../runbook/read.ts';
import type { App } from './app.ts';
import { readTextFile } from './incident-store.ts';
import { startedFrom } from './run-parts.ts';
import type { RunPlace } from './run-store.ts';

const maxTextBytes = 4 * 1024 * 1024;
const maxMapBytes = 400 * 1024 * 1024;

/** What a report is made from, beside what verification says. */
export type ReportSources = Omit<ReportInput, 'verified'>;

/**
 * Gathers what a report is made from. Of a run that does not verify (`broken`) it takes what can still be read, since
 * that is when a report is wanted most; of any other it throws where something is missing. Throws JOURNAL_BROKEN where
 * there is no first record, no definition or no map to start from.
 */
export async function reportSources(
  app: App,
  place: RunPlace,
  records: readonly JournalRecord[],
  broken: boolean,
): Promise<ReportSources> {
  const [first] = records;
  if (first?.type !== 'run.started')
    throw brokenJournal(place.directory, 'record 0 is not the start of a run');
  const path = join(place.directory, 'definition.yaml');
  const { problems, runbook } = readRunbook(await textOf(app, path), path);
  if (runbook === null)
    throw brokenJournal(place.directory, problems[0]?.message ?? 'definition.yaml is no runbook');
  const evidence = evidenceStore(app.doors, place.directory);
  const rescan = lastRescan(records, runbook);
  const lenient = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (broken && error instanceof FirebreakError) return null;
      throw error;
    }
  };
  const started = await lenient(() => startMap(evidence, place, first));
  return {
    records,
    definition: runbook,
    state: stateOf(compile(runbook), records),
    before: started ?? (await keptScan(app, place, first)),
    after: rescan === null ? null : await lenient(() => keptMap(evidence, rescan.sha256)),
    site: await lenient(() => siteOf(app, place, first)),
    directory: place.directory,
  };
}

/** The state that the records give, as far as they fit each other: verification says where they stop to. */
function stateOf(compiled: Compiled, records: readonly JournalRecord[]): RunState {
  let state = initialState(compiled);
  for (const record of records) {
    try {
      state = advance(compiled, state, record);
    } catch (error) {
      if (error instanceof FirebreakError && error.code === 'STEP_REFUSED') return state;
      throw error;
    }
  }
  return state;
}

async function startMap(
  evidence: EvidenceStore,
  place: RunPlace,
  first: JournalRecord,
): Promise<ExposureMap> {
  const reference = first.evidence.find(({ name }) => name === startedFrom.map);
  if (reference === undefined)
    throw brokenJournal(place.directory, `its first record names no ${startedFrom.map}`);
  return await keptMap(evidence, reference.sha256);
}

/** The scan beside the run, where its own copy is gone. */
async function keptScan(app: App, place: RunPlace, first: JournalRecord): Promise<ExposureMap> {
  const { scan } = dataOf(first, 'run.started').exposure;
  const path = join(dirname(dirname(place.directory)), 'scans', `${scan ?? 'none'}.json`);
  const text = Buffer.from(await readTextFile(app, path, maxMapBytes)).toString('utf8');
  try {
    return ExposureMap.parse(JSON.parse(text));
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n')[0] : '';
    throw brokenJournal(place.directory, `nothing says what it started from; ${path}: ${message}`);
  }
}

async function keptMap(evidence: EvidenceStore, sha256: string): Promise<ExposureMap> {
  return ExposureMap.parse(JSON.parse(Buffer.from(await evidence.read(sha256)).toString('utf8')));
}

async function siteOf(app: App, place: RunPlace, first: JournalRecord): Promise<Site | null> {
  const { site } = dataOf(first, 'run.started');
  if (site === null) return null;
  const text = await textOf(app, join(place.directory, 'site.yaml'));
  return readSite(text, join(site.directory, 'site.yaml'));
}

async function textOf(app: App, path: string): Promise<string> {
  return Buffer.from(await readTextFile(app, path, maxTextBytes)).toString('utf8');
}
