import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { gitRepository } from '../support/git-repository.ts';
import { type Desk, npmLock, orders, warmDesk } from './support.ts';

/** Clears a screen, rings, forges a line, turns text round, hides text. */
const trick = '\u001b[2J\u0007\u009b31m\nclean\u202edet\u2066\u200b\u00ad\u{e0041}';
/** What git lets a ref be called. */
const refTrick = 'a\u009b2J\u202eb\u200bc';
const shownRef = 'a\\u009b2J\\u202eb\\u200bc';

function hostile(): Desk {
  const at = warmDesk({
    [`li${trick.replaceAll('\n', '')}st.txt`]: `bad@1.0.0\n${'x'.repeat(300)}@1\n`,
    'list.txt': 'bad@1.0.0\n',
    'strange.txt': `bad@1.0.0\n${trick.replaceAll('\n', ' ')} is what it is\n`,
    [`plain/${trick}/package-lock.json`]: lock,
  });
  const web = gitRepository(join(at.directory, 'web'));
  web.git('config', 'remote.origin.url', `https://git.example/acme/${refTrick}.git`);
  web.commit({
    [`${trick}/package-lock.json`]: lock,
    [`${trick}/broken/package-lock.json`]: lock.slice(0, -30),
  });
  web.branch(refTrick);
  web.tag(refTrick);
  return at;
}

const lock = npmLock(
  { [trick]: { version: '1.0.0', dependencies: { bad: '*' } }, bad: '1.0.0' },
  { name: trick, direct: [trick] },
);

describe('what strangers chose', () => {
  it('is printed neutralised by everything that prints it', async () => {
    const { directory, run } = hostile();
    const list = `li${trick.replaceAll('\n', '')}st.txt`;
    const opened = await run(
      'incident',
      'open',
      'x',
      '--from',
      list,
      '--title',
      trick,
      '--commander',
      trick,
      '--window',
      '2026-01-01..2026-01-02',
      '--window-source',
      trick,
    );
    const outcomes = [
      opened,
      await run('scan', 'plain', trick, '--incident', 'x'),
      await run('scan', 'web', 'plain', '--incident', 'x', '--details'),
      await run('incident', 'update', 'x', '--from', 'strange.txt'),
      ...(await Promise.all(
        [
          ['incident', 'show', 'x'],
          ['incident', 'list'],
          ['incident', 'check', list, 'strange.txt'],
          ['exposure', 'show'],
          ['exposure', 'why', 'bad'],
          ['exposure', 'why', trick],
          ['exposure', 'coverage'],
          ['exposure', 'delta'],
          ['inspect', join('plain', trick, 'package-lock.json')],
          ['inspect', trick],
          ['scan', '.', '--incident', trick],
          ['incident', 'open', trick, '--from', list],
          ['incident', 'list', '--format', trick],
          ['incident', 'list', '--jobs', trick],
          [trick],
          ['incident', trick],
        ].map((args) => run(...args)),
      )),
    ];

    for (const { stderr, stdout } of outcomes) {
      expect(orders(stdout)).toEqual([]);
      expect(orders(stderr)).toEqual([]);
      // No line of ours begins with the forged one.
      expect(`${stdout}\n${stderr}`).not.toMatch(/^\s*clean/m);
    }
    expect(outcomes.map(({ exitCode }) => exitCode)).not.toContain(1);
    expect(outcomes.map(({ stdout }) => stdout).join('')).toContain(shownRef);
    expect(directory).not.toBe('');
  });

  it('stands in JSON as escapes, and reads back as it was', async () => {
    const { json, run } = hostile();
    await run('incident', 'open', 'x', '--from', 'list.txt', '--title', trick);
    const raw = await run('scan', 'web', 'plain', '--incident', 'x', '--json');
    const { document } = await json('exposure', 'show');
    const missing = await run('scan', trick, '--json');

    expect(orders(raw.stdout)).toEqual([]);
    expect(orders(missing.stdout)).toEqual([]);
    expect(JSON.parse(missing.stdout).error.message).toContain(trick);
    expect(document.incident.title).toBe(trick);
    expect(document.targets.map(({ name }: { name: string }) => name)).toEqual([
      `acme/${refTrick}`,
      'plain',
    ]);
    expect(document.exposures[0].place.path).toBe(`${trick}/package-lock.json`);
    expect(document.exposures[0].place.refs.map(({ name }: { name: string }) => name)).toContain(
      refTrick,
    );
    expect(document.exposures[0].dependency.paths).toEqual([[trick, trick, 'bad']]);
  });

  it('that is no text is still read or named', async () => {
    const { directory, json } = warmDesk({ 'list.txt': 'bad@1.0.0\n' });
    const folder = Buffer.concat([
      Buffer.from(`${directory}/web/`),
      Buffer.from([0x62, 0xff, 0x64]),
    ]);
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      Buffer.concat([folder, Buffer.from('/package-lock.json')]),
      npmLock({ bad: '1.0.0' }),
    );
    const read = await json('scan', 'web', '--incident', 'list.txt');
    const web = gitRepository(join(directory, 'web'));
    web.commit({});
    const held = await json('scan', 'web', '--incident', 'list.txt');

    // A work tree cannot be read by a name that is no text; git's objects can.
    expect(read).toMatchObject({ exitCode: 12, document: { verdict: 'unknown' } });
    expect(read.document.coverage.problems).toContainEqual(
      expect.objectContaining({ path: 'b\ufffdd', code: 'DIRECTORY_UNREADABLE' }),
    );
    expect(held).toMatchObject({
      exitCode: 10,
      document: {
        exposures: [{ place: { path: 'b\ufffdd/package-lock.json', refs: [{ name: 'main' }] } }],
      },
    });
  });
});

