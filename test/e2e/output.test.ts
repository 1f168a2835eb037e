import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  readdirSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runFirebreak } from '../support/run-firebreak.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { runWarm } from '../support/warm-firebreak.ts';
import { documentOf, npmLock, warmDesk } from './support.ts';

const files = {
  'list.txt': 'bad@1.0.0\n',
  'web/package-lock.json': npmLock({ bad: '1.0.0' }),
};
const scan = ['scan', 'web', '--incident', 'list.txt'];
const escape = '\u001b';

describe('--json', () => {
  it.each([
    [['--json']],
    [['--format', 'json']],
    [['--format=json']],
    [['--json', '--format', 'json']],
  ])('as %j prints one document and nothing else, for results and for errors', async (flags) => {
    const { run } = warmDesk(files);
    const [result, failure, usage, unknown] = await Promise.all([
      run('scan', 'web', ...flags),
      run('scan', 'absent', ...flags),
      run('scan', 'web', '--jobs', 'x', ...flags),
      run('scna', ...flags),
    ]);

    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(documentOf(result.stdout, 'scan').verdict).toBe('not-exposed');
    for (const { exitCode, stderr, stdout } of [failure, usage, unknown]) {
      expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
      expect(documentOf(stdout, 'scan').error.exit).toBe(2);
    }
  });

  it('leaves warnings to standard error', async () => {
    const { json } = warmDesk(files);
    const { document, exitCode, stderr } = await json(...scan);

    expect(exitCode).toBe(10);
    expect(document.verdict).toBe('exposed');
    expect(stderr).toBe(
      'warning: list.txt is used as a list; open an incident to keep scans and compare them\n',
    );
  });
});

describe('--output', () => {
  it('writes the table, without colour, and nothing to standard output', async () => {
    const { directory } = warmDesk(files);
    const env = { FORCE_COLOR: '1' };
    const shown = await runWarm(scan, { cwd: directory });
    const written = await runFirebreak([...scan, '--output', 'map.txt'], {
      cwd: directory,
      env,
    });

    expect(written).toMatchObject({ exitCode: 10, stdout: '' });
    expect(readFileSync(join(directory, 'map.txt'), 'utf8')).toBe(shown.stdout);
  });

  it('writes JSON, in place of what was there, at the end of a link', async () => {
    const { directory, run } = warmDesk({ ...files, 'real.json': 'old' });
    symlinkSync('real.json', join(directory, 'map.json'));
    const outcome = await run(...scan, '--json', '--output', 'map.json');

    expect(outcome).toMatchObject({ exitCode: 10, stdout: '' });
    expect(readlinkSync(join(directory, 'map.json'))).toBe('real.json');
    expect(documentOf(readFileSync(join(directory, 'real.json'), 'utf8'), 'scan').verdict).toBe(
      'exposed',
    );
  });

  it('leaves errors on standard output and what was there alone', async () => {
    const { directory, run } = warmDesk({ ...files, 'map.json': 'old' });
    const outcome = await run('scan', 'absent', '--json', '--output', 'map.json');

    expect(outcome.exitCode).toBe(2);
    expect(documentOf(outcome.stdout, 'scan').error.code).toBe('TARGET_NOT_FOUND');
    expect(readFileSync(join(directory, 'map.json'), 'utf8')).toBe('old');
  });

  it('makes no directory: one that is not there is most often misspelt', async () => {
    const { directory, json } = warmDesk(files);
    const { document, exitCode } = await json(...scan, '--output', 'reprots/map.json');

    expect(exitCode).toBe(2);
    expect(document.error).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: '--output reprots/map.json: there is no directory reprots',
    });
    expect(existsSync(join(directory, 'reprots'))).toBe(false);
  });

  it('never takes the place of what is no regular file', async () => {
    const { directory, json } = warmDesk(files);
    execFileSync('mkfifo', ['pipe'], { cwd: directory });
    const { document, exitCode } = await json(...scan, '--output', 'pipe');

    expect(exitCode).toBe(2);
    expect(document.error).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: '--output pipe is not a regular file',
    });
    expect(lstatSync(join(directory, 'pipe')).isFIFO()).toBe(true);
  });
});

