import { expect, it } from 'vitest';
import { withJsonTape } from '../../../src/lockfile/reading/json-tape.ts';
import { valueAt } from '../../../src/lockfile/reading/json-value.ts';

function valueOfText(text: string): unknown {
  return withJsonTape(Buffer.from(text), { trailingCommas: false }, (tape) => valueAt(tape, 0));
}

it.each([
  '"a\\u0062"',
  '-1.5e3',
  'true',
  'null',
  '{}',
  '[]',
  '[[],{},[[{}]],""]',
  '{"a":{"b":[1,{"c":null}],"d":{}},"e":false,"a b":"\\n"}',
  '{"a":1,"b":2,"a":3}',
])('%s is built as JSON.parse builds it', (text) => {
  expect(valueOfText(text)).toEqual(JSON.parse(text));
});

it('has __proto__ for a key like any other', () => {
  expect(JSON.stringify(valueOfText('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
});

it('is built from any depth', () => {
  let value = valueOfText('['.repeat(200_000) + ']'.repeat(200_000));
  let depth = 0;
  for (; Array.isArray(value); value = value[0]) depth += 1;

  expect(depth).toBe(200_000);
});
