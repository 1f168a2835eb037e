import { expect, it } from 'vitest';
import { checkText } from '../../src/ui/check-view.ts';
import { linesOf, onPage } from './support.ts';

it('tells disagreements package by package, with the versions that one list has alone', () => {
  const only = (purl: string, here: string, there: string) => ({
    purl,
    in: [here],
    notIn: [there],
  });
  const disagreements = [
    only('pkg:npm/%40antv/g2@5.5.8', 'a.csv', 'b.txt'),
    only('pkg:npm/%40antv/g2@5.5.9', 'a.csv', 'b.txt'),
    only('pkg:npm/%40antv/g2@5.6.0', 'b.txt', 'a.csv'),
    ...Array.from({ length: 10 }, (_, index) => only(`pkg:npm/x@1.0.${index}`, 'b.txt', 'a.csv')),
  ];
  const lines = onPage(120, () =>
    linesOf(checkText({ files: [], pairs: 13, byEcosystem: { npm: 13 }, disagreements })),
  );

  expect(lines).toEqual([
    'together  13 pairs: 13 npm',
    '  packages on which lists disagree: 2',
    '    pkg:npm/%40antv/g2: 5.5.8, 5.5.9 in a.csv, not in b.txt; 5.6.0 in b.txt, not in a.csv',
    '    pkg:npm/x: 1.0.0, 1.0.1, 1.0.2, 1.0.3, 1.0.4, 1.0.5, 1.0.6, 1.0.7 and 2 more in b.txt, not in a.csv',
    '',
  ]);
});
