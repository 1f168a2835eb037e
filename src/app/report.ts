import { dirname, join } from 'node:path';
import { readChain } from '../journal/chain.ts';
import { evidenceStore } from '../journal/evidence.ts';
import { journalBytes } from '../journal/reader.ts';
import type { EvidenceRef, JournalRecord } from '../journal/record.ts';
import { reportMarkdown } from '../report/markdown.ts';
import { reportModel } from '../report/model.ts';
import type { Report } from '../report/schema.ts';
import type { App } from './app.ts';
import { verifyJournal } from './journal.ts';
import { reportSources } from './report-sources.ts';
import { findRun, type RunPlace } from './run-store.ts';

/** A report, as data and in Markdown. */
export interface MadeReport {
  readonly report: Report;
  readonly markdown: string;
}

/**
 * The report of a run as it stands, held against its journal's own verification; one that does not verify is reported
 * on all the same, and says so. Throws RUN_NOT_FOUND, and JOURNAL_BROKEN where nothing of it can be read.
 */
export async function makeReport(app: App, run: string | null): Promise<MadeReport> {
  const place = await findRun(app, run);
  const { failures, notChecked, verified } = await verifyJournal(app, place.directory, null);
  const chain = readChain(await journalBytes(app.doors, place.directory));
  const records = chain.records.filter((record) => record !== null);
  const sources = await reportSources(app, place, records, !verified);
  const report = reportModel({ ...sources, verified: { verified, failures, notChecked } });
  return { report, markdown: reportMarkdown(report) };
}

/** 30 where the journal does not verify. */
export function exitCodeOfReport({ verification }: Report): 0 | 30 {
  return verification?.verified === false ? 30 : 0;
}

/**
 * Writes the report of a run that is still being written: into its evidence as `report.md`, and beside the run as
 * `reports/<run>.md`. Throws FILE_UNWRITABLE, and EVIDENCE_MISSING where a map that it needs is gone.
 */
export async function writeReport(
  app: App,
  place: RunPlace,
  records: readonly JournalRecord[],
): Promise<{ readonly detail: string; readonly evidence: readonly EvidenceRef[] }> {
  const sources = await reportSources(app, place, records, false);
  const markdown = reportMarkdown(reportModel({ ...sources, verified: null }));
  const bytes = Buffer.from(markdown);
  const store = evidenceStore(app.doors, place.directory);
  const kept = await store.keep('report.md', 'text/markdown', bytes);
  await app.doors.files.writeFileAtomically(reportPath(place), bytes);
  return {
    detail: `reports/${place.run}.md: ${kept.size} bytes, from ${records.length} records`,
    evidence: [kept],
  };
}

/**
 * Writes `reports/<run>.md` once more, when the run has ended and its record can be verified: what a step of the run
 * wrote could not tell of its end. Throws FILE_UNWRITABLE.
 */
export async function writeFinalReport(app: App, place: RunPlace): Promise<void> {
  const { markdown } = await makeReport(app, place.directory);
  await app.doors.files.writeFileAtomically(reportPath(place), Buffer.from(markdown));
}

function reportPath({ directory, run }: RunPlace): string {
  return join(dirname(dirname(directory)), 'reports', `${run}.md`);
}
