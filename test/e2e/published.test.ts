import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitRepository } from '../support/git-repository.ts';
import { projectRoot } from '../support/project.ts';
import { needsShared, sharedPath } from '../support/shared.ts';
import { type Json, warmDesk } from './support.ts';

const fixture = join(projectRoot, 'fixtures/incidents/antv-wave-2026-05-19.json');

describe('incident check', () => {
  const missing = needsShared('data/incidents');

  /** The kinds of entries that a file's account names. */
  function kinds({ entries }: Json): { total: number; sum: number } {
    const { total, ...rest } = entries;
    return { total, sum: Object.values<number>(rest).reduce((sum, count) => sum + count, 0) };
  }

  it('accounts for every entry of the bundled list', async () => {
    const { document, exitCode } = await warmDesk().json('incident', 'check', fixture);

    expect(exitCode).toBe(0);
    expect(document.byEcosystem).toEqual({ npm: 644, pypi: 3 });
    const { sum, total } = kinds(document.files[0]);
    expect(total).toBeGreaterThan(0);
    expect(sum).toBe(total);
  });

  it('accounts for every entry of published lists', async ({ skip }) => {
    if (missing !== null) skip(missing);
    const root = sharedPath('data/incidents');
    const lists = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(?:json|csv|txt)$/.test(path))
      .toSorted();
    const { document } = await warmDesk().json(
      'incident',
      'check',
      ...lists.map((path) => join(root, path)),
    );
    const files = new Map<string, Json>(
      document.files.map((file: Json) => [file.path.slice(root.length + 1), file]),
    );

    expect([...files.keys()].toSorted()).toEqual(lists);
    for (const file of files.values()) {
      const { sum, total } = kinds(file);
      expect(total).toBeGreaterThan(0);
      expect(sum).toBe(total);
    }
    expect(files.get('antv-wave-merged.json').pairs).toBe(647);
    expect(files.get('cobenian/compromised-packages.txt').entries.total).toBe(5782);
    expect(files.get('datadog/axios/iocs.csv').entries).toMatchObject({
      total: 19,
      packages: 3,
      indicator: 16,
    });
  });

  it.for<[string, Record<string, number>]>([
    ['antv-wave-merged.json', { npm: 644, pypi: 3 }],
    ['cobenian/compromised-packages.txt', { composer: 3, golang: 83, npm: 5644, pypi: 52 }],
    ['datadog/axios/iocs.csv', { npm: 3 }],
  ])('counts the pairs of %s', async ([path, expected], { skip }) => {
    if (missing !== null) skip(missing);
    const { document } = await warmDesk().json(
      'incident',
      'check',
      sharedPath(join('data/incidents', path)),
    );

    expect(document.byEcosystem).toEqual(expected);
  });
});

describe('inspect', () => {
  const missing = needsShared('data/lockfiles');
  const folders: Record<string, string> = {
    'npm1-cdxgen-v1': 'package-lock.json',
    'npm3-cchistory-exposed': 'package-lock.json',
    'npm3-heroku-cli': 'package-lock.json',
    'yarn1-plugin-org': 'yarn.lock',
    'pnpm9-lolocard-exposed': 'pnpm-lock.yaml',
  };

  it.for(Object.entries(folders))(
    'states exactly the packages of %s',
    async ([folder, file], { skip }) => {
      if (missing !== null) skip(missing);
      const at = sharedPath(join('data/lockfiles', folder));
      const { document, exitCode } = await warmDesk().json('inspect', join(at, file));
      const stated: string[] = document.packages
        .filter((row: Json) => row.source !== 'workspace')
        .map((row: Json) => `${row.name}@${row.version}`);
      const expected = readFileSync(join(at, 'expected-packages.txt'), 'utf8').trim().split('\n');

      expect(exitCode).toBe(0);
      expect([...new Set(stated)].toSorted()).toEqual(expected.toSorted());
    },
  );
});

describe('a repository of which only pull requests are exposed', () => {
  const folder = 'data/lockfiles/npm3-cchistory-exposed';
  const missing = needsShared(folder);

  it('is exposed on exactly those, by way of what must move', async ({ skip }) => {
    if (missing !== null) skip(missing);
    const lock = readFileSync(join(sharedPath(folder), 'package-lock.json'), 'utf8');
    const manifest = readFileSync(join(sharedPath(folder), 'package.json'), 'utf8');
    const clean = lock
      .replaceAll('"version": "5.6.1"', '"version": "5.6.0"')
      .replaceAll('"version": "7.1.1"', '"version": "7.1.0"')
      .replaceAll('"version": "9.0.1"', '"version": "9.0.0"')
      .replaceAll('/chalk-5.6.1.tgz', '/chalk-5.6.0.tgz')
      .replaceAll('/slice-ansi-7.1.1.tgz', '/slice-ansi-7.1.0.tgz')
      .replaceAll('/wrap-ansi-9.0.1.tgz', '/wrap-ansi-9.0.0.tgz');
    const { directory, json, run } = warmDesk({
      'list.txt': 'chalk@5.6.1\nslice-ansi@7.1.1\nwrap-ansi@9.0.1\nansi-styles@6.2.2\n',
    });
    const repository = gitRepository(join(directory, 'cchistory'));
    const first = repository.commit({ 'package-lock.json': clean, 'package.json': manifest });
    repository.tag('v0.1.0');
    const exposed = repository.commit({ 'package-lock.json': lock });
    const second = repository.commit({ 'README.md': 'Still there.\n' });
    repository.updateRef('refs/pull/34/head', exposed);
    repository.updateRef('refs/pull/35/head', second);
    repository.updateRef('refs/pull/36/head', first);
    repository.commit({ 'package-lock.json': clean });
    repository.tag('v0.2.0');
    const [{ document, exitCode }, { stdout }] = await Promise.all([
      json('scan', 'cchistory', '--incident', 'list.txt'),
      run('scan', 'cchistory', '--incident', 'list.txt', '--details'),
    ]);

    expect(exitCode).toBe(10);
    expect(
      document.exposures.map((one: Json) => `${one.package.name}@${one.package.version}`),
    ).toEqual(['chalk@5.6.1', 'slice-ansi@7.1.1', 'wrap-ansi@9.0.1']);
    for (const one of document.exposures) {
      expect(one.place.refs.map(({ name }: Json) => name)).toEqual([
        'refs/pull/34/head',
        'refs/pull/35/head',
      ]);
      expect(one).toMatchObject({
        grade: 'locked',
        window: { live: 'pull' },
        dependency: { direct: false, scope: 'dev', bump: ['lint-staged'] },
      });
      expect(lock.split('\n')[one.place.lines[0] - 1]).toContain(
        `node_modules/${one.package.name}"`,
      );
    }
    expect(document.coverage.complete).toBe(true);
    expect(stdout).toContain('on     refs/pull/34/head, refs/pull/35/head\n');
    expect(
      (await run('scan', 'cchistory', '--incident', 'list.txt', '--refs', 'branches')).exitCode,
    ).toBe(0);
  });
});
