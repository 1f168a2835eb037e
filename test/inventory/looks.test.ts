import { describe, expect, it } from 'vitest';
import { checkInventory } from '../../src/inventory/check.ts';
import type { SourceProblem } from '../../src/sources/types.ts';
import { at, look, opened, simple, statedBy, target } from './support.ts';

const problem: SourceProblem = {
  kind: 'problem',
  code: 'SYNTAX',
  path: 'package-lock.json',
  ref: 'main',
  line: 3,
  message: 'no JSON',
  ecosystems: ['npm'],
  artefact: 'unreadable',
};

describe('a look', () => {
  it('is seen once it is committed, whole', async () => {
    const { inventory } = await opened();
    const writer = inventory.begin(target('acme/web'));
    const part = writer.part('repository', 'repository');
    part.artefact('key', simple('a', 'a@1.0.0'));
    part.problem(problem);
    part.finish('refs', Buffer.from('evidence'));

    const before = inventory.recall('origin acme/web', 'repository').fingerprint;
    writer.commit(at);

    const memory = inventory.recall('origin acme/web', 'repository');
    expect(before).toBeNull();
    expect(memory.fingerprint).toBe('refs');
    expect(Buffer.from(memory.evidence() ?? []).toString()).toBe('evidence');
    expect(memory.problems()).toEqual([problem]);
  });

  it('that is abandoned or fails leaves no trace', async () => {
    const { inventory, store } = await opened();
    look(inventory, 'acme/web', [simple('a', 'a@1.0.0')]);
    const count = () =>
      ['target', 'part', 'artefact', 'statement', 'package', 'pack'].map(
        (table) => store.connection.first(`select count(*) from ${table}`)?.[0],
      );
    const before = count();

    const writer = inventory.begin(target('acme/new'));
    const part = writer.part('repository', 'repository');
    part.artefact(null, simple('b', 'b@1.0.0'));
    part.finish('refs', new Uint8Array());
    writer.abandon();
    const failing = inventory.begin({ ...target('acme/new'), name: null as unknown as string });
    failing.part('repository', 'repository').finish('refs', new Uint8Array());

    expect(() => failing.commit(at)).toThrow(TypeError);
    expect(count()).toEqual(before);
    look(inventory, 'acme/new', [simple('b', 'b@1.0.0')]);
    expect(checkInventory(store)).toEqual([]);
  });

  it('forgets parts that it drops, and leaves those that it keeps, does not finish or does not name', async () => {
    const { inventory } = await opened();
    const first = inventory.begin(target('acme/web'));
    for (const key of ['kept', 'unfinished', 'unnamed', 'gone']) {
      const part = first.part(key, 'files');
      part.artefact(null, simple(key, `${key}@1.0.0`));
      part.finish(`first ${key}`, new Uint8Array());
    }
    first.commit(at);

    const second = inventory.begin(target('acme/web'));
    second.keep('kept');
    second.drop('kept');
    second.drop('gone');
    second.part('unfinished', 'files').artefact(null, simple('other', 'other@1.0.0'));
    second.commit('2026-11-21T18:00:00.000Z');

    const prints = ['kept', 'unfinished', 'unnamed', 'gone'].map(
      (key) => inventory.recall('origin acme/web', key).fingerprint,
    );
    expect(prints).toEqual(['first kept', 'first unfinished', 'first unnamed', null]);
    expect(inventory.partsOf('origin acme/web')).toEqual(['kept', 'unfinished', 'unnamed']);
    const times = ['kept', 'unfinished', 'unnamed'].map(
      (key) => inventory.holding({ kind: 'all' }, ({ name }) => name === key)[0]?.at,
    );
    expect(times).toEqual(['2026-11-21T18:00:00.000Z', at, at]);
    expect(inventory.holding({ kind: 'all' }, ({ name }) => name === 'other')).toEqual([]);
  });

  it('a day adds what changed to what is there', async () => {
    const { inventory, store } = await opened();
    const releases = Array.from({ length: 300 }, (_, index) => `package-${index}@1.0.0`);
    const versions = Array.from({ length: 30 }, (_, day) =>
      simple(`day ${day}`, ...releases, `moving@1.${day}.0`),
    );

    for (const [day, version] of versions.entries())
      look(inventory, 'acme/web', [...versions.slice(0, day), version]);

    const found = inventory.recall('origin acme/web', 'repository').artefacts();
    expect(found.map(statedBy)).toEqual(versions.map(statedBy));
    const packs = store.connection.first(
      'select count(*), sum(length(universe)) + sum(length(body)) from pack',
    );
    expect(packs?.[0]).toBe(1);
    expect(Number(packs?.[1])).toBeLessThan(301 * 2 + 30 * 16);
    expect(checkInventory(store)).toEqual([]);
  });

  it('takes away at its end what is gone from the middle', async () => {
    const { inventory, store } = await opened();
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => simple(name, `${name}@1.0.0`));
    look(inventory, 'acme/web', [a, b, c] as never);

    look(inventory, 'acme/web', [a, c, d] as never);

    const found = inventory.recall('origin acme/web', 'repository').artefacts();
    expect(found.map(({ digest }) => digest)).toEqual([a, c, d].map((one) => one?.digest));
    expect(inventory.holding({ kind: 'all' }, ({ name }) => name === 'b')).toEqual([]);
    expect(checkInventory(store)).toEqual([]);
  });
});
