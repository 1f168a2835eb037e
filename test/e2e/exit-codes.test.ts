import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { npmLock, warmDesk } from './support.ts';

const here = warmDesk({
  'list.txt': 'bad@1.0.0\n',
  'other.txt': 'absent@1.0.0\n',
  'empty.txt': '',
  'comments.txt': '# nothing yet\n',
  'useless.txt': '@@scope/x@1.0.0\n',
  'picture.txt': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]),
  'exposed/package-lock.json': npmLock({ bad: '1.0.0' }),
  'clean/package-lock.json': npmLock({ good: '1.0.0' }),
  'cut/package-lock.json': npmLock({ good: '1.0.0' }).slice(0, -40),
  'pnp/.pnp.cjs': '',
  'asks/package.json': JSON.stringify({ dependencies: { bad: '^1.0.0' } }),
  'spared/package.json': JSON.stringify({ dependencies: { bad: '^2.0.0' } }),
  'nothing/README.md': 'No packages.\n',
  'targets.txt': '# ours\nclean\n\nexposed\n',
  'no-targets.txt': '# none\n',
  '@scope/package-lock.json': npmLock({ good: '1.0.0' }),
  'home.txt': 'clean\n~/mirrors\n',
  'utf-16.txt': Buffer.from('\ufeffclean\r\nexposed\r\n', 'utf16le'),
  'unmarked.txt': Buffer.from('clean\r\n', 'utf16le'),
});

describe('exit code 0', () => {
  it.each([
    [
      'an incident that is nowhere in what was read whole',
      ['scan', 'clean', '--incident', 'list.txt'],
    ],
    ['no incident, and everything read', ['scan', 'clean']],
    ['a lockfile read whole', ['inspect', 'clean/package-lock.json']],
    ['a list read', ['incident', 'check', 'list.txt']],
    ['no incident yet', ['incident', 'list']],
    ['help', ['scan', '--help']],
  ])('%s', async (_, args) => {
    expect((await here.run(...args)).exitCode).toBe(0);
  });
});

describe('exit code 1', () => {
  it('a data directory below a file', async () => {
    const place = join(here.directory, 'list.txt', 'data');
    const { document, exitCode } = await here.json(
      'incident',
      'open',
      'x',
      '--from',
      'list.txt',
      '--data-dir',
      place,
    );

    expect(exitCode).toBe(1);
    expect(document.error.exit).toBe(1);
    expect(document.error.message).toContain(place);
    expect(document.error.hint).toContain('--data-dir');
  });

  it('a name that the file system refuses', async () => {
    const { document, exitCode } = await here.json(
      'incident',
      'list',
      '--data-dir',
      'x'.repeat(300),
    );

    expect(exitCode).toBe(1);
    expect(document.error).toMatchObject({ code: 'FILE_UNREADABLE', exit: 1 });
    expect(document.error.message).toMatch(/: name too long$/);
  });
});

