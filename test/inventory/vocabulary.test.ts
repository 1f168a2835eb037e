import { expect, it } from 'vitest';
import { checkInventory } from '../../src/inventory/check.ts';
import {
  fingerprintOf,
  packageKey,
  requestKey,
} from '../../src/inventory/statement/fingerprint.ts';
import { knownRows } from '../../src/inventory/statement/known-rows.ts';
import type { OpenRequest } from '../../src/lockfile/types.ts';
import { artefact, look, opened, release } from './support.ts';

it('no two statements that differ have one fingerprint', () => {
  const one = release('a', '1.0.0');
  const others = [
    { ...one, name: 'a5:1.0.0' },
    { ...one, name: '\ud800' },
    { ...one, name: '\ud801' },
    { ...one, name: '\ufffd' },
    { ...one, resolved: null },
    { ...one, resolved: '' },
    { ...one, resolved: '-' },
    { ...one, commit: one.integrity, integrity: null },
    { ...one, source: 'git' as const },
    { ...one, ecosystem: 'pypi' as const },
  ];
  const asked: OpenRequest = { ecosystem: 'npm', name: 'a', range: null, kind: 'prod', line: 1 };
  const launched = { client: 'npm', command: 'npx', installedFirst: true } as const;
  const requests = [asked, { ...asked, range: '' }, { ...asked, launch: launched }];

  const told = [
    ...[one, ...others].map((each) => packageKey(each)),
    ...requests.map((each) => requestKey(each)),
  ].map((key) => fingerprintOf(key).join());

  expect(new Set(told).size).toBe(told.length);
  expect(fingerprintOf(packageKey({ ...one }))).toEqual(fingerprintOf(packageKey(one)));
  expect(requestKey({ ...asked, line: 9 })).toBe(requestKey(asked));
});

it('rows are known by all of their fingerprint, however many there are', () => {
  const rows = knownRows();
  const crowded = (row: number): Uint32Array => Uint32Array.of(7, row % 3, row, 0);
  for (let row = 1; row <= 5000; row += 1) rows.add(crowded(row), row);

  const found = Array.from({ length: 5000 }, (_, index) => rows.find(crowded(index + 1)));

  expect(found.every((row, index) => row === index + 1)).toBe(true);
  expect(rows.find(Uint32Array.of(7, 0, 0, 0))).toBe(0);
  expect(rows.size).toBe(5000);
});

it('what another look has stated is stated once, whoever knows it', async () => {
  const first = await opened();
  const second = await opened(first.path.replace('/inventory.sqlite', ''));
  const common = [release('a', '1.0.0'), release('b', '1.0.0')];

  look(first.inventory, 'acme/web', [artefact('one', { packages: common })]);
  look(second.inventory, 'acme/api', [
    artefact('two', { packages: [...common, release('a', '2.0.0')] }),
  ]);
  look(first.inventory, 'acme/app', [artefact('three', { packages: [release('a', '2.0.0')] })]);

  const count = 'select (select count(*) from statement), (select count(*) from package)';
  expect(first.store.connection.first(count)).toEqual([3, 2]);
  expect(checkInventory(first.store)).toEqual([]);
});
