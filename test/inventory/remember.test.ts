import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkInventory } from '../../src/inventory/check.ts';
import { readers } from '../../src/lockfile/index.ts';
import type { Artefact } from '../../src/sources/types.ts';
import { artefact, at, look, opened, release, simple, statedBy, target } from './support.ts';

/** What every reader says of its own controls. */
const controls: readonly Artefact[] = readers.flatMap((reader) =>
  reader.controls().map((control): Artefact => {
    const neighbours = {
      paths: Object.keys(control.companions),
      bytes: (path: string) => {
        const text = control.companions[path];
        return text === undefined ? null : Buffer.from(text);
      },
    };
    return {
      digest: `sha256:${hash('sha256', control.bytes)}`,
      reader: `${reader.id}@${reader.version}`,
      ecosystems: reader.ecosystems,
      reading: reader.read(control.bytes, { path: control.path, neighbours }),
    };
  }),
);

const hostile = [
  release('__proto__', 'constructor'),
  release('a\0b', '1\0'),
  release('\ud800', '1.0.0', { integrity: 'sha512-\udfff' }),
  release('\u0001"x"', '1.0.0', { resolved: '\u0001' }),
  release('{name}', '{version}', { resolved: 'https://registry.example/{name}/{version}' }),
  release('a', '1.0.0', { resolved: '', integrity: '' }),
  release('a', '1.0.0', { resolved: null, integrity: null }),
  release('a', '', { source: 'workspace', resolved: 'packages/a', integrity: null }),
  release('$&', '$1'),
  release('Pillow', '1.0', { ecosystem: 'pypi', integrity: 'sha256-AAAA sha1-BBBB' }),
  release('pillow', '1.0', { ecosystem: 'pypi', integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }),
];

describe('what is remembered', () => {
  it('is what every reader said', async () => {
    const { inventory, path, store } = await opened();
    look(inventory, 'acme/web', controls);
    inventory.close();

    const again = (await opened(path.replace('/inventory.sqlite', ''))).inventory;
    const artefacts = again.recall('origin acme/web', 'repository').artefacts();

    expect(controls.length).toBeGreaterThan(20);
    expect(artefacts.map(statedBy)).toEqual(controls.map(statedBy));
    expect(artefacts.map(({ reading }) => reading.problems)).toEqual(
      controls.map(({ reading }) => reading.problems),
    );
    expect(artefacts.map((one) => [one.digest, one.reader, one.ecosystems])).toEqual(
      controls.map((one) => [one.digest, one.reader, one.ecosystems]),
    );
    expect(store.connection.path).toBe(path);
  });

  it.each([false, true])('is hostile text to the letter (with statements: %s)', async (tabled) => {
    const { inventory, store } = await opened();
    const one = artefact('hostile', { packages: hostile, tabled });

    look(inventory, 'acme/\0web', [one]);
    look(inventory, 'acme/other', [artefact('again', { packages: hostile, tabled })]);

    const [found] = inventory.recall('origin acme/\0web', 'repository').artefacts();
    expect(statedBy(found as Artefact)).toEqual(statedBy(one));
    expect(store.connection.first('select count(*) from statement')).toEqual([hostile.length]);
    expect(checkInventory(store)).toEqual([]);
  });

  it('is documents apart, with what is asked for without a lock', async () => {
    const { inventory, store } = await opened();
    const asked = { ecosystem: 'npm', name: 'b', range: '^1.0.0', kind: 'dev', line: 3 } as const;
    const one = artefact(
      'two',
      { label: 'environment', packages: [release('a', '1.0.0')] },
      { label: 'project', requests: [asked, { ...asked, range: null }, { ...asked, line: 9 }] },
      { label: 'environment', packages: [release('a', '1.0.0'), release('b', '2.0.0')] },
    );

    look(inventory, 'acme/web', [one]);

    const [found] = inventory.recall('origin acme/web', 'repository').artefacts();
    expect(statedBy(found as Artefact)).toEqual(statedBy(one));
    expect(found?.reading.documents[0]).not.toHaveProperty('requests');
    expect(found?.reading.documents[1]?.graph()).toEqual({ importers: 'unknown', edges: [] });
    expect(checkInventory(store)).toEqual([]);
  });

  it('is found by its content from any target', async () => {
    const { inventory } = await opened();
    const one = simple('a', 'a@1.0.0');
    look(inventory, 'acme/web', [one]);

    const found = inventory.recall('origin acme/other', 'repository').find(`key ${one.digest}`);

    expect(statedBy(found as Artefact)).toEqual(statedBy(one));
    expect(inventory.recall('origin acme/other', 'repository').fingerprint).toBeNull();
    expect(inventory.recall('origin acme/other', 'repository').evidence()).toBeNull();
    expect(inventory.recall('origin acme/other', 'repository').artefacts()).toEqual([]);
    expect(inventory.recall('origin acme/web', 'repository').find('another')).toBeNull();
  });

  it('has statements of one table, the same id for the same statement', async () => {
    const { inventory } = await opened();
    look(inventory, 'acme/web', [simple('a', 'a@1.0.0', 'b@1.0.0')]);
    look(inventory, 'acme/api', [simple('b', 'b@1.0.0', 'c@1.0.0')]);

    const [first, second] = ['acme/web', 'acme/api'].map((name) => {
      const [one] = inventory.recall(`origin ${name}`, 'repository').artefacts();
      return one?.reading.documents[0]?.statements;
    });

    const shared = [...(first?.ids ?? [])].filter((id) => second?.ids.includes(id));
    expect(first?.table).toBe(second?.table);
    expect(shared.map((id) => first?.table.at(id).name)).toEqual(['b']);
    expect(first?.table.idOf(release('b', '1.0.0'))).toBe(shared[0]);
    const stranger = first?.table.idOf(release('never', '1.0.0')) ?? 0;
    expect(first?.table.at(stranger).name).toBe('never');
    expect(first?.table.size).toBeGreaterThan(Math.max(stranger, ...(second?.ids ?? [])));
  });
});

describe('taking down', () => {
  it('gives the same number to what was taken before, read anew or recalled', async () => {
    const { inventory, store } = await opened();
    look(inventory, 'acme/web', [simple('a', 'a@1.0.0'), simple('b', 'b@1.0.0')]);
    const [, recalled] = inventory.recall('origin acme/web', 'repository').artefacts();

    const writer = inventory.begin(target('acme/fork'));
    const part = writer.part('repository', 'repository');
    const numbers = [
      part.artefact(null, recalled as Artefact),
      part.artefact(null, simple('c', 'a@1.0.0')),
      part.artefact(null, simple('b', 'b@1.0.0')),
      part.artefact(null, simple('c', 'a@1.0.0')),
    ];
    part.finish('refs', new Uint8Array());
    writer.commit(at);

    expect(numbers).toEqual([0, 1, 0, 1]);
    expect(store.connection.first('select count(*) from artefact')).toEqual([3]);
  });

  it('keeps apart what the same bytes say under another name', async () => {
    const { inventory } = await opened();
    const readings = [simple('a', 'a@1.0.0'), simple('a', 'b@1.0.0'), simple('a')];

    look(inventory, 'acme/web', readings);

    const found = inventory.recall('origin acme/web', 'repository').artefacts();
    expect(found.map(statedBy)).toEqual(readings.map(statedBy));
  });
});
