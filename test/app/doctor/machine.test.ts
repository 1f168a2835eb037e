import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { checkBuild, checkRunbooks } from '../../../src/app/doctor/build.ts';
import { doctor, exitCodeOfDoctor } from '../../../src/app/doctor/index.ts';
import { checkDataDirectory, checkGit, checkNode } from '../../../src/app/doctor/machine.ts';
import { DoctorResult } from '../../../src/app/doctor/results.ts';
import type { GitOutput } from '../../../src/host/git.ts';
import { npmLock } from '../../../src/lockfile/npm-lock/index.ts';
import { realDoors } from '../../support/doors.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

function appIn(dataDir: string, parts: Partial<App> = {}): App {
  return {
    doors: realDoors,
    dataDir,
    version: '0.1.0',
    progress: () => {},
    warn: () => {},
    ...parts,
  };
}

function withGit(answer: () => Promise<GitOutput>): App {
  const git = { ...realDoors.git, runGit: answer };
  return appIn(temporaryDirectory(), { doors: { ...realDoors, git } });
}

const said = (stdout: string): GitOutput => ({ exitCode: 0, signal: null, stderr: '', stdout });

describe('Node', () => {
  it.each([
    ['24.21.0', 'ok'],
    ['20.19.0', 'failed'],
    ['23.1.0', 'failed'],
  ])('%s is %s', async (version, status) => {
    const check = await checkNode(appIn('/nowhere'), version);

    expect(check).toMatchObject({ id: 'node', status });
    expect(check.message).toContain(version);
  });
});

describe('git', () => {
  it('is found as a scan starts it', async () => {
    const check = await checkGit(appIn(temporaryDirectory()));

    expect(check).toMatchObject({ id: 'git', status: 'ok' });
    expect(check.message).toMatch(/^\d+\.\d+/);
  });

  it.each([
    ['git version 2.52.0.windows.1\n', 'ok', '2.52.0'],
    ['git version 2.38\n', 'ok', '2.38'],
    ['git version 2.37.7\n', 'warning', 'another user'],
    ['git version 2.25.1 (Apple Git-1)\n', 'failed', 'older than 2.30.0'],
    ['', 'failed', 'does not say its version'],
  ])('that says %j is %s', async (stdout, status, message) => {
    const check = await checkGit(withGit(() => Promise.resolve(said(stdout))));

    expect(check).toMatchObject({ status, message: expect.stringContaining(message) });
  });

  it('that cannot be started is a failure', async () => {
    const check = await checkGit(withGit(() => Promise.reject(new Error('spawn git ENOENT'))));

    expect(check.status).toBe('failed');
    expect(check.message).toContain('repositories cannot be read: spawn git ENOENT');
  });
});

describe('the data directory', () => {
  it('is made where it is missing, and nothing is left in it', async () => {
    const dataDir = join(temporaryDirectory(), 'a/b');
    const check = await checkDataDirectory(appIn(dataDir));

    expect(check).toMatchObject({ status: 'ok' });
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('that is a file is a failure', async () => {
    const path = join(temporaryDirectory(), 'file');
    writeFileSync(path, '');
    const check = await checkDataDirectory(appIn(path));

    expect(check.status).toBe('failed');
    expect(check.message).toContain(path);
  });

  it('that may not be written to is a failure', async () => {
    const dataDir = temporaryDirectory();
    const files = {
      ...realDoors.files,
      writeNewFile: () => Promise.reject(new Error('read-only file system')),
    };
    chmodSync(dataDir, 0o500);
    const check = await checkDataDirectory(appIn(dataDir, { doors: { ...realDoors, files } }));

    expect(check).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('read-only file system'),
    });
  });
});

describe('the build', () => {
  it('is sound as it is', async () => {
    expect(await checkBuild(appIn('/nowhere'))).toMatchObject({ status: 'ok' });
    expect(await checkRunbooks(appIn('/nowhere'))).toMatchObject({ status: 'ok' });
  });

  it('of two versions is a failure', async () => {
    const check = await checkBuild(appIn('/nowhere', { version: '9.9.9' }));

    expect(check).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('oclif.manifest.json is of version 0.1.0, not 9.9.9'),
    });
  });

  it('whose files are not there is a failure', async () => {
    const files = {
      ...realDoors.files,
      readRegularFile: () => Promise.resolve({ status: 'not-a-file' } as const),
    };
    const check = await checkBuild(appIn('/nowhere', { doors: { ...realDoors, files } }));

    expect(check.status).toBe('failed');
    expect(check.message).toContain('oclif.manifest.json');
  });
});

describe('all together', () => {
  it('is sound where nothing failed, and says so by its exit code', async () => {
    const result = await doctor(appIn(temporaryDirectory()), [npmLock]);

    expect(DoctorResult.parse(result)).toEqual(result);
    expect(result.sound).toBe(true);
    expect(exitCodeOfDoctor(result)).toBe(0);
    expect(result.checks.map(({ id }) => id)).toEqual(result.checks.map(({ id }) => id).toSorted());
    expect(result.unread.map(({ format }) => format)).toContain('cargo-lock');
  });

  it('is not where one reader lost its plant', async () => {
    const blind = {
      ...npmLock,
      read: () => ({
        formatVersion: '3',
        describes: 'resolution' as const,
        documents: [],
        problems: [],
      }),
    };
    const result = await doctor(appIn(temporaryDirectory()), [blind]);

    expect(result.sound).toBe(false);
    expect(exitCodeOfDoctor(result)).toBe(1);
    expect(result.readers[0]?.failures.length).toBeGreaterThan(0);
  });

  it('is not where the machine lacks something', async () => {
    const result = await doctor(
      withGit(() => Promise.resolve(said(''))),
      [npmLock],
    );

    expect(result.sound).toBe(false);
  });
});
