import { describe, expect, it } from 'vitest';
import { strictJson } from '../../../src/lockfile/bun-lock/jsonc.ts';
import { codes, integrity, read, stated } from '../support.ts';

describe('the JSON in a bun.lock', () => {
  it.each([
    ['{"a": [1, 2,],}', '{"a": [1, 2 ] }'],
    ['{"a": 1, // b, }\n}', '{"a": 1         \n}'],
    ['{"a": 1 /* , */ , /* } */ }', '{"a": 1                   }'],
    ['{"a": "//, ] /* \\",]"}', '{"a": "//, ] /* \\",]"}'],
    ['/* a\r\n b */{}', '    \r\n     {}'],
  ])('%j keeps its places', (text, json) => {
    expect(strictJson(text)).toBe(json);
    expect(() => JSON.parse(strictJson(text)) as unknown).not.toThrow();
  });

  it.each(['{,}', '[,]', '{"a":,}', '[1,,]', '{"a": 1 /* }', '{"a": "b', '{"a\n": 1}', '/', ','])(
    '%j stays broken',
    (text) => {
      expect(() => JSON.parse(strictJson(text)) as unknown).toThrow(SyntaxError);
    },
  );

  it('is taken from a long text in one go', () => {
    const text = `[${'"\\"", /* */ [1,], '.repeat(200_000)}]`;

    expect(JSON.parse(strictJson(text))).toHaveLength(400_000);
    expect(strictJson(`"${'\\"'.repeat(500_000)}`)).toHaveLength(1_000_001);
  });

  it('gives line and column of what is broken, and all that stands in front', () => {
    const text = `{
  "lockfileVersion": 1, // written by hand
  "workspaces": { "": {}, },
  "packages": {
    "a": ["a@1.0.0", "", {}, "${integrity}"],
    "b": ["b@1.0.0", "", {,}, "${integrity}"],
  },
}`;
    const reading = read('bun.lock', text);

    expect(stated(reading)).toContain('a@1.0.0');
    expect(codes(reading)[0]).toBe('SYNTAX');
    expect(reading.problems[0]).toMatchObject({
      message: 'not JSON: expected key or } at column 27',
      line: 6,
    });
    expect(reading.documents[0]?.lines()[0]).toBe(5);
  });
});
