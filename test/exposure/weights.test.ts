import { describe, expect, it } from 'vitest';
import { sumOfWeights, weightsOf } from '../../src/exposure/weights.ts';
import { pathsTo } from '../../src/lockfile/graph.ts';
import type { LockDocument, LockedPackage, Reading } from '../../src/lockfile/types.ts';
import type { Artefact } from '../../src/sources/types.ts';
import { draw } from '../lockfile/graph/drawing.ts';

function artefact(
  documents: readonly LockDocument[],
  describes: Reading['describes'] = 'resolution',
): Artefact {
  const reading = { formatVersion: '3', describes, documents, problems: [] };
  return { digest: 'sha256:0', reader: 'npm-lock@1', ecosystems: ['npm'], reading };
}

/** `name paths dominates`, by name. */
function rows(...documents: readonly LockDocument[]): string[] {
  return weightsOf(artefact(documents)).map(
    ({ dominates, name, paths }) => `${name} ${paths} ${dominates}`,
  );
}

/** A drawing some of whose packages come from elsewhere. */
function sourced(
  document: LockDocument,
  sources: Readonly<Record<string, LockedPackage['source']>>,
): LockDocument {
  const packages = document.packages.map((one) => ({
    ...one,
    source: sources[one.name] ?? one.source,
  }));
  return { ...document, packages };
}

describe('what hangs on packages', () => {
  it('is counted by paths, and by what would not be there without', () => {
    const document = draw({ '.': ['a', 'b'] }, { a: ['c', 'd'], b: ['d'], c: ['e'], d: [], e: [] });

    expect(rows(document)).toEqual(['a 1 2', 'b 1 0', 'c 1 1', 'd 2 0', 'e 1 0']);
  });

  it('counts what leads over any version of a package, and a package of many versions once', () => {
    const document = draw(
      { '.': ['a', 'b'] },
      { a: ['x#1'], b: ['x#2'], 'x#1': ['y#1'], 'x#2': ['y#2'], 'y#1': [], 'y#2': ['z'], z: [] },
    );

    expect(rows(document)).toEqual(['a 1 0', 'b 1 1', 'x 2 2', 'y 2 1', 'z 1 0']);
  });

  it('does not count members of the workspace, and goes through them', () => {
    const document = draw({ '.': ['lib', 'a'] }, { lib: ['b'], b: ['c'], a: ['c'], c: [] });

    expect(rows(sourced(document, { lib: 'workspace' }))).toEqual(['a 1 0', 'b 1 0', 'c 2 0']);
    expect(rows(sourced(document, { c: 'file' }))).toEqual(['a 1 0', 'b 1 0', 'lib 1 1']);
  });

  it('is nothing where no importer is known, nothing leads there, or an install is told of', () => {
    expect(rows(draw('unknown', { a: [] }))).toEqual([]);
    expect(rows(draw({ '.': [] }, { a: ['b'], b: [] }))).toEqual([]);
    expect(weightsOf(artefact([draw({ '.': ['a'] }, { a: [] })], 'installation'))).toEqual([]);
  });

  it('ends where packages ask for each other', () => {
    const document = draw({ '.': ['a'] }, { a: ['b'], b: ['a', 'c'], c: ['b', 'c'] });

    expect(rows(document)).toEqual(['a 1 2', 'b 1 1', 'c 1 0']);
  });

  it('is summed over documents and artefacts, and stops where numbers are no longer whole', () => {
    const depth = 100;
    const doubling = Object.fromEntries(
      Array.from({ length: depth }, (_, n) => [
        [`p${n}`, [`q${n}`, `r${n}`]],
        [`q${n}`, [`p${n + 1}`]],
        [`r${n}`, [`p${n + 1}`]],
      ]).flat(),
    );
    const vast = draw({ '.': ['p0'] }, { ...doubling, [`p${depth}`]: [] });
    const two = sumOfWeights([weightsOf(artefact([vast, vast])), weightsOf(artefact([vast]))]);

    const weight = (name: string): unknown => two.find((one) => one.name === name);
    const ecosystem = 'npm';
    expect(weight('p2')).toEqual({
      ecosystem,
      name: 'p2',
      paths: 12,
      dominates: 3 * 3 * (depth - 2),
    });
    expect(weight('p100')).toMatchObject({ paths: Number.MAX_SAFE_INTEGER, dominates: 0 });
  });

  it('takes names for what they are', () => {
    const packages = Object.fromEntries([
      ['__proto__', ['constructor']],
      ['constructor', []],
    ]);

    expect(rows(draw({ '.': ['__proto__'] }, packages))).toEqual([
      '__proto__ 1 1',
      'constructor 1 0',
    ]);
  });
});

describe('over random graphs', () => {
  /** Numbers that are always the same. */
  function random(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % below;
    };
  }

  /** Some nodes with edges anywhere, every third of them another version of an earlier one. */
  function made(seed: number): LockDocument {
    const next = random(seed);
    const count = 4 + next(14);
    const keys = Array.from({ length: count }, (_, n) =>
      n % 3 === 2 ? `n${next(n)}#${n}` : `n${n}`,
    );
    const some = (): string[] => Array.from({ length: next(4) }, () => keys[next(count)] as string);
    const importers = { a: some(), b: some() };
    return draw(importers, Object.fromEntries(keys.map((key) => [key, some()])));
  }

  /** Names that are reached when nothing of that name is there. */
  function reachedWithout(document: LockDocument, left: string): Set<string> {
    const { edges, importers } = document.graph();
    const nameOf = (index: number): string => document.packages[index]?.name ?? '';
    const open =
      importers === 'unknown' ? [] : importers.flatMap(({ dependencies }) => dependencies);
    const seen = new Set<number>();
    const waiting = open.map(({ to }) => to ?? -1);
    for (const node of waiting) {
      if (seen.has(node) || nameOf(node) === left) continue;
      seen.add(node);
      waiting.push(...edges.filter(({ from }) => from === node).map(({ to }) => to));
    }
    return new Set([...seen].map(nameOf));
  }

  it('agrees with leaving each name out', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const document = made(seed);
      const all = reachedWithout(document, '');
      const counted = new Map<string, number>();
      for (const [index, { name }] of document.packages.entries())
        counted.set(
          name,
          (counted.get(name) ?? 0) + Number(pathsTo(document, index, 0).pathsTotal),
        );

      const expected = [...all].toSorted().map((name) => {
        const without = reachedWithout(document, name);
        return `${name} ${counted.get(name)} ${all.size - 1 - without.size}`;
      });

      expect(rows(document), `seed ${seed}`).toEqual(expected);
    }
  });
});
