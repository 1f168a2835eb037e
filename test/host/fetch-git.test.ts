import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createFetchGit,
  type FetchGitReport,
  type FetchGitRequest,
} from '../../src/host/fetch-git.ts';
import { createLauncher } from '../../src/host/launcher.ts';
import { gitRepository } from '../support/git-repository.ts';
import { markerProgram } from '../support/marker-program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const launcher = createLauncher();
const fetchGit = createFetchGit(launcher);

function ask(
  args: readonly string[],
  more: Partial<FetchGitRequest> = {},
): Promise<FetchGitReport> {
  return fetchGit({
    gitDir: null,
    args,
    protocol: null,
    credentials: null,
    input: null,
    signal: new AbortController().signal,
    ...more,
  });
}

/** A server that never answers, with the URL of a repository on it. */
async function silentServer(): Promise<{ url: string; close(): void }> {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/acme/web`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('git with a network', () => {
  it('goes one way alone', async () => {
    const repository = gitRepository();
    repository.commit({ file: 'x' });
    const url = `file://${repository.directory}`;
    const program = markerProgram();

    expect(await ask(['ls-remote', url], { protocol: 'file' })).toMatchObject({ exitCode: 0 });
    expect(await ask(['ls-remote', url], { protocol: 'https' })).toMatchObject({
      exitCode: 128,
      stderr: expect.stringContaining("transport 'file' not allowed") as unknown,
    });
    expect(await ask(['ls-remote', url])).toMatchObject({ exitCode: 128 });
    await ask(['ls-remote', `ext::${program.path}`], { protocol: 'https' });
    expect(program.ran()).toBe(false);
  });

  it('runs no hook, whosever configuration names it', async () => {
    const repository = gitRepository();
    repository.commit({ file: 'x' });
    const program = markerProgram();
    const hooks = temporaryDirectory();
    writeFileSync(join(hooks, 'reference-transaction'), `#!/bin/sh\nexec ${program.path}\n`);
    chmodSync(join(hooks, 'reference-transaction'), 0o755);
    const bare = join(temporaryDirectory(), 'web.git');
    repository.git('init', '--quiet', '--bare', bare);
    repository.git('--git-dir', bare, 'config', 'core.hooksPath', hooks);
    const fetch = ['fetch', '--quiet', `file://${repository.directory}`, '+refs/*:refs/*'];

    const report = await ask(fetch, { gitDir: bare, protocol: 'file' });
    const ranOurs = program.ran();
    spawnSync('git', ['--git-dir', bare, 'update-ref', 'refs/heads/new', 'refs/heads/main']);

    expect({ exitCode: report.exitCode, ranOurs, ranTheirs: program.ran() }).toEqual({
      exitCode: 0,
      ranOurs: false,
      ranTheirs: true,
    });
  });

  it('asks the person nothing, and their configuration what it knows', async () => {
    const config = join(temporaryDirectory(), 'config');
    writeFileSync(config, '[credential]\n\thelper = "!echo username=ada; echo password=known"\n');
    const before = process.env['GIT_CONFIG_GLOBAL'];
    process.env['GIT_ASKPASS'] = markerProgram().path;
    const input = 'protocol=https\nhost=git.example\n\n';
    const unknown = await ask(['credential', 'fill'], { input });
    process.env['GIT_CONFIG_GLOBAL'] = config;
    const theirs = await ask(['credential', 'fill'], { input });
    const given = await ask(['credential', 'fill'], {
      input,
      credentials: { username: 'bob', password: 'giv%en"$HOME' },
    });
    process.env['GIT_CONFIG_GLOBAL'] = before;
    delete process.env['GIT_ASKPASS'];

    expect(unknown.exitCode).toBe(128);
    expect(theirs.stdout).toContain('password=known');
    expect(given.stdout).toContain('username=bob\npassword=giv%en"$HOME\n');
  });

  it('says nothing of passwords', async () => {
    const url = 'file://ada:s3cret-word@localhost/nowhere';
    const report = await ask(['ls-remote', url], {
      protocol: 'file',
      credentials: { username: 'ada', password: 'nowhere' },
    });

    expect(report.stderr).toContain('***');
    expect(report.stderr).not.toMatch(/s3cret-word|nowhere/);
  });

  it('takes an object that git would not make for broken', async () => {
    const repository = gitRepository();
    repository.commit({ file: 'x' });
    const blob = repository.git('rev-parse', 'HEAD:file');
    const raw = Buffer.concat([Buffer.from('100644 .git\0'), Buffer.from(blob, 'hex')]);
    writeFileSync(join(repository.directory, 'raw'), raw);
    const hash = ['hash-object', '-t', 'tree', '-w', '--literally', 'raw'];
    repository.updateRef(
      'refs/heads/bad',
      repository.git('commit-tree', repository.git(...hash), '-m', 'x'),
    );
    const bare = join(temporaryDirectory(), 'web.git');
    repository.git('init', '--quiet', '--bare', bare);

    const report = await ask(['fetch', `file://${repository.directory}`, '+refs/*:refs/*'], {
      gitDir: bare,
      protocol: 'file',
    });

    expect(report).toMatchObject({
      exitCode: 128,
      stderr: expect.stringContaining('hasDotgit') as unknown,
    });
  });
});

describe('a server that says nothing', () => {
  it('is given up', async () => {
    const server = await silentServer();
    const impatient = createFetchGit(launcher, 1500);

    const report = await impatient({
      gitDir: null,
      args: ['ls-remote', server.url],
      protocol: 'http',
      credentials: null,
      input: null,
      signal: new AbortController().signal,
    });
    server.close();

    expect(report).toMatchObject({ exitCode: null, silent: true });
  });

  it('is left at once when the person interrupts', async () => {
    const server = await silentServer();
    const controller = new AbortController();

    const asking = ask(['ls-remote', server.url], { protocol: 'http', signal: controller.signal });
    setImmediate(() => controller.abort(new Error('enough')));

    await expect(asking).rejects.toThrow('enough');
    server.close();
  });
});

it('writes what it is given, byte for byte', async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'x.git'));
  const gitDir = join(directory, 'x.git');
  await ask(['init', '--bare', '--quiet', '--template='], { gitDir });
  const hash = ['hash-object', '-w', '--stdin'];
  const { stdout } = await ask(hash, { gitDir, input: 'a\xe9\n' });

  const blob = execFileSync('git', ['--git-dir', gitDir, 'cat-file', 'blob', stdout.trim()]);
  expect([...blob]).toEqual([0x61, 0xe9, 10]);
  expect(readFileSync(join(gitDir, 'config'), 'utf8')).not.toContain('promisor');
});
