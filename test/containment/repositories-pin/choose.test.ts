import { expect, it } from 'vitest';
import {
  chooseReplacement,
  ifTheRangeAllowed,
} from '../../../src/containment/repositories-pin/choose.ts';
import type { Ask } from '../../../src/containment/repositories-pin/demands.ts';

function chosen(bad: string, asks: readonly (string | Ask)[], ...lower: string[]): string | null {
  return chooseReplacement(...given(bad, asks, lower))?.version ?? null;
}

function proposed(bad: string, asks: readonly (string | Ask)[], ...lower: string[]): string | null {
  return ifTheRangeAllowed(...given(bad, asks, lower))?.version ?? null;
}

function given(
  bad: string,
  asks: readonly (string | Ask)[],
  lower: readonly string[],
): Parameters<typeof chooseReplacement> {
  const all = asks.map((ask): Ask =>
    typeof ask === 'string' ? { by: 'x@1.0.0', direct: null, spec: ask, range: ask } : ask,
  );
  const offers = lower.map((version) => ({ version, deprecated: false, integrity: null }));
  return [
    { bad, asks: all },
    { name: 'a', bad, known: true, lower: offers, higher: [] },
  ];
}

function direct(spec: string, range = spec): Ask {
  return {
    by: 'package.json',
    direct: { file: 'package.json', field: 'dependencies' },
    spec,
    range,
  };
}

it('is the highest below the bad one that everybody accepts', () => {
  expect(chosen('1.3.0', ['^1.0.0'], '1.0.0', '1.2.0', '1.1.0', '1.4.0', '1.3.0')).toBe('1.2.0');
  expect(chosen('1.3.0', ['^1.0.0', '<1.2.0'], '1.0.0', '1.2.0', '1.1.0')).toBe('1.1.0');
  expect(chosen('1.3.0', ['^1.0.0', '^1.3.0'], '1.2.0')).toBeNull();
  expect(chosen('1.3.0', ['*'], '0.9.0', '1.2.0')).toBe('1.2.0');
});

it('is a prerelease only for a prerelease', () => {
  expect(chosen('1.3.0', ['*'], '1.2.0', '1.3.0-rc.1')).toBe('1.2.0');
  expect(chosen('1.3.0', ['^1.3.0-0'], '1.2.0', '1.3.0-rc.1')).toBeNull();
  expect(chosen('1.3.0-rc.2', ['^1.3.0-rc.0'], '1.2.0', '1.3.0-rc.1')).toBe('1.3.0-rc.1');
});

it('is none for whoever asks for exactly the bad one, directly or not', () => {
  expect(chosen('5.6.8', [direct('5.6.8')], '5.6.7')).toBeNull();
  expect(chosen('5.6.8', [direct('npm:a@5.6.8', '5.6.8'), '^5.6.0'], '5.6.7')).toBeNull();
  expect(chosen('5.6.8', ['5.6.8'], '5.6.7')).toBeNull();
});

it('is proposed in the line of a manifest that asks for exactly the bad one, and in no other case', () => {
  expect(proposed('5.6.8', [direct('5.6.8')], '4.9.0', '5.6.7', '5.6.9')).toBe('5.6.7');
  expect(proposed('5.6.8', [direct('npm:a@5.6.8', '5.6.8')], '5.6.7')).toBe('5.6.7');
  expect(proposed('5.0.0', [direct('5.0.0')], '4.9.0')).toBeNull();
  expect(proposed('0.4.2', [direct('0.4.2')], '0.4.1', '0.3.9')).toBe('0.4.1');
  expect(proposed('0.4.0', [direct('0.4.0')], '0.3.9')).toBeNull();
  expect(proposed('2.0.0-beta.2', [direct('2.0.0-beta.2')], '1.9.0', '2.0.0-beta.1')).toBe(
    '2.0.0-beta.1',
  );
  expect(proposed('5.6.8', ['5.6.8'], '5.6.7')).toBeNull();
  expect(proposed('5.6.8', [direct('5.6.8'), '^5.6.7'], '5.6.6', '5.6.7')).toBe('5.6.7');
  expect(proposed('5.6.8', [direct('5.6.8'), '5.6.8'], '5.6.7')).toBeNull();
});
