import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { gitRepository } from '../support/git-repository.ts';
import { projectRoot } from '../support/project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { desk, documentOf, npmLock, tree } from './support.ts';

const program = join(projectRoot, 'bin/run.js');

/** A git that says by a file that it was started, and then never ends by itself. */
function standstillGit(): { path: string; started(): Promise<number> } {
  const path = tree({
    git: '#!/bin/sh\necho $$ > "${0%/*}/pid.new"\nmv "${0%/*}/pid.new" "${0%/*}/pid"\nexec tail -f /dev/null\n',
  });
  chmodSync(join(path, 'git'), 0o755);
  const pid = join(path, 'pid');
  return {
    path,
    async started() {
      const stop = new AbortController();
      const changes = watch(path, { signal: stop.signal });
      const first = changes[Symbol.asyncIterator]();
      while (!existsSync(pid)) await first.next();
      stop.abort();
      return Number(readFileSync(pid, 'utf8'));
    },
  };
}

function isAlive(pid: number): boolean {
  return spawnSync('kill', ['-0', String(pid)]).status === 0;
}

describe('a scan that is interrupted', () => {
  it.each([
    ['alone', 1],
    ['with its whole process group, as from a terminal', -1],
  ])('%s ends with 130 and one error, keeps no scan and leaves no process', async (_, whom) => {
    const { dataDir, directory, run } = desk({ 'list.txt': 'bad@1.0.0\n' });
    gitRepository(join(directory, 'web')).commit({
      'package-lock.json': npmLock({ bad: '1.0.0' }),
    });
    await run('incident', 'open', 'x', '--from', 'list.txt');
    const git = standstillGit();
    const child = execa(process.execPath, [program, 'scan', 'web', '--incident', 'x', '--json'], {
      cwd: directory,
      detached: true,
      env: { FIREBREAK_HOME: dataDir, PATH: `${git.path}:${process.env['PATH']}` },
      // Whoever hangs here is ended, so that the test fails.
      killSignal: 'SIGKILL',
      reject: false,
      stdin: 'ignore',
      timeout: 20_000,
    });
    const gitPid = await git.started();
    process.kill(whom * (child.pid as number), 'SIGINT');
    const { exitCode, signal, stderr, stdout } = await child;

    expect({ exitCode, signal, stderr }).toEqual({ exitCode: 130, signal: undefined, stderr: '' });
    expect(documentOf(stdout, 'scan').error).toMatchObject({
      code: 'INTERRUPTED',
      exit: 130,
      message: expect.stringMatching(/^interrupted: 0 of 1 targets had been read/),
    });
    expect(readdirSync(join(dataDir, 'incidents/x'))).toEqual(['incident.yaml']);
    expect(isAlive(gitPid)).toBe(false);
  });
});

describe('a scan whose output nobody reads', () => {
  it.each([[['--json']], [[]], [['--details']]])('with %j ends with 141', async (flags) => {
    const { directory } = desk({
      'list.txt': 'bad@1.0.0\n',
      'web/package-lock.json': npmLock({ bad: '1.0.0' }),
    });
    const args = ['scan', 'web', '--incident', 'list.txt', ...flags];
    const child = execa(process.execPath, [program, ...args], {
      cwd: directory,
      reject: false,
      stdin: 'ignore',
    });
    child.stdout.destroy();

    expect((await child).exitCode).toBe(141);
  });

  it('after its beginning ends with 141', async () => {
    const packages = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [`p${index}`, '1.0.0']),
    );
    const { directory } = desk({ 'package-lock.json': npmLock(packages) });
    const child = execa(process.execPath, [program, 'inspect', 'package-lock.json', '--json'], {
      buffer: false,
      cwd: directory,
      reject: false,
      stdin: 'ignore',
    });
    child.stdout.once('data', () => child.stdout.destroy());

    expect((await child).exitCode).toBe(141);
  });
});

it('a scan whose output finds no space ends with 1, and says so in a line', ({ skip }) => {
  if (!existsSync('/dev/full')) skip('there is no /dev/full');
  const { directory } = desk({
    'list.txt': 'bad@1.0.0\n',
    'web/package-lock.json': npmLock({ bad: '1.0.0' }),
  });
  const args = ['scan', 'web', '--incident', 'list.txt'];
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: directory,
    encoding: 'utf8',
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  });

  expect(status).toBe(1);
  expect(stderr.split('\n').slice(1)).toEqual([
    'error: cannot write the result: ENOSPC: no space left on device, write',
    '  Free some space, or send it elsewhere.',
    '',
  ]);
});

