import { describe, expect, it } from 'vitest';
import { listFormats } from '../../../src/incident/formats/index.ts';
import { decodeList } from '../../../src/incident/text.ts';
import { pairs, read } from '../support.ts';

/** axios@1.14.1 as each format writes it: importer, format named, file name, content. */
const controls: readonly (readonly [
  importer: string,
  format: string,
  name: string,
  content: string,
])[] = [
  ['csv', 'csv', 'a.csv', 'package,version\naxios,1.14.1\n'],
  ['csv', 'csv', 'a.tsv', 'name\tversion\naxios\t1.14.1\n'],
  ['csv', 'csv', 'list', 'axios;1.14.1\n'],
  ['csv', 'csv', 'list.csv', 'Ecosystem,Package Name,Affected Version(s)\nnpm,axios,1.14.1\n'],
  ['csv', 'csv-aggregated', 'b.csv', 'package,versions\naxios,"1.14.1, 1.14.1"\n'],
  ['csv', 'csv-typed', 'iocs.csv', 'type,indicator,context\nnpm package,axios@1.14.1,bad\n'],
  ['csv', 'csv', 'purls.csv', 'purl,severity\npkg:npm/axios@1.14.1,9\n'],
  ['json', 'json', 'a.json', '[{"name": "axios", "versions": ["1.14.1"]}]'],
  [
    'json',
    'json',
    'b.json',
    '{"packages": [{"package_name": "axios", "affected_versions": "1.14.1"}]}',
  ],
  ['json', 'json', 'c.json', '{"packages": [{"name": "axios", "affectedVersions": ["1.14.1"]}]}'],
  [
    'json',
    'json',
    'd.json',
    '{"packages": [{"name": "axios", "versions": [{"version": "1.14.1", "sources": ["a"]}]}]}',
  ],
  ['json', 'json', 'e.json', '{"axios": ["1.14.1"]}'],
  ['json', 'json', 'f.json', '{"npm": {"axios": "1.14.1"}}'],
  ['json', 'json', 'g.json', '["axios@1.14.1"]'],
  ['json', 'json', 'h.json', '{"name": "axios", "version": "1.14.1"}'],
  ['json', 'json', 'i.json', '{"anything": [{"purl": "pkg:npm/axios@1.14.1"}]}'],
  [
    'jsonl',
    'jsonl',
    'a.jsonl',
    '{"name": "axios", "version": "1.14.1"}\n{"name": "axios", "version": "1.14.1"}\n',
  ],
  ['markdown', 'markdown', 'a.md', '| Package | Version |\n|---|---|\n| `axios` | 1.14.1 |\n'],
  ['markdown', 'markdown', 'b.md', '# Wave\n\n- axios@1.14.1\n'],
  [
    'osv',
    'osv',
    'MAL-1.json',
    '{"id": "MAL-1", "modified": "2026-03-31T02:07:58Z", "affected": [{"package": {"ecosystem": "npm", "name": "axios"}, "versions": ["1.14.1"]}]}',
  ],
  ['text', 'name-colon-version', 'a.txt', '# wave\naxios:1.14.1\n'],
  ['text', 'name-colon-version', 'b.txt', 'npm:axios:1.14.1\n'],
  ['text', 'name-at-version', 'c.txt', 'axios@1.14.1\n'],
  ['text', 'name-space-version', 'd.txt', 'axios 1.14.1\n'],
  ['text', 'purl', 'e.txt', 'pkg:npm/axios@1.14.1\n'],
];

describe('axios@1.14.1', () => {
  it.each(controls)('is read by %s as %s from %s', (_importer, format, name, content) => {
    const reading = read(name, content);

    expect(pairs(reading)).toEqual(['npm axios 1.14.1']);
    expect(reading.format).toBe(format);
    expect(reading.entries.packages).toBe(reading.entries.total);
    expect(reading.notUnderstood).toEqual([]);
  });

  it.each(controls)(
    '%s claims the %s list %s above all others',
    (importer, _format, name, content) => {
      const list = decodeList(name, new TextEncoder().encode(content));
      const scores = listFormats.map((format) => ({
        id: format.id,
        score: format.recognises(list),
      }));
      const best = Math.max(...scores.map(({ score }) => score));

      expect(scores.filter(({ score }) => score === best).map(({ id }) => id)).toEqual([importer]);
    },
  );
});

it('every format has a control, and the registry is alphabetical', () => {
  const ids = listFormats.map(({ id }) => id);

  expect(ids).toEqual([...new Set(controls.map(([importer]) => importer))].toSorted());
  expect(ids).toEqual(ids.toSorted());
});
