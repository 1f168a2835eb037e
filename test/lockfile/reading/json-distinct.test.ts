import { describe, expect, it } from 'vitest';
import { areDistinct } from '../../../src/lockfile/reading/json-distinct.ts';
import { withJsonTape } from '../../../src/lockfile/reading/json-tape.ts';

/** Of the strings in a list. */
function distinct(text: string): boolean | null {
  return withJsonTape(Buffer.from(text), { trailingCommas: false }, (tape) => {
    const nodes: number[] = [];
    for (let at = tape.first(0); at < tape.last(0); at = tape.behind(at)) nodes.push(at);
    return areDistinct(tape, nodes);
  });
}

const many = Array.from({ length: 5000 }, (_, index) => `node_modules/package-${index}`);

describe('strings of a tape', () => {
  it.each([
    ['none', []],
    ['one', ['a']],
    ['few', ['a', 'b', 'ab', '']],
    ['those that begin alike', ['node_modules/a', 'node_modules/b', 'node_modules/a/b']],
    ['many', many],
    ['many of one length', many.map((name) => name.padStart(40, '0'))],
  ])('are distinct: %s', (_, texts) => {
    expect(distinct(JSON.stringify(texts))).toBe(true);
  });

  it.each([
    ['two', ['a', 'a']],
    ['empty ones', ['', 'x', '']],
    ['the first and the last of few', ['a', 'b', 'c', 'a']],
    ['the first and the last of many', [...many, 'node_modules/package-0']],
    ['neighbours among many', [...many, 'x', 'x']],
    ['a great many', Array.from({ length: 100_000 }, () => 'x')],
  ])('are not: %s', (_, texts) => {
    expect(distinct(JSON.stringify(texts))).toBe(false);
  });

  it('may not be where one has an escape', () => {
    expect(distinct('["a", "\\u0061"]')).toBe(false);
  });
});