describe('exit code 2', () => {
  it.each<[string, string[], string, RegExp | string]>([
    ['an unknown command', ['scna'], 'COMMAND_NOT_FOUND', 'there is no command "scna"'],
    ['an unknown flag', ['scan', 'clean', '--bogus'], 'USAGE', 'Nonexistent flag: --bogus'],
    [
      'a value that is no number',
      ['scan', 'clean', '--jobs', 'x'],
      'USAGE',
      '--jobs: Expected an integer but received: x',
    ],
    [
      'a number out of range',
      ['incident', 'open', 'x', '--from', 'list.txt', '--severity', '9'],
      'USAGE',
      /^--severity: .* 4 but received: 9$/,
    ],
    [
      'a value that is not offered',
      ['scan', 'clean', '--refs', 'some'],
      'USAGE',
      'Expected --refs=some to be one of: head, branches, all',
    ],
    [
      'a flag without its value',
      ['scan', 'clean', '--incident'],
      'USAGE',
      'Flag --incident expects a value',
    ],
    ['a missing argument', ['scan'], 'USAGE', 'TARGET must be given'],
    ['a missing flag', ['incident', 'open', 'x'], 'USAGE', '--from must be given'],
    [
      'a flag without the one it belongs to',
      ['incident', 'open', 'x', '--from', 'list.txt', '--window-source', 'me'],
      'USAGE',
      /--window-source: --window$/,
    ],
    [
      'a private registry that is none',
      ['scan', 'clean', '--private-registry', 'a b'],
      'ARGUMENT_INVALID',
      '--private-registry a b names no registry',
    ],
    ['an argument too many', ['incident', 'show', 'a', 'b'], 'USAGE', 'Unexpected argument: b'],
    [
      'a missing list',
      ['incident', 'check', 'absent.txt'],
      'FILE_NOT_FOUND',
      'cannot read absent.txt: no such file or directory',
    ],
    [
      'an empty list',
      ['incident', 'open', 'x', '--from', 'empty.txt'],
      'LIST_EMPTY',
      /^empty\.txt holds no entries$/,
    ],
    [
      'a list of comments',
      ['incident', 'open', 'x', '--from', 'comments.txt'],
      'LIST_EMPTY',
      /^comments\.txt /,
    ],
    [
      'a list without a usable entry',
      ['incident', 'open', 'x', '--from', 'useless.txt'],
      'LIST_UNUSABLE',
      /^useless\.txt has no usable entry .*line 1: /,
    ],
    [
      'a list that is no text',
      ['incident', 'check', 'picture.txt'],
      'LIST_UNUSABLE',
      /^picture\.txt is binary/,
    ],
    [
      'a folder without lists',
      ['incident', 'check', 'clean/..', 'pnp'],
      'LIST_EMPTY',
      /^pnp: no list in this folder$/,
    ],
    [
      'an id that is none',
      ['incident', 'open', 'Antv', '--from', 'list.txt'],
      'ARGUMENT_INVALID',
      '"Antv" cannot be an incident id',
    ],
    [
      'an id that leads elsewhere',
      ['incident', 'show', '../x'],
      'ARGUMENT_INVALID',
      '"../x" cannot be an incident id',
    ],
    [
      'a window that is none',
      ['incident', 'open', 'x', '--from', 'list.txt', '--window', '2026'],
      'ARGUMENT_INVALID',
      '--window 2026: expected FROM..TO',
    ],
    [
      'an unknown incident',
      ['incident', 'show', 'nope'],
      'INCIDENT_NOT_FOUND',
      /^no incident nope in /,
    ],
    [
      'a scan for an unknown incident',
      ['scan', 'clean', '--incident', 'nope'],
      'INCIDENT_NOT_FOUND',
      /^no incident nope in /,
    ],
    [
      'a scan for a list that is not there',
      ['scan', 'clean', '--incident', './nope.txt'],
      'INCIDENT_NOT_FOUND',
      /^\.\/nope\.txt is neither an incident in .* nor a file$/,
    ],
    [
      'a name too long for a file',
      ['scan', 'clean', '--incident', 'n'.repeat(300)],
      'INCIDENT_NOT_FOUND',
      /nor a file$/,
    ],
    [
      'a question without an incident',
      ['exposure', 'show'],
      'INCIDENT_NOT_FOUND',
      /^no incident in /,
    ],
    [
      'a target that is not there',
      ['scan', 'absent'],
      'TARGET_NOT_FOUND',
      'absent: no such directory or repository',
    ],
    [
      'a target that is a file',
      ['scan', 'list.txt'],
      'TARGET_UNSUPPORTED',
      'list.txt is a file; give its directory, .',
    ],
    [
      'a lockfile as a target',
      ['scan', 'clean/package-lock.json'],
      'TARGET_UNSUPPORTED',
      'clean/package-lock.json is a file; give its directory, clean',
    ],
    [
      'no list at all',
      ['scan', 'clean', '--incident', '/dev/null'],
      'LIST_EMPTY',
      /holds no entries/,
    ],
    [
      'a directory that is called as a file of targets is',
      ['scan', '@scope'],
      'ARGUMENT_INVALID',
      /^there is no file scope of TARGETs/,
    ],
    [
      'a file of targets that a shell would have to expand',
      ['scan', '@home.txt'],
      'ARGUMENT_INVALID',
      'home.txt: ~ is not expanded in a file of TARGETs: ~/mirrors',
    ],
    [
      'a file of targets in UTF-16 that does not say so',
      ['scan', '@unmarked.txt'],
      'ARGUMENT_INVALID',
      'unmarked.txt is no text file',
    ],
    [
      'a target at GitHub',
      ['scan', 'github:acme/web'],
      'TARGET_UNSUPPORTED',
      /does not look at GitHub yet$/,
    ],
    [
      'a URL without a host',
      ['scan', 'ssh://-oProxyCommand=true/a.git'],
      'ARGUMENT_INVALID',
      /names no host$/,
    ],
    [
      'a URL that names a program',
      ['scan', 'ext::true'],
      'ARGUMENT_INVALID',
      /firebreak starts none$/,
    ],
    ['an image', ['scan', 'image:alpine'], 'TARGET_UNSUPPORTED', /container images yet$/],
    ['a cache', ['scan', 'cache:npm'], 'TARGET_UNSUPPORTED', /package caches yet$/],
    ['this machine', ['scan', 'machine'], 'TARGET_UNSUPPORTED', /this machine as a whole yet$/],
    ['an empty target', ['scan', ''], 'ARGUMENT_INVALID', 'an empty TARGET'],
    [
      'a target file that is not there',
      ['scan', '@absent.txt'],
      'FILE_NOT_FOUND',
      /^cannot read absent\.txt/,
    ],
    ['a target file without a name', ['scan', '@'], 'ARGUMENT_INVALID', '@ names no file'],
    [
      'a target file that names none',
      ['scan', '@no-targets.txt'],
      'ARGUMENT_INVALID',
      '@no-targets.txt: no TARGET in it',
    ],
    [
      'a lockfile that is not there',
      ['inspect', 'absent/yarn.lock'],
      'FILE_NOT_FOUND',
      /^cannot read absent\/yarn\.lock/,
    ],
    [
      'a file that is no lockfile',
      ['inspect', 'list.txt'],
      'LOCKFILE_UNKNOWN',
      /list\.txt is not the name of a lockfile$/,
    ],
    [
      'an empty --data-dir',
      ['incident', 'list', '--data-dir', ''],
      'ARGUMENT_INVALID',
      '--data-dir names no directory',
    ],
    [
      'an empty --output',
      ['incident', 'list', '--output', ''],
      'ARGUMENT_INVALID',
      '--output names no file',
    ],
    [
      'a directory as --output',
      ['incident', 'list', '--output', 'clean'],
      'ARGUMENT_INVALID',
      '--output clean is a directory',
    ],
  ])('%s', async (_, args, code, message) => {
    const { document, exitCode, stderr } = await here.json(...args);

    expect(exitCode).toBe(2);
    expect(stderr).toBe('');
    expect(document.error).toMatchObject({
      code,
      exit: 2,
      message: expect.stringMatching(message),
    });
    expect(document.error.hint).not.toBe('');
  });

  it('says the same to a person, on standard error alone', async () => {
    expect(await here.run('scan', 'absent')).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: 'error: absent: no such directory or repository\n  Check the path.\n',
    });
  });
});

