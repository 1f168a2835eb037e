import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { columns, labelled, plural, table, wrapped } from '../../src/ui/layout.ts';
import { onPage } from './support.ts';

const words = 'the quick brown fox jumps over a lazy dog '.repeat(8).trim();
const long = `@scope/${'unbreakable-'.repeat(20)}x`;

/** The words of lines, in order. */
function wordsOf(lines: readonly string[]): string[] {
  return lines.join(' ').trim().split(/\s+/);
}

describe('the page', () => {
  it.each([
    [20, 60],
    [60, 60],
    [80, 80],
    [140, 140],
    [400, 140],
  ])('on a terminal of %i columns has %i', (terminal, page) => {
    expect(onPage(terminal, columns)).toBe(page);
  });

  it('has 80 where there is no terminal', () => {
    expect(onPage(undefined as unknown as number, columns)).toBe(80);
  });
});

describe.each([60, 80, 140])('on %i columns', (page) => {
  it('text behind a label keeps to the page and to its column', () => {
    const lines = onPage(page, () => labelled(2, 'label', 12, words));

    expect(lines[0]).toMatch(/^ {2}label {7}the quick/);
    expect(
      lines.slice(1).every((line) => line.startsWith(' '.repeat(14)) && line[14] !== ' '),
    ).toBe(true);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(page);
    expect(wordsOf(lines)).toEqual(['label', ...words.split(' ')]);
  });

  it('a word wider than the page stays whole, on a line of its own', () => {
    const lines = onPage(page, () => labelled(2, 'label', 12, `before ${long} after`));

    expect(lines).toEqual([
      expect.stringMatching(/^ {2}label {7}before$/),
      `    ${long}`,
      expect.stringMatching(/^ {14}after$/),
    ]);
  });

  it('a word wider than its column begins further left', () => {
    const word = 'w'.repeat(page - 8);

    expect(onPage(page, () => labelled(2, 'label', 12, word))).toEqual([`  label ${word}`]);
    expect(onPage(page, () => labelled(2, 'longer label', 12, word))).toEqual([
      '  longer label',
      `        ${word}`,
    ]);
  });

  it('rows are columns that line up, and lose nothing', () => {
    const rows = [
      ['head', 'second', 'third'],
      ['a', 'bb', words],
      ['aaaa', '', 'end'],
      ['aa', 'b', ''],
    ];
    const lines = onPage(page, () => table(2, rows));

    expect(lines[0]).toBe('  head  second  third');
    expect(lines[1]).toMatch(/^ {2}a {5}bb {6}the quick/);
    expect(lines).toContain('  aaaa          end');
    expect(lines.at(-1)).toBe('  aa    b');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(page);
    expect(wordsOf(lines)).toEqual(wordsOf(rows.flat()));
  });

  it('one cell that is too wide does not push the others off the page', () => {
    const ordinary = Array.from({ length: 20 }, (_, index) => [
      `name-${index}`,
      'main',
      `move-${index}`,
    ]);
    const lines = onPage(page, () =>
      table(2, [...ordinary, [long, 'main', 'move-x'], ['n', `${long} +1`, 'move-y']]),
    );
    const alike = lines.filter((line) => /^ {2}name-\d+ +main +move-\d+$/.test(line));

    expect(alike).toHaveLength(20);
    expect(new Set(alike.map((line) => line.indexOf('main'))).size).toBe(1);
    expect(lines.filter((line) => line.length > page).every((line) => line.trim() === long)).toBe(
      true,
    );
    expect(lines.slice(20)).toEqual([
      `  ${long}`,
      expect.stringMatching(/^ +main {2}move-x$/),
      '  n',
      `    ${long}`,
      expect.stringMatching(/^ +\+1$/),
      expect.stringMatching(/^ +move-y$/),
    ]);
  });

  it('measures columns of the terminal, not characters', () => {
    const lines = onPage(page, () =>
      table(0, [
        ['日本', 'x'],
        ['ab', 'y'],
        ['\u001b[1mabcd\u001b[22m', 'z'],
      ]),
    );

    expect(lines.map((line) => stringWidth(line))).toEqual([7, 7, 7]);
  });
});

it('lays out more rows than a call can have arguments', () => {
  const rows = Array.from({ length: 200_000 }, () => ['a', 'b', 'c']);

  expect(table(2, rows)).toHaveLength(200_000);
});

it('has nothing to say of no text and no rows', () => {
  expect(wrapped(2, '')).toEqual(['']);
  expect(table(2, [])).toEqual([]);
  expect(table(2, [[]])).toEqual([]);
});

it.each([
  [0, '0 targets'],
  [1, '1 target'],
  [2, '2 targets'],
  [1000, '1,000 targets'],
])('counts %i in words', (number, text) => {
  expect(plural(number, 'target')).toBe(text);
});

it('has a plural of its own where adding an s will not do', () => {
  expect([plural(1, 'entry', 'entries'), plural(0, 'entry', 'entries')]).toEqual([
    '1 entry',
    '0 entries',
  ]);
});
