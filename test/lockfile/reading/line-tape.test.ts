import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { withPnpmLines } from '../../../src/lockfile/pnpm-lock/scan-line.ts';
import { pairedHash, textHash } from '../../../src/lockfile/reading/line-hash.ts';
import {
  createLineReader,
  emptyLine,
  kind,
  type LineReader,
} from '../../../src/lockfile/reading/line-tape.ts';
import { withBerryLines } from '../../../src/lockfile/yarn-lock/berry/scan-line.ts';
import { projectRoot } from '../../support/project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const names = new Map<number, string>(Object.entries(kind).map(([name, number]) => [number, name]));

/** What a tape tells of each line: its kind, indentation, key and value. */
function told(lines: LineReader, text: string, start = 0): unknown {
  return lines(Buffer.from(text), start, (tape) =>
    Array.from({ length: tape.count }, (_, index) => {
      const line = emptyLine();
      tape.read(index, line);
      const name = names.get(line.kind);
      if (name === 'odd') return [name, line.indent];
      const textOf = (from: number, to: number): string =>
        Buffer.from(tape.bytes.subarray(from, to)).toString();
      return [name, line.indent, textOf(line.key, line.keyEnd), textOf(line.value, line.valueEnd)];
    }),
  );
}

const long = 'a-name-that-is-longer-than-sixteen-bytes';

describe('the lines of what pnpm writes', () => {
  it.each<[string, unknown]>([
    ['a:', ['open', 0, 'a', '']],
    ["  '@a/b@1.0.0(c@2.0.0)':", ['open', 2, '@a/b@1.0.0(c@2.0.0)', '']],
    [`      ${long}: ${long}`, ['scalar', 6, long, long]],
    ["a: 'it''s'", ['escaped', 0, 'a', "it''s"]],
    ["a: ''", ['scalar', 0, 'a', '']],
    ['a:b: c', ['scalar', 0, 'a:b', 'c']],
    ['a: grün — x:y #no'.replace(' #no', '#no'), ['scalar', 0, 'a', 'grün — x:y#no']],
    ['a: {}', ['empty', 0, 'a', '{}']],
    ['a: []', ['pair', 0, 'a', '[]']],
    ['a: {integrity: sha512-aA+/=}', ['pair', 0, 'a', '{integrity: sha512-aA+/=}']],
    ["a: {node: '>=18'}", ['pair', 0, 'a', "{node: '>=18'}"]],
    ['a: {b: c, d: e}', ['flow', 0, 'a', '{b: c, d: e}']],
    ["a: {b: 'c''d'}", ['flow', 0, 'a', "{b: 'c''d'}"]],
    ['a: [b', ['flow', 0, 'a', '[b']],
    ['  - a', ['item', 2, '', 'a']],
    ["- 'a''b'", ['item', 0, '', "a''b"]],
    ['a: |\n  b: c\n\n    d', ['block', 0, 'a', '|']],
    ['a: >-\n  b', ['block', 0, 'a', '>-']],
  ])('%j', (text, expected) => {
    expect(told(withPnpmLines, `${text}\nz: 1\n`)).toEqual([expected, ['scalar', 0, 'z', '1']]);
  });

  it.each([
    'a: b: c',
    'a: b #c',
    'a: b ',
    'a:  b',
    'a: b:',
    'a : b',
    'a',
    'a:\tb',
    'a: b\r',
    'a: "b"',
    "'a: b",
    "'a'b: c",
    "a: 'b",
    "a: 'b'c",
    '# a',
    '"a": b',
    '? a',
    '& a',
    'a: &b',
    'a: *b',
    'a: !b',
    '-a',
    '- ',
    '- [a]',
    'a::',
    'a: |\nb',
    'a: |\n   \n',
    'a: >2\n  b',
    'a: b\u0085',

    'a: \u0007',
    'a: \uFEFFb',
    'é: a',
    '   ',
    `${'a'.repeat(1001)}: b`,
    'a: |\n    b\n  c\u0001',
  ])('%j is odd', (text) => {
    expect(told(withPnpmLines, `${text}\nz: 1\n`)).toEqual(
      expect.arrayContaining([['odd', expect.any(Number)]]),
    );
  });

  it.each(['{', '[', '|', '"', "'", ' ', ':', '#'])('are told wherever %j stands', (sign) => {
    // Sixteen bytes are looked at at once: every place is another.
    for (let length = 1; length < 40; length += 1) {
      const text = `k: ${'x'.repeat(length)}${sign}y\n`;

      expect(told(withPnpmLines, text)).toEqual([
        ['scalar', 0, 'k', `${'x'.repeat(length)}${sign}y`],
      ]);
    }
  });
});

