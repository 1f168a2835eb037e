import { describe, expect, it } from 'vitest';
import {
  allowedAnyway,
  denies,
  standingRules,
  stands,
} from '../../../src/containment/registry-freeze/filter.ts';
import { rulesFor } from '../../../src/containment/registry-freeze/rules.ts';
import { compromisedOf } from '../../../src/containment/compromised.ts';
import { incidentOf } from '../support.ts';

function standing(block: unknown, allow: unknown = null) {
  return standingRules({ block, allow }, 'config.yaml');
}

describe('rules that stand', () => {
  it('cover a rule of ours by scope, by name, or by versions', () => {
    const { block } = standing([
      { scope: '@all' },
      { package: 'whole' },
      { package: 'part', versions: '1.0.0' },
      { package: 'part', versions: '>=2.0.0' },
    ]);

    expect(stands(block, { package: '@all/x', versions: '1.0.0' })).toBe(true);
    expect(stands(block, { package: 'whole' })).toBe(true);
    expect(stands(block, { package: 'part', versions: '1.0.0 || 2.3.4-beta.1' })).toBe(true);
    expect(stands(block, { package: 'part', versions: '1.0.0 || 1.0.1' })).toBe(false);
    expect(stands(block, { package: 'part' })).toBe(false);
    expect(stands(block, { scope: '@part' })).toBe(false);
  });

  it('deny versions as the filter matches them', () => {
    const { block } = standing([{ package: 'a', versions: '^1.0.0' }]);

    expect(denies(block, 'a', '1.2.0-beta.1')).toBe(true);
    expect(denies(block, 'a', '2.0.0')).toBe(false);
    expect(denies(block, 'b', '1.0.0')).toBe(false);
  });

  it.each([
    ['a rule about nothing', [{ name: 'x' }]],
    ['versions after the whole package', [{ package: 'x' }, { package: 'x', versions: '1' }]],
    ['versions that are no range', [{ package: 'x', versions: 'latest or so' }]],
    ['a text', 'x'],
    ['a rule that is a text', ['x']],
  ])('are refused with %s', (_, block) => {
    expect(() => standing(block)).toThrowError(
      expect.objectContaining({ code: 'REGISTRY_CONFIG' }),
    );
  });
});

describe('allow rules', () => {
  const ours = [{ package: '@s/p', versions: '1.0.0 || 1.0.1' }, { scope: '@whole' }];

  it.each([
    ['of the scope', { scope: '@s' }, ['@s']],
    ['of the package', { package: '@s/p' }, ['@s/p']],
    ['of one of the versions', { package: '@s/p', versions: '~1.0.1' }, ['@s/p']],
    ['of something in a denied scope', { package: '@whole/x', versions: '1.0.0' }, ['@whole/x']],
    ['of other versions', { package: '@s/p', versions: '>=2' }, []],
    ['of something else', { package: 'p' }, []],
  ])('%s', (_, rule, expected) => {
    expect(allowedAnyway(standing([], [rule]).allow, ours)).toEqual(expected);
  });
});

describe('the rules of an incident', () => {
  it('are one for each name, exact, and nothing for what no package can bear', () => {
    const compromised = compromisedOf(
      incidentOf({
        '@antv/g2': ['5.5.8', '5.10.0', '5.6.0-beta.1'],
        '@part/*': ['^1.0.0'],
        '@whole/*': ['*'],
        any: ['*', '1.0.0'],
        ranged: ['>=2.0.0 <2.1.0', '1.0.0'],
        '@@twice/x': ['1.0.0'],
        'no name': ['1.0.0'],
        __proto__x: ['1.0.0'],
      }),
    );

    expect(rulesFor(compromised)).toEqual({
      rules: [
        { package: '@antv/g2', versions: '5.5.8 || 5.6.0-beta.1 || 5.10.0' },
        { scope: '@part' },
        { scope: '@whole' },
        { package: '__proto__x', versions: '1.0.0' },
        { package: 'any' },
        { package: 'ranged', versions: '1.0.0 || >=2.0.0 <2.1.0' },
      ],
      widened: ['@part'],
    });
    expect(compromised.impossible).toEqual(['@@twice/x', 'no name']);
  });
});
