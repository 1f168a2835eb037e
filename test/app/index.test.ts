import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { indexFind } from '../../src/app/index-find.ts';
import { forgetChoiceOf } from '../../src/app/index-forget.ts';
import { indexConcentration, indexForget, indexStats } from '../../src/app/index-questions.ts';
import { inventoryFaults, openInventory, readInventory } from '../../src/app/inventory.ts';
import { artefact, look, release, simple, target } from '../inventory/support.ts';
import { realDoors } from '../support/doors.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

function appIn(dataDir: string): App {
  return { doors: realDoors, dataDir, version: '0', progress: () => {}, warn: () => {} };
}

/** An inventory of two repositories. */
async function filled(): Promise<App> {
  const app = appIn(join(temporaryDirectory(), 'home'));
  const inventory = await openInventory(app);
  const member = release('@acme/web', '1.0.0', { source: 'workspace', resolved: null });
  const requests = [
    { ecosystem: 'npm', name: 'chalk', range: '^5.0.0', kind: 'dev', line: 1 },
  ] as const;
  look(
    inventory,
    'acme/web',
    [
      artefact('web 1', {
        packages: [release('chalk', '5.6.1'), release('debug', '4.4.2'), member],
      }),
      artefact('web 2', { packages: [release('chalk', '5.6.0'), member] }),
    ],
    '2026-11-19T00:00:00.000Z',
  );
  look(inventory, 'acme/api', [simple('api', 'debug@4.4.2'), artefact('manifest', { requests })]);
  const writer = inventory.begin(target('acme/py'));
  const part = writer.part('tree', 'files');
  const python = { ecosystem: 'pypi', resolved: null };
  part.artefact(null, artefact('py', { packages: [release('Chalk', '1.0', python)] }));
  part.reach?.('tips');
  part.weights?.([{ ecosystem: 'pypi', name: 'Chalk', paths: 7, dominates: 3 }]);
  part.finish('tree', new Uint8Array());
  writer.commit('2026-11-20T00:00:00.000Z');
  inventory.close();
  return app;
}

describe('index find', () => {
  it('finds versions, names and whatever may have become a version', async () => {
    const app = await filled();

    const { found, inventory } = await indexFind(app, [
      'pkg:npm/chalk@5.6.1',
      'chalk',
      'chalk@1.0.0',
      'pkg:npm/left-pad',
    ]);

    const places = found.map(({ holdings }) =>
      holdings.map(({ purls, requests, target: name }) => [name, purls, requests.length]),
    );
    expect(places).toEqual([
      [
        ['acme/api', [], 1],
        ['acme/web', ['pkg:npm/chalk@5.6.1'], 0],
      ],
      [
        ['acme/api', [], 1],
        ['acme/py', ['pkg:pypi/Chalk@1.0'], 0],
        ['acme/web', ['pkg:npm/chalk@5.6.1'], 0],
        ['acme/web', ['pkg:npm/chalk@5.6.0'], 0],
      ],
      [['acme/py', ['pkg:pypi/Chalk@1.0'], 0]],
      [],
    ]);
    expect(found[1]?.packages.map(({ purl, targets }) => [purl, targets])).toEqual([
      ['pkg:npm/chalk@5.6.1', 1],
      ['pkg:npm/chalk@5.6.0', 1],
      ['pkg:pypi/Chalk@1.0', 1],
    ]);
    expect(inventory).toEqual({
      targets: 3,
      looks: { oldest: '2026-11-19T00:00:00.000Z', newest: '2026-11-20T18:00:00.000Z' },
      historyLooks: { oldest: null, newest: null },
      reach: { history: 0, tips: 1, unknown: 2 },
    });
  });

  it.each(['pkg:npm', 'pkg:npm/a b', '', 'two words'])('takes %j for no package', async (word) => {
    const app = await filled();

    await expect(indexFind(app, ['chalk', word])).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
    });
  });

  it('does not call what was never scanned clear', async () => {
    const app = appIn(temporaryDirectory());

    await expect(indexFind(app, ['chalk'])).rejects.toMatchObject({ code: 'INVENTORY_NOT_FOUND' });
    expect(await readInventory(app)).toBeNull();
    expect(await inventoryFaults(app)).toBeNull();
  });
});

describe('index stats', () => {
  it('counts what is there', async () => {
    const app = await filled();

    expect(await indexStats(app)).toMatchObject({
      targets: 3,
      parts: 3,
      partsWithProblems: 0,
      artefacts: { held: 5, unheld: 0 },
      statements: { packages: 5, requests: 1 },
      pairs: 7,
      ecosystems: [
        { ecosystem: 'npm', names: 3, statements: 5 },
        { ecosystem: 'pypi', names: 1, statements: 1 },
      ],
    });
    expect(await inventoryFaults(app)).toEqual([]);
  });
});

describe('index concentration', () => {
  it('puts external packages in order, and says what is not known', async () => {
    const app = await filled();

    const byRepositories = await indexConcentration(app, 'repositories', 2);
    const byDominators = await indexConcentration(app, 'dominators', 1);

    expect(
      byRepositories.packages.map((one) => [one.name, one.repositories, one.artefacts]),
    ).toEqual([
      ['debug', 2, 2],
      ['chalk', 1, 2],
    ]);
    expect(byRepositories).toMatchObject({ total: 3, weighed: { targets: 1, of: 3 } });
    expect(byDominators.packages).toMatchObject([
      { name: 'Chalk', paths: 7, dominates: 3, versions: 1 },
    ]);
  });
});

describe('index forget', () => {
  it('forgets by name, by age, or all', async () => {
    const app = await filled();

    await expect(
      indexForget(app, { kind: 'targets', words: ['acme/web', 'acme/none'] }),
    ).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
    const old = { kind: 'not-seen-since', moment: '2026-11-20T00:00:00.000Z' } as const;
    const first = await indexForget(app, old);
    const second = await indexForget(app, { kind: 'targets', words: ['/mirrors/acme/api'] });
    const third = await indexForget(app, { kind: 'all' });

    expect([first, second, third].map(({ left, targets }) => [targets, left.targets])).toEqual([
      [['acme/web'], 2],
      [['acme/api'], 1],
      [['acme/py'], 0],
    ]);
    expect(await inventoryFaults(app)).toEqual([]);
    expect((await indexStats(app)).statements).toEqual({ packages: 0, requests: 0 });
  });

  it('asks for exactly one thing, and for --yes', () => {
    const app = appIn(temporaryDirectory());
    const none = { targets: [], notSeenSince: null, keepDays: null, all: false, yes: false };
    const invalid = expect.objectContaining({ code: 'ARGUMENT_INVALID' });

    for (const words of [
      none,
      { ...none, all: true },
      { ...none, all: true, yes: true, keepDays: 3 },
      { ...none, notSeenSince: 'yesterday' },
      { ...none, notSeenSince: '2026-13-01' },
    ])
      expect(() => forgetChoiceOf(app, words)).toThrow(invalid);
    expect(forgetChoiceOf(app, { ...none, notSeenSince: '2026-01-31' })).toEqual({
      kind: 'not-seen-since',
      moment: '2026-01-31T00:00:00.000Z',
    });
    expect(forgetChoiceOf(app, { ...none, keepDays: 0 })).toMatchObject({ kind: 'not-seen-since' });
    expect(forgetChoiceOf(app, { ...none, all: true, yes: true })).toEqual({ kind: 'all' });
  });
});
