import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/incident/json.ts';
import type { JsonNode } from '../../src/incident/json.ts';

/** The plain value of a node, for comparison with JSON.parse. */
function plain(node: JsonNode): unknown {
  if (node.type === 'object')
    return Object.fromEntries(node.members.map(({ key, value }) => [key, plain(value)]));
  if (node.type === 'array') return node.items.map(plain);
  return node.type === 'string' ? node.text : JSON.parse(node.text);
}

describe('agrees with JSON.parse', () => {
  it.each([
    '{}',
    '[]',
    ' [ ] ',
    '"a\\u0041\\n\\"\\\\"',
    '-0.5e+10',
    'true',
    'null',
    '[1,-2,3.5,1e9,true,false,null,"x",[],{},[[1]],{"a":{"b":[{"c":""}]}}]',
    '{"a":1,"a":2,"__proto__":3,"":4}',
    '\t{\r\n"k"\n:\n[\n1 ,2\n]\n}\n',
    '"\u2028é😀"',
  ])('on %s', (text) => {
    const parsed = parseJson(text);

    expect(parsed.ok && plain(parsed.root)).toEqual(JSON.parse(text));
  });

  it.each([
    '',
    ' ',
    '[',
    '{',
    '[1',
    '[1,]',
    '[,1]',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{a:1}',
    '1 2',
    '[1]]',
    '}',
    'tru',
    '+1',
    '01',
    '1.',
    '.5',
    '"a',
    '"\\x"',
    '"\u0001"',
    "'a'",
    '[1}',
    '{"a":1]',
    '{,}',
    'nul',
    '//x',
  ])('in refusing %j', (text) => {
    expect(parseJson(text).ok).toBe(false);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });
});

it('keeps repeated keys, the spelling of numbers, and every place', () => {
  const text = '{\n "a": [1.10,\r\n  "x"],\n "a"\n :\n {"b": null}\n}';
  const parsed = parseJson(text, 10);
  if (!parsed.ok || parsed.root.type !== 'object') throw new Error('not parsed');
  const [first, second] = parsed.root.members;

  expect(parsed.root).toMatchObject({ line: 10, start: 0, end: text.length });
  expect(first).toMatchObject({
    key: 'a',
    line: 11,
    value: { line: 11, items: [{ text: '1.10', line: 11 }, { line: 12 }] },
  });
  expect(second).toMatchObject({ key: 'a', line: 13, value: { type: 'object', line: 15 } });
  expect(text.slice(second?.value.start, second?.value.end)).toBe('{"b": null}');
});
