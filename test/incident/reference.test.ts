import { describe, expect, it } from 'vitest';
import { kindOf } from '../../src/incident/indicator.ts';
import { referencesOf } from '../../src/incident/reference.ts';
import { indicators, read } from './support.ts';

const full = 'abcdef0123456789abcdef0123456789abcdef01';

describe('a commit in a cell', () => {
  it.each([
    [full, [full]],
    [full.toUpperCase(), [full]],
    ['79ac49e', ['79ac49e']],
    [`acme/web#${full}`, [full]],
    [`https://git.example/acme/web/commit/${full}`, [full]],
    [`${full}, 79ac49e`, [full, '79ac49e']],
    ['0'.repeat(40), ['0'.repeat(40)]],
    // A ticket, a day, an article, a checksum, a word.
    ['1234567', []],
    ['20260519', []],
    ['https://news.example/2026/abcdef0', []],
    ['a'.repeat(64), []],
    ['see below', []],
    ['', []],
  ])('%s is %j', (cell, commits) => {
    expect(referencesOf(cell).map(({ commit }) => commit)).toEqual(commits);
  });
});

describe('a commit among indicators', () => {
  it.each([
    [[], `acme/web#${full}`],
    [[], 'github:acme/web#79ac49e'],
    [[], `git+https://git.example/acme/web.git#${full}`],
    [[], `https://git.example/acme/web/commit/${full}`],
    [['commits'], full],
  ])('under %j is known by its shape: %s', (keys, value) => {
    expect(kindOf(keys, value)).toBe('commit');
  });

  it('stands in a text list like any other indicator', () => {
    expect(indicators(read('a.txt', `bad@1.0.0\ngithub:acme/web#${full}\n`))).toEqual([
      `commit github:acme/web#${full}`,
    ]);
  });
});

it.each([
  ['csv', `package,version,commit\nbad,1.0.0,${full}\n`],
  ['json', JSON.stringify([{ name: 'bad', version: '1.0.0', reference: full }])],
])('a %s list gives the commit of a package', (kind, text) => {
  expect(read(`a.${kind}`, text).references).toMatchObject([
    { ecosystem: 'npm', name: 'bad', version: '1.0.0', commit: full, since: false },
  ]);
});
