import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectRows } from '../../../src/lockfile/inspect.ts';
import { needsShared, sharedPath } from '../../support/shared.ts';
import { read } from '../support.ts';

const missing = needsShared('data/lockfiles');

describe('real pnpm-lock.yaml files', () => {
  for (const [folder, version, count] of [
    ['pnpm54-snyk-deeply', '5.4', 2197],
    ['pnpm60-snyk-deeply', '6.0', 2472],
    ['pnpm9-lolocard-exposed', '9.0', 913],
  ] as const) {
    it(`${folder} states what pnpm says it does, each package on a line that names it`, ({
      skip,
    }) => {
      if (missing !== null) skip(missing);
      const base = sharedPath(`data/lockfiles/${folder}`);
      const text = readFileSync(`${base}/pnpm-lock.yaml`, 'utf8');
      const expected = readFileSync(`${base}/expected-packages.txt`, 'utf8').trim().split('\n');
      const lines = text.split('\n');

      const reading = read('pnpm-lock.yaml', text);
      const { packages } = inspectRows(reading);

      const pairs = new Set(packages.map(({ name, version: of }) => `${name}@${of}`));
      expect(reading).toMatchObject({ formatVersion: version, problems: [] });
      expect(pairs).toEqual(new Set(expected));
      expect(pairs.size).toBe(count);
      const astray = packages.filter(
        ({ name, lines: at, version: of }) =>
          at.length === 0 ||
          !at.every((line) => lines[line - 1]?.includes(name) && lines[line - 1]?.includes(of)),
      );
      expect(astray).toEqual([]);
      expect(packages.filter(({ scope }) => scope === 'unknown')).toEqual([]);
    });
  }
});
