import { describe, expect, it } from 'vitest';
import type { Sought } from '../../src/inventory/types.ts';
import { randomOf } from '../fuzz/random.ts';
import { artefact, look, opened, release, simple } from './support.ts';

function names(ecosystem: string, ...all: readonly string[]): Sought {
  return { kind: 'names', names: new Map([[ecosystem, new Set(all)]]), scopes: new Map() };
}

describe('what holds something', () => {
  it('is found as by reading everything', async () => {
    const { inventory } = await opened();
    const random = randomOf(3, 0);
    const held = new Map<string, string[][]>();
    for (let repository = 0; repository < 12; repository += 1) {
      const versions: string[][] = [];
      let releases = Array.from(
        { length: 60 },
        () => `name-${random.below(90)}@1.${random.below(3)}.0`,
      );
      for (let version = 0; version < 1 + random.below(20); version += 1) {
        releases = releases.map((one) =>
          random.once(20) ? `name-${random.below(90)}@1.${random.below(3)}.0` : one,
        );
        versions.push([...new Set(releases)]);
      }
      const name = `acme/${String.fromCharCode(97 + repository)}`;
      held.set(name, versions);
      look(
        inventory,
        name,
        versions.map((own, index) => simple(`${name} ${index}`, ...own)),
      );
    }

    for (let question = 0; question < 40; question += 1) {
      const name = `name-${random.below(100)}`;
      const version = `1.${random.below(4)}.0`;
      const expected = [...held].flatMap(([target, versions]) => {
        const numbers = versions.flatMap((own, index) =>
          own.includes(`${name}@${version}`) ? [index] : [],
        );
        return numbers.length === 0 ? [] : [[target, numbers]];
      });

      const found = inventory.holding(names('npm', name), (one) => one.version === version);

      expect(found.map((one) => [one.target.name, one.artefacts])).toEqual(expected);
    }
  });

  it('is sought by names as an ecosystem compares them, by scopes, or among all', async () => {
    const { inventory } = await opened();
    const python = { ecosystem: 'pypi' };
    look(inventory, 'acme/web', [simple('web', '@antv/g2@5.0.0', '@antv-other/x@1.0.0')]);
    look(inventory, 'acme/api', [
      artefact('api', { packages: [release('Typing_Ext', '1.0', python)] }),
    ]);
    const all = () => true;
    const scoped = (scope: string): Sought => ({
      kind: 'names',
      names: new Map(),
      scopes: new Map([['npm', [scope]]]),
    });
    const of = (sought: Sought, isHit: (one: { version: string }) => boolean = all) =>
      inventory.holding(sought, isHit).map(({ target }) => target.name);

    expect(of(names('pypi', 'typing-ext'))).toEqual(['acme/api']);
    expect(of(names('npm', 'typing-ext'))).toEqual([]);
    expect(of(scoped('@antv/'))).toEqual(['acme/web']);
    expect(of(scoped('@ant/'))).toEqual([]);
    expect(of({ kind: 'all' })).toEqual(['acme/api', 'acme/web']);
    expect(of({ kind: 'all' }, ({ version }) => version === '5.0.0')).toEqual(['acme/web']);
  });

  it('counts what is asked for without a lock, whatever its range', async () => {
    const { inventory } = await opened();
    const requests = [
      { ecosystem: 'npm', name: 'chalk', range: '^4', kind: 'prod', line: 2 },
    ] as const;
    look(inventory, 'acme/web', [simple('a', 'a@1.0.0'), artefact('b', { requests })]);

    const [found] = inventory.holding(names('npm', 'chalk'), () => false);

    expect(found?.artefacts).toEqual([1]);
    expect(found?.partKind).toBe('repository');
    expect(found?.memory.artefacts()[1]?.reading.documents[0]?.requests).toEqual([
      { ...requests[0], line: 0 },
    ]);
  });
});
