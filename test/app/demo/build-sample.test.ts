import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type BuiltRepository, buildSample } from '../../../src/app/demo/build-sample.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { fixturesDir, git } from './sample.ts';

let built: ReadonlyMap<string, BuiltRepository>;

beforeAll(async () => {
  const repositories = await buildSample(fixturesDir, temporaryDirectory());
  built = new Map(repositories.map((repository) => [repository.name, repository]));
});

afterEach(() => {
  vi.unstubAllEnvs();
});

function directoryOf(name: string): string {
  return built.get(name)?.directory ?? '';
}

function refsOf(repository: BuiltRepository): string {
  return git(repository.directory, 'for-each-ref');
}

/** A history of one commit that adds `package.json`, with what `more` changes in it. */
function fixtureWith(more: string): string {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'one/1-start'), { recursive: true });
  writeFileSync(join(directory, 'one/1-start/package.json'), '{}');
  const commit = `{ files: 1-start, message: Start, author: A <a@acme.example>, date: '2026-01-01T00:00:00Z'${more} }`;
  writeFileSync(join(directory, 'one/history.yaml'), `shows: one\ncommits: [${commit}]\n`);
  return directory;
}

it('builds whole repositories, each with a name to be told by', () => {
  expect(built.size).toBeGreaterThanOrEqual(25);
  for (const [name, { bare, directory }] of built) {
    const origin = git(directory, 'config', 'remote.origin.url').trim();
    const commits = Number(git(directory, 'rev-list', '--all', '--count'));

    expect(origin).toBe(`https://git.acme.example/${name}.git`);
    expect(commits).toBeGreaterThanOrEqual(2);
    expect(git(directory, 'fsck', '--strict', '--no-dangling')).toBe('');
    expect(git(directory, 'rev-parse', '--is-bare-repository').trim()).toBe(String(bare));
  }
});

it('leaves work trees as committed, but for what the history adds', () => {
  const changed = [...built.values()]
    .filter(({ bare }) => !bare)
    .map(({ name, directory }) => [name, git(directory, 'status', '--porcelain')])
    .filter(([, status]) => status !== '');

  expect(changed).toEqual([['acme/stock-service', ' M package-lock.json\n M package.json\n']]);
  expect(git(directoryOf('acme/kiosk'), 'status', '--porcelain', '--ignored')).toBe(
    '!! node_modules/\n',
  );
});

it('keeps a pull request in its ref alone', () => {
  const directory = directoryOf('acme/partner-portal');

  expect(git(directory, 'branch', '--contains', 'refs/pull/7/head')).toBe('');
  expect(git(directory, 'rev-parse', 'refs/pull/7/head^')).toBe(
    git(directory, 'rev-parse', 'main'),
  );
});

it('records merges, annotated tags and deletions', () => {
  const merge = git(directoryOf('acme/crm-sync'), 'rev-list', '--parents', '-1', 'main').trim();
  const tag = git(directoryOf('acme/invoice-pdf'), 'cat-file', '-t', 'v2.4.1');

  expect(merge.split(' ')).toHaveLength(3);
  expect(tag).toBe('tag\n');
  expect(git(directoryOf('acme/data-export'), 'log', '--format=%s', '--diff-filter=D')).toBe(
    'Keep the lockfile out of the repository\n',
  );
});

it('leaves a mirror as git clone --mirror does', () => {
  const directory = directoryOf('acme/billing');

  expect(directory).toMatch(/billing\.git$/);
  expect(git(directory, 'config', 'remote.origin.mirror')).toBe('true\n');
  expect(git(directory, 'config', 'remote.origin.fetch')).toBe('+refs/*:refs/*\n');
  expect(readFileSync(join(directory, 'packed-refs'), 'utf8')).toContain('refs/pull/12/head');
});

it('gives the same commits whatever the machine and its user have configured', async () => {
  const home = temporaryDirectory();
  mkdirSync(join(home, '.config/git'), { recursive: true });
  writeFileSync(join(home, '.config/git/ignore'), 'package-lock.json\n');
  writeFileSync(
    join(home, '.gitconfig'),
    '[user]\nname = Somebody\n[commit]\ngpgSign = true\n[init]\ndefaultBranch = trunk\n[i18n]\ncommitEncoding = latin1\n',
  );
  vi.stubEnv('HOME', home);
  vi.stubEnv('GIT_CONFIG_GLOBAL', join(home, '.gitconfig'));
  vi.stubEnv('GIT_AUTHOR_NAME', 'Somebody');
  vi.stubEnv('TZ', 'Pacific/Auckland');

  const again = await buildSample(fixturesDir, temporaryDirectory());

  vi.unstubAllEnvs();
  expect(again.map(refsOf)).toEqual([...built.values()].map(refsOf));
});

it('dates and signs commits as the history says', () => {
  const format = '--format=%an <%ae> %aI, %cn <%ce> %cI';

  expect(git(directoryOf('acme/partner-portal'), 'log', '-1', format, 'refs/pull/7/head')).toBe(
    'dependabot[bot] <dependabot@acme.example> 2026-05-19T01:58:36+00:00, dependabot[bot] <dependabot@acme.example> 2026-05-19T01:58:36+00:00\n',
  );
});

it('does not build into a directory that holds something', async () => {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'mine.txt'), 'x');

  await expect(buildSample(fixturesDir, directory)).rejects.toMatchObject({
    code: 'ARGUMENT_INVALID',
  });
});

it('says that the sample is missing', async () => {
  const absent = join(temporaryDirectory(), 'absent');

  await expect(buildSample(absent, temporaryDirectory())).rejects.toMatchObject({
    code: 'DEMO_UNAVAILABLE',
  });
});

it('says that git is missing', async () => {
  vi.stubEnv('PATH', '/nonexistent');

  await expect(buildSample(fixturesDir, temporaryDirectory())).rejects.toMatchObject({
    code: 'DEMO_UNAVAILABLE',
    message: expect.stringContaining('git'),
  });
});

it.each([', branch: a, pull: 1', ', surprise: 1', ", tag: ['v1']"])(
  'refuses a history with "%s"',
  async (more) => {
    await expect(buildSample(fixtureWith(more), temporaryDirectory())).rejects.toMatchObject({
      code: 'BUG',
      message: expect.stringContaining('history.yaml'),
    });
  },
);

it('builds from any directory of the same shape, into a relative path too', async () => {
  const fixture = fixtureWith('');
  appendFileSync(join(fixture, 'one/history.yaml'), 'bare: true\n');
  const into = temporaryDirectory();

  const [one] = await buildSample(fixture, relative(process.cwd(), into));

  expect(one).toEqual({
    name: 'acme/one',
    bare: true,
    directory: join(into, 'one.git'),
    shows: 'one',
  });
  expect(readdirSync(into)).toEqual(['one.git']);
});
