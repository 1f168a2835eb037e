import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type GitRepository, gitRepository } from '../support/git-repository.ts';
import { type Desk, desk, npmLock, warmDesk } from './support.ts';

const window = '2026-01-01T00:00Z..~2026-01-02T00:00Z';

/** A desk with a repository whose default branch holds bad@1.0.0 by way of `middle`, and an open incident `wave`. */
async function underway(made = warmDesk): Promise<Desk & { web: GitRepository }> {
  const at = made({
    'list.txt': 'bad@1.0.0\nabsent@3.0.0\n',
    'grown.txt': 'bad@1.0.0\nabsent@3.0.0\nlate@2.0.0\n',
  });
  const web = gitRepository(join(at.directory, 'web'));
  web.commit({ 'package-lock.json': lock() });
  await at.run(
    'incident',
    'open',
    'wave',
    '--from',
    'list.txt',
    '--title',
    'The wave',
    '--window',
    window,
  );
  return { ...at, web };
}

function lock({ bad = true, late = true } = {}): string {
  return npmLock(
    {
      middle: { version: '1.2.3', dependencies: bad ? { bad: '^1.0.0' } : {} },
      ...(bad ? { bad: '1.0.0' } : {}),
      ...(late ? { late: '2.0.0' } : {}),
    },
    { direct: ['middle', ...(late ? ['late'] : [])] },
  );
}

it('goes from a list to what is gone, and loses nothing on the way', async () => {
  const { directory, json, run, web } = await underway();

  const scanned = await json('scan', 'web', '--incident', 'wave');
  expect(scanned).toMatchObject({ exitCode: 10, stderr: '' });
  expect(scanned.document).toMatchObject({
    verdict: 'exposed',
    incident: { id: 'wave', title: 'The wave', packages: 2, window: { estimated: true } },
    scan: { number: 1, arguments: ['web'], refs: 'all' },
    exposures: [
      {
        package: { purl: 'pkg:npm/bad@1.0.0' },
        place: {
          path: 'package-lock.json',
          refs: [{ name: 'main', class: 'default' }, { class: 'worktree' }],
        },
        window: { overlap: 'inside', live: 'default' },
        dependency: { direct: false, paths: [['app', 'middle', 'bad']], bump: ['middle'] },
      },
    ],
  });

  const shown = await json('exposure', 'show');
  expect(shown).toMatchObject({ exitCode: 10, stderr: '' });
  expect(shown.document).toEqual(scanned.document);

  for (const asked of ['bad', 'bad@1.0.0', 'pkg:npm/bad', 'pkg:npm/bad@1.0.0']) {
    const why = await json('exposure', 'why', asked);
    expect(why.exitCode).toBe(0);
    expect(why.document).toMatchObject({
      package: asked,
      exposures: [{ target: 'web', bump: ['middle'], pathsTotal: '1' }],
    });
  }
  const coverage = await json('exposure', 'coverage');
  expect(coverage).toMatchObject({
    exitCode: 0,
    document: { scan: 1, verdict: 'exposed', coverage: { complete: true } },
  });

  const updated = await json('incident', 'update', 'wave', '--from', 'grown.txt');
  expect(updated).toMatchObject({ exitCode: 0, stderr: '' });
  expect(updated.document).toMatchObject({
    pairs: 3,
    scans: 1,
    added: { pairs: ['pkg:npm/late@2.0.0'], packages: ['pkg:npm/late'], retracted: [] },
    scanAgain: true,
  });
  const again = await json('incident', 'update', 'wave', '--from', 'grown.txt');
  expect(again.document).toMatchObject({ pairs: 3, added: { pairs: [] }, scanAgain: true });

  const outdated = await json('exposure', 'show');
  expect(outdated.document).toEqual(scanned.document);
  expect(outdated).toMatchObject({
    exitCode: 10,
    stderr: 'warning: the list of wave has changed since scan 1: scan again\n',
  });

  web.commit({ 'package-lock.json': lock({ bad: false }) });
  expect((await run('scan', 'web', '--incident', 'wave')).exitCode).toBe(10);
  const delta = await json('exposure', 'delta');
  expect(delta).toMatchObject({ exitCode: 10, stderr: '' });
  expect(delta.document).toMatchObject({
    from: 1,
    to: 2,
    verdict: { before: 'exposed', after: 'exposed' },
    appeared: [{ package: { name: 'late' } }],
    gone: [{ package: { name: 'bad' } }],
    remaining: [],
    unconfirmed: [],
    listChanged: true,
  });
  expect((await json('incident', 'update', 'wave', '--from', 'list.txt')).document).toMatchObject({
    pairs: 3,
    scanAgain: false,
  });

  web.commit({ 'package-lock.json': lock({ bad: false, late: false }) });
  expect((await run('scan', 'web', '--incident', 'wave')).exitCode).toBe(0);
  expect(await json('exposure', 'delta')).toMatchObject({
    exitCode: 0,
    document: {
      from: 2,
      to: 3,
      appeared: [],
      gone: [{ package: { name: 'late' } }],
      unconfirmed: [],
    },
  });

  writeFileSync(join(directory, 'web/package-lock.json'), '{ "lockfileVersion": 3,');
  expect((await run('scan', 'web', '--incident', 'wave')).exitCode).toBe(12);
  expect((await json('exposure', 'delta', '--from', '1', '--to', '4')).document).toMatchObject({
    gone: [{ package: { name: 'bad' } }],
    unconfirmed: ['web'],
  });
  expect((await run('exposure', 'delta', '--from', '1', '--to', '4')).exitCode).toBe(12);

  expect((await json('incident', 'list')).document).toMatchObject({
    incidents: [{ id: 'wave', scans: 4 }],
    unreadable: [],
  });
  const incident = await json('incident', 'show', 'wave');
  expect(incident.document).toMatchObject({ id: 'wave', title: 'The wave', pairs: 3, scans: 4 });
  expect(incident.document.lists.map((list: { name: string }) => list.name)).toEqual(
    expect.arrayContaining(['list.txt', 'grown.txt']),
  );
});