describe('the lines of what yarn writes', () => {
  it('are told', () => {
    const text = `"a@npm:^1.0.0, b@npm:^1.0.0":\n  version: 1.0.0\n  "c": "npm:^1"\n  d: ""\n\n__m:\n`;

    expect(told(withBerryLines, text)).toEqual([
      ['open', 0, 'a@npm:^1.0.0, b@npm:^1.0.0', ''],
      ['scalar', 2, 'version', '1.0.0'],
      ['scalar', 2, 'c', 'npm:^1'],
      ['scalar', 2, 'd', ''],
      ['open', 0, '__m', ''],
    ]);
  });

  it.each([
    'a: b:c',
    'a: b#c',
    "a: 'b'",
    'a: {}',
    'a: |\n  b',
    '- a',
    'a: "b\\n"',
    'a: "b""c"',
    'a b : c',
    'é: a',
    'a: é',
    'a: "é"',
    'a: \\',
    "it's: a",
  ])('%j is odd', (text) => {
    expect(told(withBerryLines, `${text}\n`)).toEqual(
      expect.arrayContaining([['odd', expect.any(Number)]]),
    );
  });
});

describe('a tape of lines', () => {
  it('begins where it is told, and hashes as its keys are hashed', () => {
    const text = `x\n${long}: v\n`;
    const hashes = withPnpmLines(Buffer.from(text), 2, (tape) => {
      const line = emptyLine();
      tape.read(0, line);
      return [tape.count, line.start, line.hash, tape.hash(line.key, line.keyEnd)];
    });

    expect(hashes).toEqual([1, 2, textHash(long), textHash(long)]);
  });

  it('hashes texts of every length alike, and no two of them the same', () => {
    const texts = Array.from({ length: 40 }, (_, length) => long.slice(0, length));
    const hashed = texts.map((text) =>
      withPnpmLines(Buffer.from(`${text}\n`), 0, (tape) => tape.hash(0, text.length)),
    );

    expect(hashed).toEqual(texts.map(textHash));
    expect(new Set(hashed).size).toBe(texts.length);
    expect(pairedHash(1, 2)).not.toBe(pairedHash(2, 1));
  });

  it('takes every byte for what its dialect says', () => {
    const odd = new Set([0x00, 0x07, 0x0d, 0x7f, 0xc2, 0xef, 0x20]);
    for (const byte of Array.from({ length: 256 }, (_, index) => index)) {
      if (byte === 0x0a || byte === 0x27) continue;
      const bytes = Buffer.from([0x61, 0x3a, 0x20, 0x62, byte, 0x0a]);
      const found = withPnpmLines(bytes, 0, (tape) => {
        const line = emptyLine();
        tape.read(0, line);
        return line.kind;
      });
      const isOdd = byte < 0x20 || odd.has(byte) || byte === 0x3a;

      expect([byte, found]).toEqual([byte, isOdd ? kind.odd : kind.scalar]);
    }
  });

  it('is not made of what ends within a line, nor of a crowd of lines', () => {
    expect(told(withPnpmLines, 'a: b')).toBeNull();
    expect(told(withPnpmLines, '')).toBeNull();
    expect(told(withPnpmLines, 'a:\n'.repeat(5000))).toBeNull();
    expect(told(withPnpmLines, '\n'.repeat(5000))).toEqual([]);
  });

  it('may be made while another is in use', () => {
    const inner = withPnpmLines(Buffer.from('a: b\n'), 0, (tape) => {
      expect(told(withPnpmLines, 'c: d\n')).toEqual([['scalar', 0, 'c', 'd']]);
      return Buffer.from(tape.bytes).toString();
    });

    expect(inner).toBe('a: b\n');
  });

  it('is free again after a fault', () => {
    const fails = (): never =>
      withPnpmLines(Buffer.from('a: b\n'), 0, (): never => {
        throw new Error('a fault');
      }) as never;

    expect(fails).toThrow('a fault');
    expect(told(withPnpmLines, 'c: d\n')).toEqual([['scalar', 0, 'c', 'd']]);
  });

  it('of a large file is read in memory of its own', () => {
    const text = `a: ${'b'.repeat(5_000_000)}\n`;

    expect(withPnpmLines(Buffer.from(text), 0, (tape) => tape.count)).toBe(1);
  });

  it('knows no flows where its dialect has none', () => {
    const lines = createLineReader({
      keyStart: /a/,
      key: /a/,
      plainStart: /b/,
      plain: /b/,
      quote: '"',
      quoted: /c/,
      rich: false,
      text: / /,
      word: /a/,
    });

    expect(told(lines, 'aa: bb\na: "c"\na: {}\n')).toEqual([
      ['scalar', 0, 'aa', 'bb'],
      ['scalar', 0, 'a', 'c'],
      ['odd', 0],
    ]);
  });

  it('is assembled from its source', async () => {
    const fresh = join(temporaryDirectory(), 'line-tape-wasm.ts');

    await execa(process.execPath, [join(projectRoot, 'bin/assemble.js'), fresh], {
      stdin: 'ignore',
    });

    expect(readFileSync(join(projectRoot, 'src/lockfile/reading/line-tape-wasm.ts'), 'utf8')).toBe(
      readFileSync(fresh, 'utf8'),
    );
  });
});
