import { expect, it } from 'vitest';
import { jsonText } from '../../src/cli/json.ts';

it('leaves no character that a terminal obeys or hides, and reads back the same', () => {
  const every = Array.from({ length: 0x10_000 }, (_, code) => String.fromCharCode(code)).join('');
  const value = { [`k${every}`]: [every, 'é日本🎉', '\u{e0041}'], nested: { empty: '' } };
  const text = jsonText(value);

  expect(
    text
      .match(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu)
      ?.filter((one) => one !== '\n'),
  ).toEqual([]);
  expect(JSON.parse(text)).toEqual(value);
  expect(text).toContain('é日本🎉');
});

it('is laid out for people', () => {
  expect(jsonText({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}');
});
