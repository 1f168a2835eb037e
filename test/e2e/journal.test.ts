import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { JournalExportResult, JournalShowResult } from '../../src/app/journal-results.ts';
import { Verification } from '../../src/journal/verification.ts';
import { evidenceStore } from '../../src/journal/evidence.ts';
import { createJournal } from '../../src/journal/writer.ts';
import { realDoors } from '../support/doors.ts';
import { ada, digest, event, setupIn, started } from '../support/journal.ts';
import { projectRoot } from '../support/project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { runWarm } from '../support/warm-firebreak.ts';

const definition = readFileSync(join(projectRoot, 'runbooks/npm-registry-compromise.yaml'), 'utf8');

let parent: string;
let directory: string;

beforeAll(async () => {
  parent = temporaryDirectory();
  const setup = await setupIn(realDoors, parent);
  const first = started(setup.key);
  const runbook = { id: 'sample', version: '1', digest: digest(definition) };
  const journal = await createJournal(realDoors, setup);
  ({ directory } = journal);
  await journal.append({ ...first, data: { ...first.data, runbook, site: null } });
  const evidence = await evidenceStore(realDoors, directory).keep(
    'n.txt',
    'text/plain',
    Buffer.from('n'),
  );
  await journal.append(
    event('note.added', { text: 'called the vendor' }, { actor: ada, evidence: [evidence] }),
  );
  await journal.close();
  writeFileSync(join(directory, 'definition.yaml'), definition);
});

function damaged(): string {
  const copy = join(temporaryDirectory(), 'run-1');
  cpSync(directory, copy, { recursive: true });
  const path = join(copy, 'journal.jsonl');
  writeFileSync(path, readFileSync(path, 'utf8').replace('vendor', 'lawyer'));
  return copy;
}

describe('journal show', () => {
  it('prints records for a person and for a program', async () => {
    const text = await runWarm(['journal', 'show', directory, '--last', '1']);
    const json = await runWarm(['journal', 'show', directory, '--type', 'note', '--json']);

    expect(text).toMatchObject({ exitCode: 0, stderr: '' });
    expect(text.stdout).toMatch(
      /^run run-1 {2}1 of 2 records\n.*\n1 {2}[\d:]{8} {2}ada {2}note: called the vendor\n$/,
    );
    const result = JournalShowResult.parse(JSON.parse(json.stdout));
    expect(result.records.map(({ seq }) => seq)).toEqual([1]);
  });

  it.each([
    [['--type', 'effects'], 'there is no type of record "effects"'],
    [['--last', '0'], '--last'],
    [['no-such-run'], 'no run no-such-run'],
  ])('%j is wrong usage', async (args, message) => {
    const outcome = await runWarm([
      'journal',
      'show',
      ...(args.length === 1 ? args : [directory, ...args]),
    ]);

    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' });
    expect(outcome.stderr).toContain(message);
  });

  it('refuses a journal that was changed', async () => {
    const copy = damaged();
    const path = join(copy, 'journal.jsonl');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"seq":1', '"seq":2'));
    const outcome = await runWarm(['journal', 'show', copy, '--json']);

    expect(outcome.exitCode).toBe(30);
    expect(JSON.parse(outcome.stdout)).toMatchObject({
      error: { code: 'JOURNAL_BROKEN', message: expect.stringContaining('record 1'), exit: 30 },
    });
  });
});

