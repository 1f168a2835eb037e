import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/project.ts';
import { runFirebreak } from '../support/run-firebreak.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { runWarm } from '../support/warm-firebreak.ts';

const recorder = pathToFileURL(join(projectRoot, 'test/support/record-loads.js')).href;

function dependenciesOf(directory: string): readonly string[] {
  const text = readFileSync(join(projectRoot, directory, 'package.json'), 'utf8');
  const parsed: { dependencies: Record<string, string> } = JSON.parse(text);
  return Object.keys(parsed.dependencies);
}

/** Our dependencies, without oclif and what it shares with us. */
function heavyModules(): readonly string[] {
  const core = 'node_modules/@oclif/core';
  const shared = dependenciesOf(core).filter(
    (name) => !existsSync(join(projectRoot, core, 'node_modules', name)),
  );
  return dependenciesOf('.').filter((name) => name !== '@oclif/core' && !shared.includes(name));
}

describe.each([
  [['--help']],
  [['incident', 'open', '--help']],
  [['scan', '--help']],
  [['--version']],
])('firebreak %j', (args) => {
  it('loads oclif, and nothing else that takes time', async () => {
    const loads = join(temporaryDirectory(), 'loads');
    const env = { FIREBREAK_TEST_LOADS: loads };
    const outcome = await runFirebreak(args, { env, nodeOptions: ['--import', recorder] });

    const urls = readFileSync(loads, 'utf8').split('\n');
    const below = (path: string): readonly string[] =>
      urls.filter((url) => url.startsWith(pathToFileURL(join(projectRoot, path, '/')).href));
    const heavy = heavyModules();
    expect(outcome.exitCode).toBe(0);
    expect(below('node_modules/@oclif/core').length).toBeGreaterThan(0);
    expect(heavy).toEqual(
      expect.arrayContaining(['zod', 'js-yaml', 'simple-git', 'csv-parse', 'string-width']),
    );
    expect(heavy.flatMap((name) => below(`node_modules/${name}`))).toEqual([]);
    expect(below('dist').filter((url) => !url.includes('/dist/hooks/'))).toEqual([]);
  });
});

describe('an unknown command', () => {
  it.each([
    [['bogus'], 'there is no command "bogus"', 'Commands: '],
    [
      ['incident', 'opne'],
      'there is no command "incident opne"',
      'Did you mean: firebreak incident open',
    ],
    [
      ['incident', 'bogus', 'x'],
      'there is no command "incident bogus"',
      'Commands: incident check, ',
    ],
    [
      ['incident', 'list', 'x'],
      '"incident list" takes no argument "x"',
      'See firebreak incident list --help.',
    ],
    [['\u001b[31m'], 'there is no command "\\u001b[31m"', 'Commands: '],
  ])('%j ends with exit code 2 and a hint', async (args, message, hint) => {
    const plain = await runWarm(args);
    const json = await runWarm([...args, '--json']);

    expect(plain).toMatchObject({ exitCode: 2, stdout: '' });
    expect(plain.stderr).toBe(`error: ${message}\n  ${plain.stderr.split('\n  ')[1]}`);
    expect(plain.stderr).toContain(hint);
    expect(json).toMatchObject({ exitCode: 2, stderr: '' });
    expect(JSON.parse(json.stdout)).toEqual({
      error: { code: 'COMMAND_NOT_FOUND', message, hint: expect.stringContaining(hint), exit: 2 },
    });
  });

  it('is told from a topic alone, which shows its commands', async () => {
    const plain = await runWarm(['incident']);
    const json = await runWarm(['incident', '--json']);

    expect(plain.exitCode).toBe(0);
    expect(plain.stdout).toContain('incident open');
    expect(json.exitCode).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({
      error: { code: 'COMMAND_NOT_FOUND', exit: 2 },
    });
  });
});
