import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import {
  keyedRules,
  withoutRules,
  withRules,
} from '../../../src/containment/registry-freeze/keyed-rules.ts';
import type { DenyRule } from '../../../src/containment/registry-freeze/rules.ts';

const key = 'firebreak/r1/freeze/0123456789ab/1';
const rules: readonly DenyRule[] = [
  { package: '@antv/g2', versions: '5.5.8 || 5.6.8-beta.1' },
  { package: '__proto__', versions: '1.0.0' },
  { scope: '@evil' },
];
const keyed = rules.map((rule) => ({ ...rule, firebreak: key }));
const all = () => true;

const shapes: readonly (readonly [string, string, boolean])[] = [
  ['no filter', '# ours\nstorage: ./storage # here\nweb: {enable:   false}\n', true],
  ['no final newline', 'storage: ./storage', true],
  ['Windows line ends', 'storage: ./storage\r\n# end\r\n', true],
  [
    'a list that stands',
    "filters:\n    '@verdaccio/package-filter':\n      minAgeDays: 3\n      block:\n        # why\n        - package: old   # 2024\n        - {package: 'b', versions: '<1'}\n\n\n# after\nweb:   {}\n",
    true,
  ],
  [
    'a list at the parent’s own column',
    'filters:\n  "@verdaccio/package-filter":\n    block:\n    - package: old\nstorage: ./s\n',
    true,
  ],
  [
    'a list whose last rule has lines of its own',
    "filters:\n  '@verdaccio/package-filter':\n    block:\n      - package: old\n        versions: '1.0.0'\n    minAgeDays: 2\n",
    true,
  ],
  ['an empty filter', "# top\nfilters:\n  '@verdaccio/package-filter':\nstorage: x # y\n", false],
  ['other filters', 'filters:\n  mine: {a: 1}\nstorage: x\n', false],
  ['an empty list', "filters:\n  '@verdaccio/package-filter':\n    block: []\n", false],
  [
    'a list on one line',
    "filters: {'@verdaccio/package-filter': {block: [{package: old}]}} # one\n",
    false,
  ],
  ['JSON', '{"storage": "x"}', false],
];

function file(text: string) {
  return { path: 'config.yaml', bytes: Buffer.from(text) };
}

function blocked(text: string): readonly unknown[] {
  const plain = load(text) as Record<string, Record<string, { block?: unknown[] | null }>>;
  return plain['filters']?.['@verdaccio/package-filter']?.block ?? [];
}

describe('adding deny rules', () => {
  it.each(shapes)('works where there is %s', async (_, before) => {
    const after = Buffer.from(await withRules(file(before), rules, key)).toString();

    // js-yaml is what Verdaccio reads it with.
    expect(blocked(after)).toEqual([...blocked(before), ...keyed]);
    expect(await keyedRules(file(after), all)).toEqual(keyed);
    for (const comment of before.match(/# \w+/g) ?? []) expect(after).toContain(comment);
  });

  it.each(shapes.filter(([, , verbatim]) => verbatim))(
    'keeps every other line where there is %s',
    async (_, before) => {
      const after = Buffer.from(await withRules(file(before), rules, key)).toString();

      const others = after.split('\n').filter((line) => !line.includes(key));
      expect(others).toEqual(expect.arrayContaining(before.split('\n')));
    },
  );

  it.each(shapes)('is taken back where there was %s', async (_, before) => {
    const after = await withRules(file(before), rules, key);
    const back = Buffer.from(await withoutRules({ path: 'c', bytes: after }, all)).toString();

    expect(back).not.toContain('firebreak/');
    expect(blocked(back)).toEqual(blocked(before));
  });

  it.each(shapes.filter(([, before, verbatim]) => verbatim && before.includes('block:')))(
    'is taken back to the byte where there was %s',
    async (_, before) => {
      const after = await withRules(file(before), rules, key);

      const back = await withoutRules({ path: 'c', bytes: after }, all);

      expect(Buffer.from(back).toString()).toBe(before);
    },
  );

  it('leaves rules of others and of other keys', async () => {
    const first = await withRules(file('a: 1\n'), [{ package: 'one' }], 'other');
    const both = await withRules({ path: 'c', bytes: first }, [{ package: 'two' }], key);
    const back = await withoutRules({ path: 'c', bytes: both }, (rule) => rule.firebreak === key);

    expect(Buffer.from(back).toString()).toBe(Buffer.from(first).toString());
  });

  it.each([
    ['a quote', 'x"\n- package: "y'],
    ['a line break', 'x\nfilters: {}'],
    ['a comment', 'x # y'],
    ['a document end', '...\n---\nstorage: /etc'],
    ['what YAML takes for something else', 'null'],
    ['a line separator', 'x\u2028y\u0085z\u007f'],
    ['half a pair', 'x\ud800'],
    ['an alias', '*a'],
  ])('cannot be led out of its place by a name with %s', async (_, name) => {
    for (const text of ['a: 1\n', "filters: {'@verdaccio/package-filter': {block: []}}\na: 1\n"]) {
      const after = await withRules(file(text), [{ package: name }], key);
      const plain = load(Buffer.from(after).toString()) as Record<string, unknown>;

      expect(plain['a']).toBe(1);
      expect(Object.keys(plain).toSorted()).toEqual(['a', 'filters']);
      expect(blocked(Buffer.from(after).toString())).toEqual([{ package: name, firebreak: key }]);
    }
  });

  it('takes thousands of rules', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({
      package: `@scope${index}/name`,
      versions: '1.0.0 || 1.0.1',
    }));

    const after = await withRules(file('a: 1\n'), many, key);

    expect(blocked(Buffer.from(after).toString())).toHaveLength(5000);
  });

  it.each([
    ['an alias', "x: &a [{package: b}]\nfilters: {'@verdaccio/package-filter': {block: *a}}\n"],
    ['no YAML', 'a: [1\n'],
    ['a list', '- a\n'],
    ['two documents', 'a: 1\n---\nb: 2\n'],
    ['nothing', ''],
    ['a key given twice', 'a: 1\na: 2\n'],
  ])('refuses %s', async (_, text) => {
    await expect(withRules(file(text), rules, key)).rejects.toMatchObject({
      code: 'REGISTRY_CONFIG',
    });
  });

  it('refuses what is not UTF-8', async () => {
    const bytes = Buffer.from([0x61, 0x3a, 0x20, 0xff, 0x0a]);

    await expect(withRules({ path: 'c', bytes }, rules, key)).rejects.toMatchObject({
      code: 'REGISTRY_CONFIG',
    });
  });
});
