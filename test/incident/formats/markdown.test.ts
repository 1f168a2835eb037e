import { describe, expect, it } from 'vitest';
import { indicators, pairs, ranges, read } from '../support.ts';

describe('tables', () => {
  it('give up links, code, emphasis, breaks and escaped bars', () => {
    const reading = read(
      'report.md',
      [
        '# Wave',
        '',
        'Prose | with a bar.',
        '',
        '| Package | Affected versions | Reported by |',
        '|:--|:-:|---|',
        '| `axios` | 1.14.1, `0.30.4` | koi, wiz |',
        '| [@antv/g2](https://x.example/y) | **5.5.8**<br>5.5.9 | |',
        '| ranged | &lt;=1.4.0 \\|\\| 2.0.0 | |',
        '| | 1.0.0 | |',
      ].join('\n'),
    );

    expect(pairs(reading)).toEqual([
      'npm @antv/g2 5.5.8',
      'npm @antv/g2 5.5.9',
      'npm axios 0.30.4',
      'npm axios 1.14.1',
      'npm ranged 2.0.0',
    ]);
    expect(ranges(reading)).toEqual(['npm ranged <=1.4.0']);
    expect(reading.pairs.at(-3)).toMatchObject({ line: 7, vendors: ['koi', 'wiz'] });
    expect(reading.notUnderstood).toEqual([
      { line: 10, text: '| | 1.0.0 | |', reason: 'a row without a package name' },
    ]);
    expect(reading.entries).toMatchObject({ total: 4, packages: 3, notUnderstood: 1 });
  });

  it('of other things are prose', () => {
    const reading = read(
      'r.md',
      '| Who | When |\n|---|---|\n| A | B |\n\n| Package | Version |\n|---|---|\n| axios | 1.14.1 |\n',
    );

    expect(reading.entries.total).toBe(1);
  });

  it('may hold indicators', () => {
    const reading = read(
      'r.md',
      '| Type | Indicator |\n|---|---|\n| Domain | `evil[.]example` |\n| npm package | `axios@1.14.1` |\n',
    );

    expect(indicators(reading)).toEqual(['domain evil.example']);
    expect(pairs(reading)).toEqual(['npm axios 1.14.1']);
  });
});

describe('bullets', () => {
  const reading = read(
    'r.md',
    [
      '# IOCs',
      '- axios@1.14.1',
      '* `npm:foo:1.0.0` (removed)',
      '1. pkg:npm/bar@1.0.0',
      '- `named`',
      '- prose: see 1.0',
      '- word',
    ].join('\n'),
  );

  it('are entries when they name a package', () => {
    expect(pairs(reading)).toEqual(['npm axios 1.14.1', 'npm bar 1.0.0', 'npm foo 1.0.0']);
    expect(ranges(reading)).toEqual(['npm named *']);
    expect(reading.pairs.map(({ line }) => line)).toEqual([2, 4, 3]);
  });

  it('are prose otherwise', () => {
    expect(reading.entries.total).toBe(4);
    expect(reading.apart.comments).toBe(3);
  });
});

it('a heading that names an ecosystem holds for what stands under it', () => {
  const table = '| Package | Version |\n|---|---|\n';
  const reading = read(
    'r.md',
    `## PyPI packages\n- durabletask@1.4.1\n\n${table}| other | 1.0 |\n\n## PyPI and npm\n- axios@1.14.1\n\n## Go on reading\n- foo@1.0.0\n`,
  );

  expect(pairs(reading)).toEqual([
    'npm axios 1.14.1',
    'npm foo 1.0.0',
    'pypi durabletask 1.4.1',
    'pypi other 1.0',
  ]);
});
