import { describe, expect, it } from 'vitest';
import { pathsTo, type PathsTo } from '../../../src/lockfile/graph.ts';
import type { LockDocument } from '../../../src/lockfile/types.ts';
import { at, draw } from './drawing.ts';

function paths(document: LockDocument, key: string, limit = 10): PathsTo {
  return pathsTo(document, at(document, key), limit);
}

/** No alias, and nothing given up. */
const plain = { aliases: [], cutShort: [] };

describe('paths to a package', () => {
  it('run from an importer over real names to the package, shortest first', () => {
    const document = draw(
      { site: ['a', 'b'], api: ['c'] },
      { a: ['b'], b: ['x'], c: ['a'], x: [] },
    );

    expect(paths(document, 'x')).toEqual({
      importers: ['api', 'site'],
      paths: [
        ['site', 'b', 'x'],
        ['site', 'a', 'b', 'x'],
        ['api', 'c', 'a', 'b', 'x'],
      ],
      pathsTotal: 3n,
      dominators: ['b'],
      bump: ['a', 'b', 'c'],
      ...plain,
    });
  });

  it('are one step long where an importer asks for the package itself', () => {
    const document = draw({ '.': ['x', 'a'] }, { a: ['x'], x: [] });

    expect(paths(document, 'x')).toMatchObject({
      paths: [
        ['.', 'x'],
        ['.', 'a', 'x'],
      ],
      dominators: [],
      bump: ['a', 'x'],
    });
  });

  it('are none where nothing leads there, the importers are unknown, or there is no such package', () => {
    const none = { importers: [], paths: [], pathsTotal: 0n, dominators: [], bump: [], ...plain };

    expect(paths(draw({ '.': ['a'] }, { a: [], x: ['a'] }), 'x')).toEqual(none);
    expect(paths(draw('unknown', { a: ['x'], x: [] }), 'x')).toEqual(none);
    expect(pathsTo(draw({ '.': ['a'] }, { a: [] }), 7, 3)).toEqual(none);
    expect(pathsTo(draw({ '.': ['a'] }, { a: [] }), -1, 3)).toEqual(none);
  });

  it('count once where two edges join the same packages', () => {
    const document = draw({ '.': ['a', 'a:dev'] }, { a: ['x', 'x:peer'], x: [] });

    expect(paths(document, 'x')).toMatchObject({ paths: [['.', 'a', 'x']], pathsTotal: 1n });
  });

  it('hold the limit, and the total does not', () => {
    const middle = Array.from({ length: 20 }, (_, index) => `m${String(index).padStart(2, '0')}`);
    const document = draw(
      { '.': middle },
      { ...Object.fromEntries(middle.map((name) => [name, ['x']])), x: [] },
    );

    expect(paths(document, 'x', 2)).toMatchObject({
      paths: [
        ['.', 'm00', 'x'],
        ['.', 'm01', 'x'],
      ],
      pathsTotal: 20n,
    });
    expect(paths(document, 'x', 0)).toMatchObject({ paths: [], pathsTotal: 20n, bump: middle });
  });

  it('are counted exactly where there are more than a number holds', () => {
    const rungs = Array.from({ length: 100 }, (_, level) => {
      const below = [`l${level + 1}`, `r${level + 1}`];
      return [
        [`l${level}`, below],
        [`r${level}`, below],
      ] as const;
    }).flat();
    const document = draw(
      { '.': ['l0', 'r0'] },
      { ...Object.fromEntries(rungs), l100: ['x'], r100: ['x'], x: [] },
    );

    const found = paths(document, 'x', 3);

    expect(found.pathsTotal).toBe(2n ** 101n);
    expect(found.paths).toHaveLength(3);
    expect(found.dominators).toEqual([]);
  });

  it('find their way through a cycle, and count without the edge that closes it', () => {
    const document = draw({ '.': ['a'] }, { a: ['b'], b: ['c', 'x'], c: ['a', 'b'], x: ['a'] });

    expect(paths(document, 'x')).toEqual({
      importers: ['.'],
      paths: [['.', 'a', 'b', 'x']],
      pathsTotal: 1n,
      dominators: ['a', 'b'],
      bump: ['a'],
      ...plain,
    });
  });

  it('use an edge that closes a cycle where there is no other way', () => {
    const document = draw({ one: ['a'], two: ['b'] }, { a: ['b', 'x'], b: ['a'], x: [] });

    expect(paths(document, 'x')).toEqual({
      importers: ['one', 'two'],
      paths: [
        ['one', 'a', 'x'],
        ['two', 'b', 'a', 'x'],
      ],
      pathsTotal: 2n,
      dominators: ['a'],
      bump: ['a', 'b'],
      ...plain,
    });
  });

  it('pass through a name where they all do, though over different entries', () => {
    const document = draw(
      { '.': ['p', 'q'] },
      { p: ['debug#2'], q: ['debug#4'], 'debug#2': ['ms'], 'debug#4': ['ms'], ms: [] },
    );

    expect(paths(document, 'ms').dominators).toEqual(['debug']);
  });

  it('pass through many names that each stand twice', () => {
    const links = Array.from({ length: 3000 }, (_, index) => index);
    const document = draw(
      { '.': ['n0#a', 'n0#b'] },
      Object.fromEntries([
        ...links.flatMap((index) =>
          ['a', 'b'].map((side) => [`n${index}#${side}`, [`n${index + 1}#${side}`]] as const),
        ),
        ['n3000#a', ['x']],
        ['n3000#b', ['around#1', 'x']],
        ['around#1', ['x']],
        ['x', []],
      ]),
    );

    const { cutShort, dominators } = paths(document, 'x', 1);

    expect(dominators).toHaveLength(3001);
    expect(dominators.at(-1)).toBe('n3000');
    expect(cutShort).toEqual([]);
  });

  it('name what a manifest calls the dependency that must move', () => {
    const document = draw(
      { '.': ['my-a=a', 'b'], other: ['a', 'unrelated=c'] },
      { a: ['x'], b: ['x'], c: [], x: [] },
    );

    expect(paths(document, 'x')).toMatchObject({
      bump: ['a', 'b'],
      aliases: [{ alias: 'my-a', name: 'a' }],
    });
  });

  it('are said not to be whole where they are too intricate to be searched', () => {
    // Every node leads to every other, and all names are the same: countless ways that read alike.
    const keys = Array.from({ length: 60 }, (_, index) => `same#${index}`);
    const document = draw(
      { '.': ['same#0'] },
      { ...Object.fromEntries(keys.map((key) => [key, [...keys, 'x']])), x: [] },
    );

    const found = paths(document, 'x', 1000);

    expect(found.cutShort).toEqual(['paths']);
    expect(found.paths[0]).toEqual(['.', 'same', 'x']);
  });

  it('do not name the package itself as one to pass through', () => {
    const document = draw({ '.': ['a'] }, { a: ['x#1'], 'x#1': ['x#2'], 'x#2': [] });

    expect(paths(document, 'x#2')).toMatchObject({
      paths: [['.', 'a', 'x', 'x']],
      dominators: ['a'],
    });
  });

  it('come out for a chain of 30,000 and for a ring of as many', () => {
    const links = Array.from(
      { length: 30_000 },
      (_, index) => [`n${index}`, [`n${(index + 1) % 30_000}`]] as const,
    );
    const document = draw({ '.': ['n0'] }, Object.fromEntries(links));

    const found = paths(document, 'n29999', 2);

    expect(found.pathsTotal).toBe(1n);
    expect(found.paths).toHaveLength(1);
    expect(found.paths[0]).toHaveLength(30_001);
    expect(found.dominators).toHaveLength(29_999);
    expect(found.bump).toEqual(['n0']);
  });
});