describe('a question', () => {
  it('about a scan that did not look for what the list states now is not answered with 0', async () => {
    const { json, run, web } = await underway();
    web.commit({ 'package-lock.json': lock({ bad: false }) });

    expect((await run('scan', 'web', '--incident', 'wave')).exitCode).toBe(0);
    expect((await run('exposure', 'show')).exitCode).toBe(0);
    await run('incident', 'update', 'wave', '--from', 'grown.txt');
    expect(await json('exposure', 'show')).toMatchObject({
      exitCode: 12,
      document: { verdict: 'not-exposed' },
    });
    expect((await run('scan', 'web', '--incident', 'wave')).exitCode).toBe(10);
    expect((await run('exposure', 'show', '--scan', '1')).exitCode).toBe(12);
  });

  it.each([
    [
      ['why', 'lodash'],
      'ARGUMENT_INVALID',
      'scan 1 holds no exposure to lodash',
      'It found: bad@1.0.0.',
    ],
    [
      ['why', 'bad@9.9.9'],
      'ARGUMENT_INVALID',
      'scan 1 holds no exposure to bad@9.9.9',
      'It found: bad@1.0.0.',
    ],
    [
      ['show', '--scan', '9'],
      'SCAN_NOT_FOUND',
      'incident wave has no scan 9',
      'firebreak scan TARGET... --incident wave',
    ],
    [
      ['delta'],
      'SCAN_NOT_FOUND',
      'incident wave has 1 scan: a comparison needs two',
      'firebreak scan TARGET',
    ],
    [
      ['delta', '--from', '1', '--to', '1'],
      'ARGUMENT_INVALID',
      'scan 1 is not earlier than scan 1',
      '--from',
    ],
  ])('%j that has no answer says what there is', async (args, code, message, hint) => {
    const { json, run } = await underway();
    await run('scan', 'web', '--incident', 'wave');

    expect(await json('exposure', ...args)).toMatchObject({
      exitCode: 2,
      document: { error: { code, message, hint: expect.stringContaining(hint) } },
    });
  });

  it('must name its incident where there are two', async () => {
    const { json, run } = await underway();
    await run('incident', 'open', 'other', '--from', 'list.txt');

    expect((await json('exposure', 'show')).document.error).toMatchObject({
      code: 'INCIDENT_NOT_FOUND',
      message: 'which incident?',
      hint: 'Say --incident with one of: other, wave.',
    });
    expect((await json('exposure', 'show', '--incident', 'wave')).document.error).toMatchObject({
      code: 'SCAN_NOT_FOUND',
      message: 'incident wave has not been scanned',
    });
  });

  it('why nothing was found says that not everything was read', async () => {
    const { directory, json, run } = await underway();
    writeFileSync(join(directory, 'web/yarn.lock'), '# yarn lockfile v1\n<<<<<<< ours\n');
    await run('scan', 'web', '--incident', 'wave');

    expect((await json('exposure', 'why', 'absent')).document.error.hint).toContain(
      'It could not read everything',
    );
  });
});

