import { describe, expect, it } from 'vitest';
import { checkInventory } from '../../src/inventory/check.ts';
import type { LockDocument } from '../../src/lockfile/types.ts';
import type { Artefact } from '../../src/sources/types.ts';
import { artefact, at, opened, type Opened, release, statedBy, target } from './support.ts';

const packages = [release('a', '1.0.0'), release('b', '2.0.0')];

/** A file that a scan has told the hashes of: whether its packages were built is counted. */
function scanned(seed: string): { readonly artefact: Artefact; built(): number } {
  let built = 0;
  const told = artefact(seed, { packages });
  const [document] = told.reading.documents as [LockDocument];
  const lazy: LockDocument = {
    ...document,
    hashes: { names: new Int32Array(2), pairs: new Int32Array(2) },
    get packages() {
      built += 1;
      return document.packages;
    },
  };
  return {
    artefact: { ...told, reading: { ...told.reading, documents: [lazy] } },
    built: () => built,
  };
}

/** Takes down artefacts at tips, then those of history, and gives the numbers that they got. */
function lookAt(
  { inventory }: Opened,
  reach: 'history' | 'tips',
  tips: readonly Artefact[],
  past: readonly Artefact[],
): number[] {
  const writer = inventory.begin(target('acme/web'));
  const part = writer.part('repository', 'repository');
  part.reach?.(reach);
  const numbers = [
    ...tips.map((one) => part.artefact(null, one)),
    ...past.map((one) => part.artefact(`key ${one.digest}`, one)),
  ];
  part.finish('refs', Buffer.from('evidence'));
  writer.commit(at);
  return numbers;
}

describe('what lies at tips and was told by a scan', () => {
  it('is taken down as history tells it, without being built', async () => {
    const inventory = await opened();
    const tip = scanned('one');
    const past = artefact('one', { packages, tabled: true });

    const numbers = lookAt(inventory, 'history', [tip.artefact], [past, artefact('two', {})]);

    expect(numbers).toEqual([0, 0, 1]);
    expect(tip.built()).toBe(0);
    const held = inventory.inventory.recall('origin acme/web', 'repository').artefacts();
    expect(held.map(statedBy)).toEqual([statedBy(past), statedBy(artefact('two', {}))]);
    expect(checkInventory(inventory.store)).toEqual([]);
  });

  it.each(['history', 'tips'] as const)('is built where nothing else tells (%s)', async (reach) => {
    const inventory = await opened();
    const tip = scanned('one');
    const other = scanned('one');

    const numbers = lookAt(inventory, reach, [tip.artefact, other.artefact], []);

    expect(numbers).toEqual([0, 0]);
    const held = inventory.inventory.recall('origin acme/web', 'repository').artefacts();
    expect(held.map(statedBy)).toEqual([statedBy(artefact('one', { packages }))]);
    expect(checkInventory(inventory.store)).toEqual([]);
  });

  it('is known by its bytes when it comes again', async () => {
    const inventory = await opened();
    lookAt(inventory, 'tips', [scanned('one').artefact], []);
    const again = scanned('one');

    lookAt(inventory, 'tips', [again.artefact, scanned('three').artefact], []);

    expect(again.built()).toBe(0);
    expect(inventory.store.connection.first('select count(*) from artefact')).toEqual([2]);
    expect(checkInventory(inventory.store)).toEqual([]);
  });

  it('is not taken for what the same bytes are where they record an install', async () => {
    const inventory = await opened();
    const tip = scanned('one').artefact;
    const installed = { ...tip, reading: { ...tip.reading, describes: 'installation' } } as const;
    const past = artefact('one', { packages: [release('a', '1.0.0')], tabled: true });
    const record: Artefact = { ...past, reading: { ...past.reading, describes: 'installation' } };

    const numbers = lookAt(inventory, 'history', [tip, installed], [record]);

    expect(numbers).toEqual([0, 1, 1]);
    const held = inventory.inventory.recall('origin acme/web', 'repository').artefacts();
    expect(held.map(statedBy)).toEqual([tip, record].map(statedBy));
    expect(held.map(({ reading }) => reading.describes)).toEqual(['resolution', 'installation']);
  });
});