describe('journal verify', () => {
  it('exits 0 where all holds, and says what it could not check', async () => {
    const text = await runWarm(['journal', 'verify', directory]);
    const json = await runWarm(['journal', 'verify', directory, '--json']);

    expect(text).toMatchObject({ exitCode: 0, stderr: '' });
    expect(text.stdout).toMatch(/^VERIFIED {2}run run-1, 2 records\n\nNot checked\n {2}anchor /);
    expect(json.exitCode).toBe(0);
    const { notChecked } = Verification.parse(JSON.parse(json.stdout));
    expect(notChecked.map(({ check }) => check)).toEqual(['anchor', 'signer']);
  });

  it('exits 30 where the records cannot have happened, though every link and signature holds', async () => {
    const other = temporaryDirectory();
    const setup = await setupIn(realDoors, other);
    const first = started(setup.key);
    const runbook = { id: 'sample', version: '1', digest: digest(definition) };
    const journal = await createJournal(realDoors, setup);
    await journal.append({ ...first, data: { ...first.data, runbook, site: null } });
    await journal.append(event('step.entered', {}, { step: 'no-such-step' }));
    await journal.close();
    writeFileSync(join(journal.directory, 'definition.yaml'), definition);
    const outcome = await runWarm(['journal', 'verify', journal.directory, '--json']);

    expect(outcome.exitCode).toBe(30);
    expect(Verification.parse(JSON.parse(outcome.stdout)).failures).toMatchObject([
      { check: 'replay', seq: 1 },
    ]);
  });

  it('exits 30 and names the record that was changed', async () => {
    const outcome = await runWarm(['journal', 'verify', damaged(), '--json']);

    expect(outcome.exitCode).toBe(30);
    const { failures, verified } = Verification.parse(JSON.parse(outcome.stdout));
    expect(verified).toBe(false);
    expect(failures).toContainEqual(expect.objectContaining({ check: 'checkpoints', seq: 1 }));
    const text = await runWarm(['journal', 'verify', damaged()]);
    expect(text.exitCode).toBe(30);
    expect(text.stdout).toMatch(
      /^DOES NOT VERIFY {2}run run-1, 2 records\n[^]*record 1[^]*Not checked\n/,
    );
  });

  it('holds a run against an anchor', async () => {
    const anchor = join(directory, 'checkpoints', '2.note');
    const good = await runWarm(['journal', 'verify', directory, '--anchor', anchor, '--json']);
    const bad = await runWarm([
      'journal',
      'verify',
      directory,
      '--anchor',
      join(directory, 'definition.yaml'),
      '--json',
    ]);
    const none = await runWarm(['journal', 'verify', directory, '--anchor', join(parent, 'none')]);

    const checks = (text: string): string[] =>
      Verification.parse(JSON.parse(text)).failures.map(({ check }) => check);
    expect(checks(good.stdout)).not.toContain('anchor');
    expect(checks(bad.stdout)).toContain('anchor');
    expect(none.exitCode).toBe(2);
  });
});

describe('journal export', () => {
  it('writes one file that is verified as the run itself is', async () => {
    const file = join(temporaryDirectory(), 'run.tgz');
    const made = await runWarm(['journal', 'export', directory, '--to', file, '--json']);
    const direct = await runWarm(['journal', 'verify', directory, '--json']);
    const bundled = await runWarm(['journal', 'verify', file, '--json']);

    expect(made.exitCode).toBe(0);
    expect(JournalExportResult.parse(JSON.parse(made.stdout))).toMatchObject({
      run: 'run-1',
      digest: digest(readFileSync(file)),
    });
    expect(bundled.stdout).toBe(direct.stdout);
    expect(bundled.exitCode).toBe(direct.exitCode);
  });

  it('refuses what is no place for a file, and what is no bundle', async () => {
    const folder = join(temporaryDirectory(), 'x.tgz');
    mkdirSync(folder);
    const text = join(temporaryDirectory(), 'y.tgz');
    writeFileSync(text, 'x');

    expect(await runWarm(['journal', 'export', directory, '--to', folder])).toMatchObject({
      exitCode: 2,
    });
    expect(await runWarm(['journal', 'export', directory])).toMatchObject({ exitCode: 2 });
    const outcome = await runWarm(['journal', 'verify', text]);
    expect(outcome).toMatchObject({ exitCode: 30, stdout: '' });
    expect(outcome.stderr).toContain('y.tgz is no bundle of a run: not a whole gzip file');
  });
});
