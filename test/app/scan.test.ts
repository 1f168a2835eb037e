import { expect, it } from 'vitest';
import { exitCodeOfDelta, exitCodeOfKeptScan } from '../../src/app/questions.ts';
import { exitCodeOfScan } from '../../src/app/scan.ts';
import { exposure, mapOf } from '../ui/support.ts';

it.each([
  ['exposed', 10],
  ['possibly-exposed', 11],
  ['unknown', 12],
  ['not-exposed', 0],
] as const)('a scan for an incident that is %s ends with %i', (verdict, exit) => {
  expect(exitCodeOfScan(mapOf([], { verdict }))).toBe(exit);
});

it.each([
  [true, 0],
  [false, 12],
])('a scan without an incident, complete: %s, ends with %i', (complete, exit) => {
  const map = mapOf([], { incident: null, verdict: 'not-exposed' });

  expect(exitCodeOfScan({ ...map, coverage: { ...map.coverage, complete } })).toBe(exit);
});

it.each([
  ['exposed', 10],
  ['possibly-exposed', 11],
  ['unknown', 12],
  ['not-exposed', 12],
] as const)('an outdated scan that is %s is answered with %i', (verdict, exit) => {
  expect(exitCodeOfKeptScan({ map: mapOf([], { verdict }), outdated: true })).toBe(exit);
});

it.each([
  [[exposure()], ['acme/web'], 'unknown', false, 10],
  [[], ['acme/web'], 'not-exposed', true, 12],
  [[], [], 'unknown', false, 12],
  [[], [], 'exposed', false, 12],
  [[], [], 'exposed', true, 0],
  [[], [], 'not-exposed', true, 0],
] as const)(
  'a comparison with %j appeared, %j unconfirmed, %s afterwards, complete: %s, ends with %i',
  (appeared, unconfirmed, after, complete, exit) => {
    const delta = {
      incident: 'wave',
      from: 1,
      to: 2,
      verdict: { before: 'exposed' as const, after },
      appeared: [...appeared],
      gone: [],
      remaining: [],
      unconfirmed: [...unconfirmed],
      notLookedAt: [],
      newlyLookedAt: [],
      complete,
      listChanged: false,
    };

    expect(exitCodeOfDelta(delta)).toBe(exit);
  },
);
