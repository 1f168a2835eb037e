import { readFileSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { exitCodeOfReport, makeReport, writeReport } from '../../src/app/report.ts';
import { evidencePath, evidenceStore } from '../../src/journal/evidence.ts';
import { readJournal } from '../../src/journal/reader.ts';
import { realDoors } from '../support/doors.ts';
import { projectRoot } from '../support/project.ts';
import { runFirebreak } from '../support/run-firebreak.ts';
import { goodTale, Tale } from './tale.ts';
import { writtenRun } from './written-run.ts';

const loud = '> **THE RECORD DOES NOT VERIFY.**';

function changeFile(path: string, change: (text: string) => string): void {
  chmodSync(path, 0o600);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

it('reports on a run from its directory, and verifies it', async () => {
  const { app, place } = await writtenRun(goodTale());
  const { markdown, report } = await makeReport(app, place.directory);

  expect(report.verification).toMatchObject({ verified: true, failures: [] });
  expect(exitCodeOfReport(report)).toBe(0);
  expect(report.verdict.after?.verdict).toBe('not-exposed');
  expect(report.about.directory).toBe(place.directory);
  expect(markdown).not.toContain(loud);
  expect((await makeReport(app, place.directory)).markdown).toBe(markdown);
});

it('still reports on a run whose journal was changed, and says so first', async () => {
  const { app, place } = await writtenRun(goodTale());
  changeFile(join(place.directory, 'journal.jsonl'), (text) =>
    text.replace('looked at all 3', 'looked at all 4'),
  );
  const { markdown, report } = await makeReport(app, place.directory);

  expect(exitCodeOfReport(report)).toBe(30);
  expect(markdown.split('\n')[2]).toContain(loud);
  expect(report.verification?.failures.length).toBeGreaterThan(0);
  expect(report.about.state).toBe('completed');
});

it('reports what is left where a record is gone', async () => {
  const { app, place } = await writtenRun(goodTale());
  changeFile(join(place.directory, 'journal.jsonl'), (text) =>
    text
      .split('\n')
      .filter((line) => !line.includes('"approval.granted"'))
      .join('\n'),
  );
  const { report } = await makeReport(app, place.directory);

  expect(exitCodeOfReport(report)).toBe(30);
  // Without its approval the step cannot have been armed: the state is that of the records before.
  expect(report.effects.find(({ step }) => step === 'freeze')).toMatchObject({
    state: 'awaiting-approval',
    verified: 0,
  });
});

it('takes no rescan for granted whose map was changed or is gone', async () => {
  const { app, place } = await writtenRun(goodTale());
  const { records } = await readJournal(realDoors, place.directory);
  const kept = records
    .flatMap(({ evidence }) => evidence)
    .find(({ name }) => name === 'scan-2.json');
  rmSync(join(place.directory, evidencePath(kept?.sha256 ?? '')));
  const { report } = await makeReport(app, place.directory);

  expect(exitCodeOfReport(report)).toBe(30);
  expect(report.verdict.after).toBeNull();
  expect(report.openPoints.map(({ kind }) => kind)).toContain('not-rescanned');
  await expect(writeReport(app, place, records)).rejects.toMatchObject({
    code: 'EVIDENCE_MISSING',
  });
});

it('refuses where there is no start of a run to report on', async () => {
  const { app, place } = await writtenRun(goodTale());
  changeFile(join(place.directory, 'journal.jsonl'), (text) => text.slice(text.indexOf('\n') + 1));

  await expect(makeReport(app, place.directory)).rejects.toMatchObject({ code: 'JOURNAL_BROKEN' });
});

it('writes the report of a run that is at its report step', async () => {
  const tale = new Tale('demo').keep().freeze().pin().merge().tokens().rescan();
  tale.add('step.entered', {}, { step: 'report' });
  const { app, directory, place } = await writtenRun(tale);
  const { records } = await readJournal(realDoors, place.directory);
  const { detail, evidence } = await writeReport(app, place, records);
  const [kept] = evidence;
  const file = readFileSync(join(directory, 'reports', 'run-1.md'), 'utf8');

  expect(kept).toMatchObject({
    name: 'report.md',
    media: 'text/markdown',
    size: Buffer.byteLength(file),
  });
  expect(detail).toBe(`reports/run-1.md: ${kept?.size} bytes, from ${records.length} records`);
  const store = evidenceStore(realDoors, place.directory);
  expect(Buffer.from(await store.read(kept?.sha256 ?? '')).toString('utf8')).toBe(file);
  expect(file).toContain('THIS IS A DEMO');
  // Again, as after a crash: the same file.
  expect(await writeReport(app, place, records)).toEqual({ detail, evidence });
});

it('prints Markdown, or JSON by its schema, and exits 30 for a record that does not verify', async () => {
  const { app, place } = await writtenRun(goodTale());
  const args = ['report', '--data-dir', app.dataDir, place.directory];
  const text = await runFirebreak(args);
  const json = await runFirebreak([...args, '--json']);
  const schema = JSON.parse(readFileSync(join(projectRoot, 'schemas/report.json'), 'utf8'));
  const file = join(app.dataDir, 'out.md');
  const output = await runFirebreak([...args, '--output', file]);

  expect(text).toMatchObject({ exitCode: 0, stderr: '' });
  expect(text.stdout).toBe((await makeReport(app, place.directory)).markdown);
  expect(json).toMatchObject({ exitCode: 0, stderr: '' });
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  validate(JSON.parse(json.stdout));
  expect(validate.errors).toBeNull();
  expect(output).toMatchObject({ exitCode: 0, stdout: '' });
  expect(readFileSync(file, 'utf8')).toBe(text.stdout);

  changeFile(join(place.directory, 'journal.jsonl'), (journal) => journal.replace('"go"', '"no"'));
  const broken = await runFirebreak(args);
  expect(broken.exitCode).toBe(30);
  expect(broken.stdout).toContain(loud);
});
