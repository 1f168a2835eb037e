import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inspectRows } from '../../../src/lockfile/inspect.ts';
import { needsShared, sharedPath } from '../../support/shared.ts';
import { read } from '../support.ts';

const missing = needsShared('data/lockfiles');

it('a real bun.lock states what bun says it does, on the lines that name it', ({ skip }) => {
  if (missing !== null) skip(missing);
  const text = readFileSync(sharedPath('data/lockfiles/bunlock-elysia/bun.lock'), 'utf8');
  const list = sharedPath('data/lockfiles/bunlock-elysia/expected-packages.txt');
  const expected = readFileSync(list, 'utf8').split('\n');

  const reading = read('bun.lock', text);
  const { packages } = inspectRows(reading);

  expect(reading.problems).toEqual([]);
  expect(new Set(packages.map(({ name, version }) => `${name}@${version}`))).toEqual(
    new Set(expected.filter((line) => line !== '')),
  );
  expect(packages).toHaveLength(287);
  expect(packages.filter(({ scope }) => scope === 'unknown')).toEqual([]);
  const lines = text.split('\n');
  const astray = packages.filter(
    ({ lines: at, name }) =>
      at.length === 0 || !at.every((line) => lines[line - 1]?.includes(name)),
  );
  expect(astray).toEqual([]);
});
