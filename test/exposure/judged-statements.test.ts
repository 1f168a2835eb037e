import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../src/exposure/matcher.ts';
import { emptyStatements, type StatementTable } from '../../src/lockfile/statements.ts';
import type { LockDocument, LockedPackage } from '../../src/lockfile/types.ts';
import { incidentOf, locked } from './support.ts';

const matcher = createMatcher(
  incidentOf({
    packages: { 'npm axios': ['1.14.1'], 'npm @antv/*': ['*'], 'npm loose': ['<2.0.0'] },
  }),
);

function stating(table: StatementTable, all: readonly LockedPackage[]): LockDocument {
  const ids = new Uint32Array(all.map((one) => table.idOf(one)));
  return {
    label: 'project',
    packages: all,
    statements: { table, ids },
    covers: 'unknown',
    graph: () => ({ importers: 'unknown', edges: [] }),
    lines: () => [],
  };
}

describe('documents that number their statements', () => {
  it.each<[string, LockedPackage, boolean]>([
    ['a version that is sought', locked('axios', '1.14.1'), true],
    ['another version', locked('axios', '1.14.0'), false],
    ['a scope that is sought whole', locked('@antv/g2', '5.5.8'), true],
    ['a range', locked('loose', '1.0.0'), true],
    ['a version that nobody can compare', locked('loose', 'latest'), true],
    ['what is told apart', locked('axios', '1.14.1', { source: 'workspace' }), true],
    ['a name that is not sought', locked('ms', '2.1.3'), false],
  ])('may match for %s exactly where a judgement comes of it', (_, one, expected) => {
    const document = stating(emptyStatements(), [locked('harmless', '1.0.0'), one]);

    expect(matcher.mayMatch(document)).toBe(expected);
    expect(matcher.judge(one) !== null).toBe(expected);
  });

  it('are judged once for each statement of a table that grows', () => {
    const table = emptyStatements();
    const asked: number[] = [];
    const counting: StatementTable = {
      get size() {
        return table.size;
      },
      at(id) {
        asked.push(id);
        return table.at(id);
      },
      idOf: (one) => table.idOf(one),
    };
    const many = Array.from({ length: 3000 }, (_, index) => locked(`p${index}`, '1.0.0'));

    const answers = [
      stating(counting, many.slice(0, 10)),
      stating(counting, many),
      stating(counting, [...many, locked('axios', '1.14.1')]),
      stating(counting, [locked('axios', '1.14.1')]),
    ].map((document) => matcher.mayMatch(document));

    expect(answers).toEqual([false, false, true, true]);
    expect(asked).toEqual(Array.from({ length: 3001 }, (_, id) => id));
  });

  it('are known by table: the same number means something else in another', () => {
    const [one, other] = [emptyStatements(), emptyStatements()];

    expect(matcher.mayMatch(stating(one, [locked('axios', '1.14.1')]))).toBe(true);
    expect(matcher.mayMatch(stating(other, [locked('ms', '2.1.3')]))).toBe(false);
  });

  it('hold nothing where they state nothing', () => {
    expect(matcher.mayMatch(stating(emptyStatements(), []))).toBe(false);
  });
});
