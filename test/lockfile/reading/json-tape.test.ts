import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { hashStart, nameHash } from '../../../src/lockfile/coordinate-hash.ts';
import { type JsonTape, valueOf, withJsonTape } from '../../../src/lockfile/reading/json-tape.ts';
import { projectRoot } from '../../support/project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const plain = { trailingCommas: false };
const lax = { trailingCommas: true };

/** What the tape says, built as JSON.parse builds it; `undefined` where there is none. */
function parsed(text: string | Uint8Array, dialect = plain): unknown {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return withJsonTape(bytes, dialect, (tape) => ({ value: built(tape, 0) }))?.value;
}

function built(tape: JsonTape, node: number): unknown {
  if (tape.isArray(node)) {
    const items: unknown[] = [];
    for (let at = tape.first(node); at < tape.last(node); at = tape.behind(at))
      items.push(built(tape, at));
    return items;
  }
  if (!tape.isObject(node))
    return tape.isString(node) ? tape.text(node) : JSON.parse(tape.text(node));
  const members: [string, unknown][] = [];
  for (let key = tape.first(node); key < tape.last(node); key = tape.behind(valueOf(key)))
    members.push([tape.text(key), built(tape, valueOf(key))]);
  return Object.fromEntries(members);
}

function judged(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const sample = JSON.stringify(
  {
    text: 'grün "\\/\b\f\n\r\t\u0001 é',
    'a name that is longer than sixteen bytes': 'x'.repeat(40),
    numbers: [0, -0, 1, -12, 3.25, 1e5, -2.5e-7, 123456789012345],
    words: [true, false, null],
    none: [{}, [], [[]], [{ a: {} }], ''],
    ['__proto__']: { constructor: 1 },
  },
  null,
  2,
).replace('"words"', '"w\\u006frds\\/"');

const broken: readonly (readonly string[])[] = [
  ['', ' ', '{', ']', '{]', '[}', '[1 2]', '{"a" 1}', '{"a":1 "b":2}', '{1:2}', '{"a"}', '{,}'],
  ['[,]', '[1,]', '{"a":1,}', '[1,,2]', '{} {}', '[] x', '// a\n{}', '/* a */{}', "{'a':1}"],
  ['01', '-', '1.', '.5', '1e', '1e+', '+1', '0x1', 'tru', 'True', 'nulll', 'fals', 'NaN'],
  ['"', '"\\', '"\\"', '"\\x"', '"\\u12"', '"\\u12g4"', '"a\nb"', '"a\0b"', '{}\0', '\uFEFF{}'],
];

describe('the tape of a JSON file', () => {
  it.each([
    ['indented', sample],
    ['minified', JSON.stringify(JSON.parse(sample))],
    ['with CRLF and tabs', sample.replaceAll('\n', '\r\n').replaceAll('  ', '\t')],
    [
      'with more white space than fits sixteen bytes',
      sample.replaceAll('\n', `\n${' '.repeat(50)}`),
    ],
    ['that is a string', '"abc 😀"'],
    ['that is a number', ' -1.5E+3 '],
    ['that is an empty object', '{}'],
    ['that is an empty array', '[\n]'],
  ])('says what JSON.parse says of a file %s', (_, text) => {
    expect(parsed(text)).toEqual(JSON.parse(text));
  });

  it('is none for any cut', () => {
    const bytes = Buffer.from(sample);
    for (let end = 0; end < bytes.length; end += 1) {
      expect(parsed(bytes.subarray(0, end)), `cut at ${end}`).toBeUndefined();
    }
  });

  it('says what JSON.parse says, or is none where that throws, for any changed byte', () => {
    const signs = [...Buffer.from('"\\{}[]:,0-+.eEtux \n/'), 0x00, 0x1f, 0x7f];
    let read = 0;
    for (let at = 0; at < sample.length; at += 1) {
      for (const sign of signs) {
        const text = sample.slice(0, at) + String.fromCharCode(sign) + sample.slice(at + 1);
        const value = parsed(text);
        expect(value, `in ${text}`).toEqual(judged(text));
        if (value !== undefined) read += 1;
      }
    }
    expect(read).toBeGreaterThan(3000);
  });

  it.each(broken.flat())('is none for %j', (text) => {
    expect(judged(text)).toBeUndefined();
    expect(parsed(text)).toBeUndefined();
  });

  it.each([
    ['{"a": [1, 2,\n],\n}', { a: [1, 2] }],
    ['[{},]', [{}]],
    ['{"a": {"b": 1,},}', { a: { b: 1 } }],
  ])('has trailing commas where they are asked for: %j', (text, value) => {
    expect(parsed(text, lax)).toEqual(value);
    expect(parsed(text)).toBeUndefined();
  });

  it.each(['[,]', '{,}', '[1,,]', '{"a":1,,}', '[1],', '{"a",}', '{"a":,}', '[1,'])(
    'is none for %j with trailing commas',
    (text) => {
      expect(parsed(text, lax)).toBeUndefined();
    },
  );

  it('is read again after a longer file, and after one that is broken', () => {
    expect(parsed(sample)).toBeDefined();
    expect(parsed('["a')).toBeUndefined();
    expect(parsed('["a", 1')).toBeUndefined();
    expect(parsed('12')).toBe(12);
  });

  it('is kept while another file is read', () => {
    const outer = withJsonTape(Buffer.from('["outer"]'), plain, (tape) => {
      expect(parsed('["inner and longer", 1, 2]')).toEqual(['inner and longer', 1, 2]);
      return tape.text(tape.first(0));
    });

    expect(outer).toBe('outer');
  });

  it('is there for a file of several megabytes', () => {
    const value = Array.from({ length: 60_000 }, (_, index) => ({
      [`name-${index}`]: 'x'.repeat(index % 150),
    }));
    const text = JSON.stringify(value, null, 2);

    expect(text.length).toBeGreaterThan(5_000_000);
    expect(parsed(text)).toEqual(value);
  });

  it('has no limit of depth', () => {
    const depth = 300_000;
    const text = '['.repeat(depth) + ']'.repeat(depth);

    expect(withJsonTape(Buffer.from(text), plain, (tape) => tape.last(0))).toBe(depth * 2);
  });

  it('is there where it is larger than the file', () => {
    const text = `[${'{},'.repeat(10_000)}1]`;

    expect(parsed(text)).toEqual(JSON.parse(text));
  });

  it('hands over words, hashes and escapes', () => {
    const bytes = Buffer.from('["@s/é", "a\\u0062", "version"]');
    const found = withJsonTape(bytes, plain, (tape) => {
      const first = tape.first(0);
      const second = tape.behind(first);
      const third = tape.behind(second);
      return {
        hash: tape.hash(hashStart, first),
        escapes: [first, second, third].map((node) => tape.hasEscape(node)),
        texts: [first, second, third].map((node) => tape.text(node)),
        spells: ['version', 'versio', 'versions', 'Version'].map((word) =>
          tape.spells(third, Buffer.from(word)),
        ),
        escaped: tape.spells(second, Buffer.from('ab')),
      };
    });

    expect(found).toEqual({
      hash: nameHash('@s/é'),
      escapes: [false, true, false],
      texts: ['@s/é', 'ab', 'version'],
      spells: [true, false, false, false],
      escaped: false,
    });
  });

  it('is assembled from its source', async () => {
    const fresh = join(temporaryDirectory(), 'json-tape-wasm.ts');

    await execa(process.execPath, [join(projectRoot, 'bin/assemble.js'), fresh], {
      stdin: 'ignore',
    });

    expect(readFileSync(join(projectRoot, 'src/lockfile/reading/json-tape-wasm.ts'), 'utf8')).toBe(
      readFileSync(fresh, 'utf8'),
    );
  });
});