describe('two at once', () => {
  it('scans get two numbers', async () => {
    const { dataDir, json } = await underway(desk);
    const scans = await Promise.all([1, 2, 3].map(() => json('scan', 'web', '--incident', 'wave')));

    expect(new Set(scans.map(({ document }) => document.scan.number))).toEqual(new Set([1, 2, 3]));
    expect(readdirSync(join(dataDir, 'incidents/wave/scans')).toSorted()).toEqual([
      '1.json',
      '2.json',
      '3.json',
    ]);
  });

  it('incidents of one id are opened once', async () => {
    const { dataDir, json } = desk({ 'a.txt': 'a@1.0.0\n', 'b.txt': 'b@1.0.0\n' });
    const opened = await Promise.all(
      ['a', 'b', 'a', 'b'].map((name) =>
        json('incident', 'open', 'x', '--from', `${name}.txt`, '--title', name),
      ),
    );

    expect(opened.map(({ exitCode }) => String(exitCode)).toSorted()).toEqual(['0', '2', '2', '2']);
    const [winner] = opened.filter(({ exitCode }) => exitCode === 0);
    const kept = (await json('incident', 'show', 'x')).document;
    expect({ ...kept, known: null }).toEqual(winner?.document);
    expect(opened.find(({ exitCode }) => exitCode === 2)?.document.error).toMatchObject({
      code: 'INCIDENT_EXISTS',
    });
    expect(readdirSync(join(dataDir, 'incidents/x'))).toEqual(['incident.yaml']);
  });
});

describe('a damaged file', () => {
  it('of an incident is named with its line, and does not hide the others', async () => {
    const { dataDir, json, run } = await underway();
    await run('incident', 'open', 'other', '--from', 'list.txt');
    const path = join(dataDir, 'incidents/wave/incident.yaml');
    const text = readFileSync(path, 'utf8');
    const line = text.split('\n').findIndex((one) => one.startsWith('severity:')) + 1;
    writeFileSync(path, text.replace(/^severity:.*$/m, 'severity: eleven'));

    for (const args of [
      ['incident', 'show', 'wave'],
      ['incident', 'update', 'wave', '--from', 'list.txt'],
      ['scan', 'web', '--incident', 'wave'],
      ['exposure', 'show', '--incident', 'wave'],
    ]) {
      const { document, exitCode } = await json(...args);
      expect(exitCode).toBe(2);
      expect(document.error.code).toBe('INCIDENT_INVALID');
      expect(document.error.message).toContain(`${path}, line ${line}: `);
    }
    expect(await json('incident', 'list')).toMatchObject({
      exitCode: 2,
      document: {
        incidents: [{ id: 'other' }],
        unreadable: [{ id: 'wave', message: expect.stringContaining(`line ${line}`) }],
      },
    });
  });

  it('of an incident in a directory of another name is not taken for that one', async () => {
    const { dataDir, json } = await underway();
    renameSync(join(dataDir, 'incidents/wave'), join(dataDir, 'incidents/renamed'));

    expect((await json('scan', 'web', '--incident', 'renamed')).document.error).toMatchObject({
      code: 'INCIDENT_INVALID',
      message: expect.stringMatching(
        /renamed\/incident\.yaml is the incident wave, in the directory of renamed$/,
      ),
    });
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2), /JSON/],
    [
      'of another shape',
      (text: string) => text.replace('"verdict": "exposed"', '"verdict": "fine"'),
      / at verdict$/,
    ],
    ['empty', () => '', /JSON/],
  ])('of a scan that is %s is named with what is wrong', async (_, damage, reason) => {
    const { dataDir, json, run } = await underway();
    await run('scan', 'web', '--incident', 'wave');
    const path = join(dataDir, 'incidents/wave/scans/1.json');
    writeFileSync(path, damage(readFileSync(path, 'utf8')));

    const { document, exitCode } = await json('exposure', 'show');
    expect(exitCode).toBe(2);
    expect(document.error.code).toBe('INCIDENT_INVALID');
    expect(document.error.message).toContain(`${path} is not a scan that firebreak wrote: `);
    expect(document.error.message).toMatch(reason);
    expect(await json('incident', 'update', 'wave', '--from', 'list.txt')).toMatchObject({
      exitCode: 0,
      document: { scanAgain: true },
    });
    expect(await json('scan', 'web', '--incident', 'wave')).toMatchObject({
      exitCode: 10,
      document: { scan: { number: 2 } },
    });
  });

  it("in the place of a directory is the outside world's fault, not a bug", async () => {
    const { dataDir, json } = await underway();
    rmSync(join(dataDir, 'incidents/wave/scans'), { recursive: true, force: true });
    mkdirSync(join(dataDir, 'incidents'), { recursive: true });
    writeFileSync(join(dataDir, 'incidents/wave/scans'), '');

    expect((await json('incident', 'show', 'wave')).document.error).toMatchObject({
      code: 'FILE_UNREADABLE',
      exit: 1,
      message: expect.stringMatching(/incidents\/wave\/scans: not a directory$/),
    });
  });
});
