import { basename } from 'node:path';
import { FirebreakError } from '../errors.ts';
import { readJournal } from '../journal/reader.ts';
import type { JournalRecord } from '../journal/record.ts';
import { directoryFiles, type RunFiles } from '../journal/run-files.ts';
import type { Verification } from '../journal/verification.ts';
import { verifyRun } from '../journal/verify.ts';
import { EventType } from '../journal/vocabulary.ts';
import { compile, replay } from '../runbook/machine/index.ts';
import { readRunbook } from '../runbook/read.ts';
import type { App } from './app.ts';
import { readTextFile } from './incident-store.ts';
import type { JournalExportResult, JournalShowResult } from './journal-results.ts';
import { findRun } from './run-store.ts';

const maxBundleFileBytes = 1024 * 1024 * 1024;

/** Which records to show. Null: whichever. */
export interface RecordChoice {
  readonly step: string | null;
  /** A type (`effect.intent`) or the first part of one (`effect`). */
  readonly type: string | null;
  /** How many of the last. */
  readonly last: number | null;
}

/** Records of a run, as they stand. Throws RUN_NOT_FOUND, ARGUMENT_INVALID for a type there is not, JOURNAL_BROKEN. */
export async function showJournal(
  app: App,
  run: string | null,
  choice: RecordChoice,
): Promise<JournalShowResult> {
  checkType(choice.type);
  const place = await findRun(app, run);
  const { records, torn } = await readJournal(app.doors, place.directory);
  const chosen = records.filter((record) => isChosen(record, choice));
  return {
    run: records[0]?.run ?? place.run,
    directory: place.directory,
    total: records.length,
    records: choice.last === null ? chosen : chosen.slice(-choice.last),
    torn: torn?.length ?? 0,
  };
}

/**
 * Verifies a run or a bundle (a file that ends in `.tgz` or `.tar.gz`), against a checkpoint kept elsewhere where one is
 * given. Throws RUN_NOT_FOUND, FILE_NOT_FOUND, FILE_UNREADABLE, and JOURNAL_BROKEN for a bundle that is none.
 */
export async function verifyJournal(
  app: App,
  run: string | null,
  anchor: string | null,
): Promise<Verification> {
  const note = anchor === null ? null : await readTextFile(app, anchor, 64 * 1024);
  return await verifyRun(await filesOf(app, run), {
    replay: replayed,
    anchor: note === null ? null : Buffer.from(note).toString('utf8'),
  });
}

/** Writes a run into one file. Throws RUN_NOT_FOUND, ARGUMENT_INVALID, JOURNAL_BROKEN, FILE_UNWRITABLE. */
export async function exportJournal(
  app: App,
  run: string | null,
  file: string,
): Promise<JournalExportResult> {
  const place = await findRun(app, run);
  const status = await app.doors.files.statusOf(file);
  if (file === '' || (status !== null && !status.isFile()))
    throw new FirebreakError(
      'ARGUMENT_INVALID',
      `--to ${file} names no regular file`,
      'Name a file to write, such as run.tgz.',
    );
  const { exportBundle } = await import('../journal/bundle.ts');
  const { digest, files, size } = await exportBundle(app.doors, place.directory, place.run, file);
  return { run: place.run, file, files, size, digest: `sha256:${digest}` };
}

async function filesOf(app: App, run: string | null): Promise<RunFiles> {
  if (run !== null && /\.(?:tgz|tar\.gz)$/.test(run)) {
    const { bundleFiles } = await import('../journal/bundle.ts');
    return await bundleFiles(await readTextFile(app, run, maxBundleFileBytes), basename(run));
  }
  return directoryFiles(app.doors, (await findRun(app, run)).directory);
}

function replayed(records: readonly JournalRecord[], definition: string): string | null {
  const { problems, runbook } = readRunbook(definition, 'definition.yaml');
  if (runbook === null) return `definition.yaml: ${problems[0]?.message ?? 'cannot be read'}`;
  replay(compile(runbook), records);
  return null;
}

function isChosen(record: JournalRecord, { step, type }: RecordChoice): boolean {
  if (step !== null && record.step !== step) return false;
  return type === null || record.type === type || record.type.startsWith(`${type}.`);
}

function checkType(type: string | null): void {
  const known = EventType.options;
  if (type === null || known.some((one) => one === type || one.startsWith(`${type}.`))) return;
  throw new FirebreakError(
    'ARGUMENT_INVALID',
    `there is no type of record ${JSON.stringify(type)}`,
    `Types: ${known.join(', ')}; or the first part of one.`,
  );
}