describe('on small graphs of any shape', () => {
  /** A fixed sequence of numbers, each below the limit asked for. */
  function numbers(seed: number): (limit: number) => number {
    let state = seed;
    return (limit) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % limit;
    };
  }

  /** Of `names` names at most, each then borne by several packages. */
  function randomDocument(seed: number, names: number = Infinity): LockDocument {
    const pick = numbers(seed);
    const keys = Array.from({ length: 3 + pick(5) }, (_, index) =>
      names === Infinity ? `k${index}` : `k${index % names}#${index}`,
    );
    const some = (): string[] => keys.filter(() => pick(3) === 0);
    const importers = Object.fromEntries(
      ['i', 'j'].slice(0, 1 + pick(2)).map((path) => [path, some()]),
    );
    return draw(importers, Object.fromEntries(keys.map((key) => [key, some()])));
  }

  /** Every simple path, by trying all of them. */
  function everyPath(document: LockDocument, target: number): string[][] {
    const { importers, edges } = document.graph();
    const found: string[][] = [];
    const name = (index: number): string => document.packages[index]?.name ?? '';
    function extend(way: number[], shown: string[]): void {
      const last = way.at(-1) ?? -1;
      if (last === target) {
        found.push(shown);
        return;
      }
      for (const { to } of edges.filter(({ from }) => from === last)) {
        if (!way.includes(to)) extend([...way, to], [...shown, name(to)]);
      }
    }
    for (const { path, dependencies } of importers === 'unknown' ? [] : importers) {
      for (const { to } of dependencies) if (to !== null) extend([to], [path, name(to)]);
    }
    return found;
  }

  it('importers, shortest paths, dominators and bump are those that trying every path gives', () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      const document = randomDocument(seed);
      for (const target of document.packages.keys()) {
        const all = everyPath(document, target);
        const found = pathsTo(document, target, 4);
        const lengths = all.map((path) => path.length).toSorted((a, b) => a - b);
        const inner = new Set(all.flatMap((path) => path.slice(1, -1)));

        expect(found.paths.map((path) => path.length)).toEqual(lengths.slice(0, 4));
        expect(all).toEqual(expect.arrayContaining(found.paths));
        expect(new Set(found.importers)).toEqual(new Set(all.map(([first]) => first)));
        expect(new Set(found.bump)).toEqual(new Set(all.map(([, second]) => second)));
        expect(found.dominators.toSorted()).toEqual(
          [...inner]
            .filter((one) => all.every((path) => path.slice(1, -1).includes(one)))
            .toSorted(),
        );
        expect(found.pathsTotal <= BigInt(Math.max(all.length, found.paths.length))).toBe(true);
        expect(found.pathsTotal > 0n).toBe(all.length > 0);
      }
    }
  });

  it('dominators are those that trying every path gives, also of names that stand several times', () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      const document = randomDocument(seed, 3);
      for (const [target, { name: own }] of document.packages.entries()) {
        const ways = everyPath(document, target).map((path) => new Set(path.slice(1, -1)));
        const inner = new Set(ways.flatMap((names) => [...names]));

        expect(pathsTo(document, target, 4).dominators.toSorted()).toEqual(
          [...inner].filter((one) => one !== own && ways.every((way) => way.has(one))).toSorted(),
        );
      }
    }
  });

  it('the total is the number of all paths where there is no cycle', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const drawn = randomDocument(seed);
      const { importers, edges } = drawn.graph();
      const forward = edges.filter(({ from, to }) => from < to);
      const document: LockDocument = { ...drawn, graph: () => ({ importers, edges: forward }) };
      for (const target of document.packages.keys()) {
        expect(pathsTo(document, target, 1).pathsTotal).toBe(
          BigInt(everyPath(document, target).length),
        );
      }
    }
  });
});
