import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as files from '../../src/host/files.ts';
import { inventoryOver, openToWrite } from '../../src/inventory/open.ts';
import { packEvidence } from '../../src/sources/evidence-pack.ts';
import { at as moment, look, simple } from '../inventory/support.ts';
import { desk, type Desk, documentOf, type Json } from './support.ts';

/** Evidence of one lockfile on the default branch. */
const evidence = packEvidence({
  source: 'git',
  refs: [{ name: 'main', class: 'default', commit: null, committedAt: null }],
  rows: [
    {
      artefact: 0,
      past: false,
      places: [{ path: 'package-lock.json', refs: [0], beside: [], runs: [] }],
    },
  ],
  history: null,
});

/** A desk whose inventory knows two repositories. */
async function filled(): Promise<Desk> {
  const made = desk();
  const path = join(made.dataDir, 'inventory.sqlite');
  const inventory = inventoryOver(await openToWrite(path, files));
  look(inventory, 'acme/web', [simple('web', 'chalk@5.6.1', 'debug@4.4.2')], moment, evidence);
  look(inventory, 'acme/api', [simple('api', 'debug@4.4.2')], moment, evidence);
  inventory.close();
  return made;
}

async function answer({ run }: Desk, ...args: readonly string[]): Promise<Json> {
  const { exitCode, stderr, stdout } = await run('index', ...args, '--json');
  expect([exitCode, stderr]).toEqual([0, '']);
  return documentOf(stdout, `index-${args[0]}`);
}

describe('firebreak index', () => {
  it('answers, counts, weighs and forgets', async () => {
    const at = await filled();

    const found = await answer(at, 'find', 'pkg:npm/chalk@5.6.1', 'left-pad');
    const stats = await answer(at, 'stats');
    const concentration = await answer(at, 'concentration', '--top', '1');
    const text = await at.run('index', 'find', 'chalk');
    const forgotten = await answer(at, 'forget', 'acme/web');
    const after = await answer(at, 'find', 'chalk');

    expect(found.found.map((one: Json) => one.targets)).toEqual([1, 0]);
    expect(stats).toMatchObject({ targets: 2, pairs: 3 });
    expect(concentration.packages.map((one: Json) => one.purl)).toEqual(['pkg:npm/debug']);
    expect(text.exitCode).toBe(0);
    expect(text.stdout).toContain('in 1 target, 1 artefact');
    expect(text.stdout).toContain('held by main');
    expect(forgotten.targets).toEqual(['acme/web']);
    expect(after).toMatchObject({ inventory: { targets: 1 }, found: [{ targets: 0 }] });
  });

  it('exits 2 for what names no package, and where nothing was scanned', async () => {
    const at = await filled();
    const empty = desk();

    const wrong = await at.run('index', 'find', 'pkg:npm', '--json');
    const nothing = await empty.run('index', 'find', 'chalk', '--json');
    const all = await at.run('index', 'forget', '--all', '--json');

    const codeOf = (stdout: string) => documentOf(stdout, 'error').error.code;
    expect([wrong, nothing, all].map(({ exitCode, stdout }) => [exitCode, codeOf(stdout)])).toEqual(
      [
        [2, 'ARGUMENT_INVALID'],
        [2, 'INVENTORY_NOT_FOUND'],
        [2, 'ARGUMENT_INVALID'],
      ],
    );
    expect(existsSync(join(empty.dataDir, 'inventory.sqlite'))).toBe(false);
  });
});