describe('names and numbers without measure', () => {
  const name = `@scope/${'long-name-'.repeat(20)}x`;

  it('keep the layout: nothing is wider than the page but a word that is', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`bad-${index}`, `1.0.${index}`]),
    );
    const packages = { ...many, [name]: { version: '1.0.0', dependencies: { 'bad-7': '*' } } };
    const list = [
      ...Object.entries(many).map(([key, version]) => `${key}@${version}`),
      `${name}@1.0.0`,
    ];
    const { directory, run } = warmDesk({ 'list.txt': `${list.join('\n')}\n` });
    const web = gitRepository(join(directory, 'web'));
    web.commit({ [`${'deep-directory/'.repeat(12)}package-lock.json`]: npmLock(packages) });
    web.branch(`renovate/${'very-long-branch-name-'.repeat(6)}x`);
    web.checkout('main');
    web.commit({ 'site/package-lock.json': npmLock({ 'bad-1': '1.0.1' }) });
    web.branch(`feature/${'long-'.repeat(20)}x`);
    web.commit({ 'other/package-lock.json': npmLock({ 'bad-2': '1.0.2' }) });
    web.checkout('main');
    await run(
      'incident',
      'open',
      'x',
      '--from',
      'list.txt',
      '--title',
      'A title of many words '.repeat(12),
    );
    const outcomes = [
      await run('scan', 'web', '--incident', 'x'),
      await run('exposure', 'show', '--details'),
      await run('exposure', 'why', name),
      await run('exposure', 'why', 'bad-7'),
      await run('incident', 'show', 'x'),
      await run('incident', 'list'),
    ];

    for (const { stdout } of outcomes) {
      const tooWide = stdout
        .split('\n')
        .filter((line) => stringWidth(line) > 80 && line.trim().includes(' '));
      expect(tooWide.slice(0, 5)).toEqual([]);
    }
    expect(outcomes[0]?.exitCode).toBe(10);
    expect(outcomes[0]?.stdout.match(/^ {2}bad-\d+ 1\.0\.\d+ {2}/gm)).toHaveLength(301);
    // A name is never cut: it is there to be copied.
    for (const index of [0, 1, 2]) expect(outcomes[index]?.stdout).toContain(name);
  });
});
