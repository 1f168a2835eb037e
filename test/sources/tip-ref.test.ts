import { expect, it } from 'vitest';
import { z } from 'zod';
import type { CommitTable } from '../../src/sources/history.ts';
import { tipRef } from '../../src/sources/tip-ref.ts';

function tableAt(seconds: number): CommitTable {
  return {
    count: 1,
    oidOf: () => 'a'.repeat(40),
    parentStart: new Int32Array([0, 0]),
    parents: new Int32Array(),
    authoredAt: new Float64Array([seconds]),
    committedAt: new Float64Array([seconds]),
    author: new Int32Array(1),
    committer: new Int32Array(1),
    people: [{ name: 'Ada', email: 'ada@acme.example' }],
    subjectOf: () => '',
  };
}

it.each([
  ['an ordinary time', 1_757_340_240, '2025-09-08T14:04:00.000Z'],
  ['the last second of the year 9999', 253_402_300_799, '9999-12-31T23:59:59.000Z'],
  ['a second later, which no kept scan could hold', 253_402_300_800, null],
  ['the last moment that a date has', 8.64e12, null],
  ['no time', Number.NaN, null],
])('bears %s', (_, seconds, committedAt) => {
  const ref = tipRef(tableAt(seconds), { name: 'main', class: 'default', commit: 0 });

  expect(ref).toEqual({ name: 'main', class: 'default', commit: 'a'.repeat(40), committedAt });
  expect(z.iso.datetime().nullable().safeParse(ref.committedAt).success).toBe(true);
});
