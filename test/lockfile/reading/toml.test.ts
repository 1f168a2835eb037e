import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { Problems } from '../../../src/lockfile/reading/problems.ts';
import { LateValue } from '../../../src/lockfile/reading/toml-late.ts';
import { readTomlLines, readTomlRemains } from '../../../src/lockfile/reading/toml-lines.ts';
import { nothingLate, parseToml } from '../../../src/lockfile/reading/toml.ts';
import { needsShared, sharedPath } from '../../support/shared.ts';
import { oldPdmFixture, pdmFixture } from '../pdm-lock/fixture.ts';
import { oldPoetryFixture, poetryFixture } from '../poetry-lock/fixture.ts';
import { pylockFixture } from '../pylock/fixture.ts';
import { uvFixture } from '../uv-lock/fixture.ts';

const odd = `# a comment\t
[tool."a b".x] # behind
k = 'l\\'
"q\\u00e9" = """
ab\\
   c "" d"""
[[a.b]]
n=1
[a.b.c]
d = 1.5
e = 2024-01-02T03:04:05Z
[[a.b]]
m = { x = [1,2,{y="z"}], }
z=true
l='''
x\\y''''
[a]
constructor = []
u = "\\U0001F600\\x41\\e\\t\\"\\\\"
`;

const late = new Set(['files', 'wheels', 'sdist', 'm']);

const texts: readonly (readonly [title: string, text: string])[] = [
  ['uv.lock', uvFixture],
  ['poetry.lock 2.1', poetryFixture],
  ['poetry.lock 1.1', oldPoetryFixture],
  ['pdm.lock 4.5', pdmFixture],
  ['pdm.lock 4.2', oldPdmFixture],
  ['pylock.toml', pylockFixture],
  ['odd TOML', odd],
  ['odd TOML with CRLF', odd.replaceAll('\n', '\r\n')],
];

/** A tree of either reader: what is late is built, and moments are what they mean. */
function plain(value: unknown): unknown {
  if (value instanceof LateValue) return plain(value.build());
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value))
    return Date.parse(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

function whole(text: string): unknown {
  try {
    return plain(parse(text));
  } catch {
    return null;
  }
}

describe.each(texts)('%s', (_, text) => {
  it('is read by lines, as a whole parser reads it', () => {
    const tree = readTomlLines(text, nothingLate);

    expect(tree).not.toBeNull();
    expect(plain(tree)).toEqual(whole(text));
    expect(plain(readTomlLines(text, late))).toEqual(whole(text));
  });
});

describe('changed TOML', () => {
  const pieces = [
    '"',
    "'",
    '"""',
    "'''",
    '[',
    ']]',
    '{',
    '}',
    ',',
    '=',
    '#',
    '\n',
    '\r\n',
    '\r',
    '\\',
    '\\n',
    '.',
    ' ',
    '\t',
    '0',
    '-',
    '_',
    'true',
    '[package]',
    '[[package]]',
    '[[a]]',
    'n = 1\n',
    '\0',
    '\u007f',
    'é',
    '__proto__',
    'a.b',
    '1e5',
    '0x1f',
    'inf',
    '2024-01-01',
    '{ url = "a", hash = "b" }, ',
  ];

  it.each(texts)('of %s is read as a whole parser reads it, or left to it', (_, text) => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.trunc(seed / 256) % below;
    };
    let read = 0;
    const wrong: string[] = [];
    for (let turn = 0; turn < 1500; turn += 1) {
      const at = random(text.length);
      const piece = pieces[random(pieces.length)] ?? '';
      const changed = text.slice(0, at) + piece + text.slice(at + random(4));
      const tree = readTomlLines(changed, turn % 2 === 0 ? nothingLate : late);
      if (tree === null) continue;
      read += 1;
      if (JSON.stringify(plain(tree), entries) !== JSON.stringify(whole(changed), entries))
        wrong.push(changed);
    }

    expect(wrong).toEqual([]);
    expect(read).toBeGreaterThan(100);
  });

  function entries(_: string, value: unknown): unknown {
    return value instanceof Map ? [...value] : value;
  }
});

it('reads a real uv.lock as a whole parser does', ({ skip }) => {
  const missing = needsShared('data/lockfiles');
  if (missing !== null) skip(missing);
  const text = readFileSync(sharedPath('data/lockfiles/uv-tracecat/uv.lock'), 'utf8');

  expect(plain(readTomlLines(text, late))).toEqual(whole(text));
});

describe('broken TOML', () => {
  const broken =
    '[[package]]\nname = "a"\n\n[[package]]\nname = "b"\nversion = "1\nfiles = [\n  "x",\n[[package]]\nname = "c"\n[[package]\nname = "lost"\n[[package]]\nname = "d"\n';

  it('is used in front of the fault and behind it', () => {
    const problems = new Problems();
    const tree = parseToml(broken, problems, nothingLate);

    expect(tree).toEqual({
      package: [{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }],
    });
    expect(problems.all()).toMatchObject([
      { code: 'SYNTAX', line: 6, message: expect.stringMatching(/^not TOML: .+ at column \d+$/) },
    ]);
  });

  it.each([
    ['the same key twice', 'a = 1\na = 2\nb = 3\n', { a: 1, b: 3 }],
    ['the same key twice in an inline table', 'a = { x = 1, x = 2 }\nb = 3\n', { b: 3 }],
    ['the same table twice', '[a]\nx = 1\n[a]\ny = 2\n', { a: { x: 1 } }],
    ['a table where an array is', '[[a]]\nx = 1\n[a]\ny = 2\n', { a: [{ x: 1 }] }],
    ['a value that is none', 'a = b\nc = 1\n', { c: 1 }],
    ['a lone carriage return', 'a = 1\rb = 2\nc = 3\n', { c: 3 }],
  ])('with %s shows', (_, text, tree) => {
    const problems = new Problems();

    expect(parseToml(text, problems, nothingLate)).toEqual(tree);
    expect(problems.all()).toMatchObject([{ code: 'SYNTAX', line: expect.any(Number) }]);
  });

  it.each([
    ['arrays', `x = 1\na = ${'['.repeat(200_000)}\n`],
    ['tables', `x = 1\na = ${'{a='.repeat(200_000)}\n`],
    ['lines of openings', `x = 1\n${'a = [\n'.repeat(50_000)}`],
    ['lines of tables', `x = 1\n${'a = {\n'.repeat(50_000)}`],
    ['quotes', `x = 1\n${'a = "\n'.repeat(50_000)}`],
    ['long quotes', `x = 1\n${'a = """\n'.repeat(50_001)}`],
    ['headers', `x = 1\n[${'a.'.repeat(100_000)}\n`],
    ['blanks', `x = 1\na =${' '.repeat(1_000_000)}\n`],
    ['backslashes', `x = 1\na = "${'\\'.repeat(100_001)}\n`],
  ])('nested or long without end (%s) keeps what stands in front', (_, text) => {
    const problems = new Problems();

    expect(parseToml(text, problems, nothingLate)).toMatchObject({ x: 1 });
    expect(problems.all()).toMatchObject([{ code: 'SYNTAX' }]);
  });

  it('is read for what is left without a fault too', () => {
    expect(readTomlRemains(odd)).toEqual(readTomlLines(odd, nothingLate));
  });

  it('has __proto__ for a key like any other', () => {
    const tree = parseToml('[a.__proto__]\nx = 1\n', new Problems(), nothingLate);

    expect(Object.keys(tree.a as object)).toEqual(['__proto__']);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});