describe('colour', () => {
  const coloured = { FORCE_COLOR: '1' };

  it.each<[string, string[], Record<string, string>, boolean]>([
    ['is not written where there is no terminal', [], {}, false],
    ['is written when it is forced', [], coloured, true],
    ['is not written with NO_COLOR', [], { NO_COLOR: '1' }, false],
    ['is not written with --no-color', ['--no-color'], {}, false],
    ['is not written with --no-color, whatever is forced', ['--no-color'], coloured, false],
    ['is not written into JSON', ['--json'], coloured, false],
  ])('%s', async (_, flags, env, expected) => {
    const { directory } = warmDesk(files);
    const { exitCode, stderr, stdout } = await runFirebreak([...scan, ...flags], {
      cwd: directory,
      env,
    });

    expect(exitCode).toBe(10);
    expect(stdout.includes(escape)).toBe(expected);
    expect(stderr).toMatch(/^warning: [^\n]*\n$/);
  });
});

describe('the data directory', () => {
  const open = ['incident', 'open', 'x', '--from', 'list.txt'];

  /** Opens an incident with these flags and variables; gives the directory it came to lie in, of those offered. */
  async function placeOf(
    flags: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
  ): Promise<string[]> {
    const { directory } = warmDesk(files);
    mkdirSync(join(directory, 'home'));
    const at = Object.fromEntries(
      Object.entries(env).map(([name, value]) => [
        name,
        value === undefined || value === '' ? value : join(directory, value),
      ]),
    );
    const outcome = await runWarm([...open, ...flags], {
      cwd: directory,
      env: {
        HOME: join(directory, 'home'),
        FIREBREAK_HOME: undefined,
        XDG_DATA_HOME: undefined,
        ...at,
      },
    });
    expect(outcome.exitCode).toBe(0);
    return ['flag', 'variable', 'xdg/firebreak', 'home/.local/share/firebreak', '.'].filter(
      (place) =>
        lstatSync(join(directory, place, 'incidents/x/incident.yaml'), {
          throwIfNoEntry: false,
        })?.isFile(),
    );
  }

  it.each<[string, string[], Record<string, string | undefined>]>([
    ['flag', ['--data-dir', 'flag'], { FIREBREAK_HOME: 'variable', XDG_DATA_HOME: 'xdg' }],
    ['variable', [], { FIREBREAK_HOME: 'variable', XDG_DATA_HOME: 'xdg' }],
    ['xdg/firebreak', [], { XDG_DATA_HOME: 'xdg' }],
    ['xdg/firebreak', [], { FIREBREAK_HOME: '', XDG_DATA_HOME: 'xdg' }],
    ['home/.local/share/firebreak', [], {}],
  ])('is %s with %j and %j', async (place, flags, env) => {
    expect(await placeOf(flags, env)).toEqual([place]);
  });

  it('is not needed to read a lockfile or check a list', async () => {
    const { directory } = warmDesk(files);
    const none = join(temporaryDirectory(), 'none');
    for (const args of [
      ['inspect', 'web/package-lock.json'],
      ['incident', 'check', 'list.txt'],
    ]) {
      await runWarm(args, { cwd: directory, env: { FIREBREAK_HOME: none } });
    }

    expect(lstatSync(none, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('holds the inventory and nothing else after a scan for a list', async () => {
    const { directory } = warmDesk(files);
    const none = join(temporaryDirectory(), 'none');
    await runWarm(scan, { cwd: directory, env: { FIREBREAK_HOME: none } });

    expect(readdirSync(none)).toEqual(['inventory.sqlite']);
  });
});

describe('@FILE', () => {
  it('names targets a line each, with or without a byte order mark', async () => {
    const { directory, json } = warmDesk({
      ...files,
      'clean/package-lock.json': npmLock({ good: '1.0.0' }),
    });
    writeFileSync(
      join(directory, 'targets.txt'),
      '\ufeffweb\r\n# a comment\r\n\r\n  clean  \r\nweb\r\n',
    );
    const { document } = await json('scan', '@targets.txt', '--incident', 'list.txt');

    expect(document.targets).toMatchObject([{ name: 'clean' }, { name: 'web' }]);
    expect(document.scan.arguments).toEqual(['@targets.txt']);
  });
});