describe('a data directory', () => {
  /** Why file systems of our own cannot be mounted here; null where they can. */
  const missing =
    spawnSync('unshare', [
      '--user',
      '--map-root-user',
      '--mount',
      'mount',
      '-t',
      'tmpfs',
      'none',
      '/mnt',
    ]).status === 0
      ? null
      : 'no file system can be mounted here (unshare, mount)';

  /** Runs shell commands where $DATA is a file system of 256 KiB and $FIREBREAK the program; gives the last one's end. */
  async function onSmallDisk(directory: string, script: string) {
    const data = temporaryDirectory();
    const mounted = `mount -t tmpfs -o size=256k none "$DATA" && export FIREBREAK_HOME="$DATA/home" && ${script}`;
    return await execa('unshare', ['--user', '--map-root-user', '--mount', 'sh', '-c', mounted], {
      cwd: directory,
      env: { DATA: data, FIREBREAK: `${process.execPath} ${program}` },
      reject: false,
      stdin: 'ignore',
    });
  }

  const files = { 'list.txt': 'bad@1.0.0\n', 'web/package-lock.json': npmLock({ bad: '1.0.0' }) };
  const open = '$FIREBREAK incident open x --from list.txt >/dev/null';
  const fill = 'dd if=/dev/zero of="$DATA/filled" bs=4096 2>/dev/null;';

  it('on a full disk refuses an incident with 1, and leaves none behind', async ({ skip }) => {
    if (missing !== null) skip(missing);
    const { directory } = desk(files);
    const { exitCode, stdout } = await onSmallDisk(
      directory,
      `${open} && cp -r "$DATA/home" "$DATA/kept"; ${fill} $FIREBREAK incident open y --from list.txt --json`,
    );

    expect(exitCode).toBe(1);
    expect(documentOf(stdout, 'incident-open').error).toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: expect.stringMatching(/^cannot write .*incident\.yaml: no space left on the disk$/),
      exit: 1,
    });
  });

  it('on a full disk costs a scan its copy, but not its answer', async ({ skip }) => {
    if (missing !== null) skip(missing);
    const { directory } = desk(files);
    const { exitCode, stderr, stdout } = await onSmallDisk(
      directory,
      `${open} && ${fill} $FIREBREAK scan web --incident x --json`,
    );
    const document = documentOf(stdout, 'scan');

    expect(exitCode).toBe(10);
    expect(document).toMatchObject({ verdict: 'exposed', scan: { number: null } });
    expect(document.next.join(' ')).not.toContain('exposure delta');
    expect(stderr).toMatch(/^warning: the inventory is not kept up: .*$/m);
    expect(stderr).toMatch(
      /^warning: this scan was not kept: cannot write .*: no space left on the disk$/m,
    );
  });

  it('that is read-only can be asked, and refuses what it cannot keep', async ({ skip }) => {
    if (missing !== null) skip(missing);
    const { directory } = desk(files);
    const remount = 'mount -o remount,ro "$DATA"';
    const prepare = `${open} && { $FIREBREAK scan web --incident x >/dev/null 2>&1; ${remount}; }`;
    const [asked, scanned, opened] = await Promise.all([
      onSmallDisk(directory, `${prepare} && $FIREBREAK exposure show`),
      onSmallDisk(directory, `${prepare} && $FIREBREAK scan web --incident x`),
      onSmallDisk(directory, `${prepare} && $FIREBREAK incident open y --from list.txt`),
    ]);

    expect(asked).toMatchObject({ exitCode: 10, stderr: '' });
    expect(scanned).toMatchObject({ exitCode: 10, stderr: expect.stringContaining('not kept: ') });
    expect(scanned.stdout).toMatch(/^EXPOSED /);
    expect(opened).toMatchObject({ exitCode: 1, stdout: '' });
    expect(opened.stderr).toMatch(/^error: cannot write .*incident\.yaml: .*\n {2}\S/);
  });
});