describe('exit code 10', () => {
  it.each([
    ['an exposure', ['scan', 'exposed', '--incident', 'list.txt']],
    [
      'an exposure beside what could not be read',
      ['scan', 'cut', 'exposed', 'absent', '--incident', 'list.txt'],
    ],
    ['an exposure among the targets of a file', ['scan', '@targets.txt', '--incident', 'list.txt']],
    ['the same in UTF-16', ['scan', '@utf-16.txt', '--incident', 'list.txt']],
  ])('%s', async (_, args) => {
    const { document, exitCode } = await here.json(...args);

    expect(exitCode).toBe(10);
    expect(document.verdict).toBe('exposed');
  });
});

describe('exit code 11', () => {
  it.each([
    ['a range that lets in what is compromised', ['scan', 'asks', '--incident', 'list.txt']],
    [
      'the same beside what could not be read',
      ['scan', 'cut', 'asks', 'absent', '--incident', 'list.txt'],
    ],
  ])('%s', async (_, args) => {
    const { document, exitCode } = await here.json(...args);

    expect(exitCode).toBe(11);
    expect(document.verdict).toBe('possibly-exposed');
    expect(document.exposures).toMatchObject([
      { grade: 'resolvable', request: { ranges: ['^1.0.0'], admits: ['1.0.0'] } },
    ]);
    expect(document.coverage.complete).toBe(false);
  });

  it('is not that of an exposure beside it', async () => {
    const { exitCode } = await here.run('scan', 'asks', 'exposed', '--incident', 'list.txt');

    expect(exitCode).toBe(10);
  });
});

