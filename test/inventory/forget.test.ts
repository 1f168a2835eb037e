import { describe, expect, it } from 'vitest';
import { checkInventory } from '../../src/inventory/check.ts';
import { forgetTargets } from '../../src/inventory/forget.ts';
import type { Store } from '../../src/inventory/store.ts';
import { at, look, opened, simple, statedBy, target } from './support.ts';

function rowOf({ connection }: Store, name: string): number {
  return Number(connection.first('select id from target where name = ?', name)?.[0]);
}

describe('forgetting', () => {
  it('takes what nobody else holds, and gives the space back', async () => {
    const { inventory, store } = await opened();
    const own = Array.from({ length: 4000 }, (_, index) => `own-${index}@1.0.0`);
    const shared = simple('shared', 'shared@1.0.0');
    look(inventory, 'acme/web', [shared, simple('large', ...own)]);
    look(inventory, 'acme/api', [simple('small', 'small@1.0.0'), shared]);
    const secret = () => store.connection.all(`select id from package where compared like 'own-%'`);
    const held = secret().length;

    const forgotten = forgetTargets(store, [rowOf(store, 'acme/web')]);

    expect(held).toBe(4000);
    expect(secret()).toEqual([]);
    expect(forgotten).toMatchObject({ targets: 1, artefacts: 1, statements: 4000 });
    expect(forgotten.bytes).toBeGreaterThan(200_000);
    const left = inventory.recall('origin acme/api', 'repository').artefacts();
    expect(left.map(statedBy)).toEqual([simple('small', 'small@1.0.0'), shared].map(statedBy));
    expect(checkInventory(store)).toEqual([]);
  });

  it('keeps versions of a lockfile that others hold, though their neighbours go', async () => {
    const { inventory, store } = await opened();
    const base = Array.from({ length: 200 }, (_, index) => `p-${index}@1.0.0`);
    const versions = Array.from({ length: 9 }, (_, n) => simple(`v${n}`, ...base, `x@1.${n}.0`));
    const every = (rest: number) => versions.filter((_, index) => index % 3 === rest);
    look(inventory, 'acme/web', versions);
    look(inventory, 'acme/fork', every(1));
    const [recalled] = inventory.recall('origin acme/fork', 'repository').artefacts();

    forgetTargets(store, [rowOf(store, 'acme/web')]);

    const left = inventory.recall('origin acme/fork', 'repository').artefacts();
    expect(left.map(statedBy)).toEqual(every(1).map(statedBy));
    expect(store.connection.first('select count(*) from pack')).toEqual([1]);
    expect(checkInventory(store)).toEqual([]);
    // What was given out before must not turn into something else.
    expect(() => recalled?.reading.documents[0]?.packages).toThrow(/forgotten meanwhile/);
  });

  it('makes another process that relied on it look again', async () => {
    const { inventory, path, store } = await opened();
    look(inventory, 'acme/web', [simple('a', 'a@1.0.0')]);
    const other = await opened(path.replace('/inventory.sqlite', ''));
    const artefacts = other.inventory.recall('origin acme/web', 'repository').artefacts();

    forgetTargets(store, [rowOf(store, 'acme/web')]);
    const again = () => look(other.inventory, 'acme/web', artefacts);

    expect(again).toThrow(expect.objectContaining({ code: 'INVENTORY_BUSY' }));
    look(other.inventory, 'acme/web', [simple('a', 'a@1.0.0')]);
    expect(checkInventory(store)).toEqual([]);
  });

  it('never gives an id a second time', async () => {
    const { inventory, store } = await opened();
    look(inventory, 'acme/web', [simple('a', 'a@1.0.0')]);
    const before = store.connection.first('select max(id) from statement')?.[0];
    forgetTargets(store, [rowOf(store, 'acme/web')]);

    const writer = inventory.begin(target('acme/web'));
    const part = writer.part('repository', 'repository');
    part.artefact(null, simple('b', 'b@1.0.0'));
    part.finish('refs', new Uint8Array());
    writer.commit(at);

    expect(Number(store.connection.first('select min(id) from statement')?.[0])).toBeGreaterThan(
      Number(before),
    );
  });
});
