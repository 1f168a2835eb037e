import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import {
  createBlockCutter,
  randomSecret,
  type BlockCutter,
  type CutStyle,
  type HashSecret,
} from '../../../src/lockfile/entries/block-cutter.ts';
import { projectRoot } from '../../support/project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const small = { stored: 1 << 16, blocks: 1 << 8 };
const margin: CutStyle = { shape: 'paragraphs', indent: 0, sign: ' ' };
const deeper: CutStyle = { shape: 'paragraphs', indent: 2, sign: ' ' };
const lines: CutStyle = { shape: 'lines', indent: 4, sign: ' ' };
const tables: CutStyle = { shape: 'tables', indent: 0, sign: ' ' };

function cutter(secret: () => HashSecret = randomSecret): BlockCutter {
  const made = createBlockCutter(small, secret);
  if (made === null) throw new Error('no WebAssembly');
  return made;
}

/** The blocks of a text, after other texts were cut. */
function blocks(style: CutStyle, text: string, before: readonly string[] = []): string[] {
  const own = cutter();
  for (const one of before) own.cut(Buffer.from(one), style);
  const found = own.cut(Buffer.from(text), style);
  return numbers(found).map((block) => Buffer.from(own.block(block)).toString());
}

function numbers(found: ReturnType<BlockCutter['cut']>): number[] {
  if (found === null || found === 'full') throw new Error(`not cut: ${String(found)}`);
  return Array.from(found);
}

describe('where files are cut', () => {
  it.each<[string, CutStyle, string[]]>([
    ['paragraphs at the margin', margin, ['# a\n\n\n', 'b:\n  c\n\n  d\n\n', 'e:\n']],
    ['one that does not end', margin, ['a:\n\n', 'b']],
    [
      'paragraphs below the margin',
      deeper,
      ['a:\n\n', '  b:\n    c\n\n      d\n\n', '  e:\n\n', 'f:\n'],
    ],
    [
      'what projects ask for',
      deeper,
      [
        'importers:\n\n',
        '  .:\n',
        '    a:\n',
        '      b:\n        c\n',
        '      d: e\n\n',
        'f:\n    g:\n\n',
      ],
    ],
    [
      'lines',
      lines,
      ['{\n', '  "a": {\n', '    "b": {\n      "c"\n    },\n', '    "d": 1\n', '  }\n', '}\n'],
    ],
    [
      'lines with empty ones between',
      lines,
      ['{\n\n', '  "a": {\n', '    "b": 1,\n\n\n', '    "c": 2\n', '  }\n', '}\n'],
    ],
    ['lists', lines, ['[\n', '    [\n      1\n    ],\n', '    2\n', ']']],
    [
      'tables',
      tables,
      ['a = 1\n\n', '[[package]]\nb\n[[package.c]]\n', '[[packages]]\n', '[metadata.d]\ne\n'],
    ],
    [
      'archives of all packages',
      tables,
      [
        '[metadata]\na = [\n]\nb\n\n',
        '[metadata.files]\n',
        'a = [\n    {b},\n]\n',
        '"c 1" = []\n\n',
        '[d]\n',
      ],
    ],
    ['a long block', margin, [`${'a'.repeat(70)}\n\n`, 'b\n']],
    ['nothing', margin, []],
  ])('%s', (_, style, expected) => {
    const text = expected.join('');

    expect(blocks(style, text)).toEqual(expected);
    // What was met before is looked for first, and must make no difference.
    for (let end = 1; end <= text.length; end += 1)
      expect(blocks(style, text, [text.slice(0, end), text, `${text.slice(0, end)}x\n\n`])).toEqual(
        expected,
      );
  });
});

it('cuts where it must, whatever was met where others are cut otherwise', () => {
  const project = ['  a: {}\n\n', '  b:\n', '    c:\n', '      d: e\n\n'];
  const text = ['importers:\n\n', ...project];
  const elsewhere = `packages:\n\n${project.join('')}`;

  expect(blocks(deeper, text.join(''), [elsewhere])).toEqual(text);
});

describe('the numbers of blocks', () => {
  it('are the same for the same bytes alone', () => {
    const own = cutter();
    const first = numbers(own.cut(Buffer.from('a\n\nb\n\na\n\n'), margin));
    const second = numbers(own.cut(Buffer.from('b\n\nc\n\na\n\n'), margin));

    expect(first).toEqual([1, 2, 1]);
    expect(second).toEqual([2, 3, 1]);
    expect(own.count()).toBe(3);
  });

  it.each([0, 1, 7, 8, 15, 16, 17, 31, 32, 33, 64])('tell one byte in %i apart', (length) => {
    const own = cutter();
    const one = 'a'.repeat(length);
    for (let at = 0; at < length; at += 1) {
      const other = `${one.slice(0, at)}b${one.slice(at + 1)}`;
      const found = own.cut(Buffer.from(`x\n\n${one}\n\nx\n\n${other}\n\n`), margin);
      expect(new Set(numbers(found)).size).toBe(3);
    }
  });

  it('do not rest on hashes', () => {
    // All hashes are 0 then.
    const own = cutter(() => ({ key: 0n, factor: 0n }));
    const texts = Array.from({ length: 9 }, (_, index) => `${index}\n\n`);

    expect(numbers(own.cut(Buffer.from(texts.join('')), margin))).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect(numbers(own.cut(Buffer.from(texts.toReversed().join('')), margin))).toEqual([
      9, 8, 7, 6, 5, 4, 3, 2, 1,
    ]);
    expect(own.cut(Buffer.from('10\n\n'), margin)).toBeNull();
  });
});

describe('what is kept', () => {
  it.each([
    ['too many blocks', Array.from({ length: 256 }, (_, index) => `${index}\n\n`).join('')],
    ['too many bytes', 'a'.repeat(1 << 16)],
  ])('has a limit: %s', (_, text) => {
    const own = cutter();
    own.cut(Buffer.from('a\n\n'), margin);

    expect(own.cut(Buffer.from(text), margin)).toBe('full');

    own.forget();
    expect(own.count()).toBe(0);
    expect(numbers(own.cut(Buffer.from('b\n\n'), margin))).toEqual([1]);
  });

  it('is of files up to 32 MB', () => {
    expect(cutter().cut(new Uint8Array(32 * 1024 * 1024 + 1), margin)).toBeNull();
  });
});

it('is assembled from its source', async () => {
  const fresh = join(temporaryDirectory(), 'block-cutter-wasm.ts');

  await execa(process.execPath, [join(projectRoot, 'bin/assemble.js'), fresh], { stdin: 'ignore' });

  const committed = join(projectRoot, 'src/lockfile/entries/block-cutter-wasm.ts');
  expect(readFileSync(committed, 'utf8')).toBe(readFileSync(fresh, 'utf8'));
});