describe('exit code 12', () => {
  it.each([
    ['a lockfile that was cut off', ['scan', 'cut', '--incident', 'list.txt']],
    ['a format without a reader', ['scan', 'pnp', '--incident', 'list.txt']],
    [
      'a manifest without a lockfile, whatever it asks for',
      ['scan', 'spared', '--incident', 'list.txt'],
    ],
    ['nothing that states packages', ['scan', 'nothing', '--incident', 'list.txt']],
    [
      'a missing target beside one that is clean',
      ['scan', 'clean', 'absent', '--incident', 'list.txt'],
    ],
    ['no incident, and not everything read', ['scan', 'clean', 'cut']],
    ['no incident, and a missing target', ['scan', 'clean', 'absent']],
  ])('%s', async (_, args) => {
    const { document, exitCode } = await here.json(...args);

    expect(exitCode).toBe(12);
    expect(document.coverage.complete).toBe(false);
    expect(document.coverage.problems).not.toEqual([]);
  });

  it('a lockfile of which part was read', async () => {
    const { document, exitCode } = await here.json('inspect', 'cut/package-lock.json');

    expect(exitCode).toBe(12);
    expect(document.problems).toMatchObject([{ code: 'SYNTAX' }]);
  });
});

it('counts a target that is not there as failed, and reads the others', async () => {
  const args = ['scan', 'clean', 'absent', 'github:acme', '--incident', 'other.txt'];
  const [{ document }, { stdout }] = await Promise.all([here.json(...args), here.run(...args)]);

  expect(document.coverage.targets).toEqual({
    requested: 3,
    read: 1,
    partial: 0,
    failed: 2,
    excluded: 0,
  });
  expect(document.targets).toMatchObject([{ name: 'clean', verdict: 'not-exposed' }]);
  expect(stdout).toContain(
    '0 of 1 target exposed, 0 unknown, 1 not exposed, 2 could not be opened\n',
  );
  expect(stdout).toContain(
    'absent  not read\n  absent: no such directory or repository TARGET_NOT_FOUND\n',
  );
  expect(stdout).toContain('github:acme  not read\n');
});

it('looks once at a target that several arguments lead to', async () => {
  const { document } = await here.json(
    'scan',
    'exposed',
    './exposed',
    join(here.directory, 'exposed'),
    '--incident',
    'list.txt',
  );

  expect(document.targets).toMatchObject([{ name: 'exposed', exposures: 1 }]);
  expect(document.coverage).toMatchObject({ complete: true, targets: { requested: 1, read: 1 } });
});
