import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pathsTo } from '../../src/lockfile/graph.ts';
import { inspectRows } from '../../src/lockfile/inspect.ts';
import type { Reading } from '../../src/lockfile/types.ts';
import { needsShared, sharedPath } from '../support/shared.ts';
import { read, row } from './support.ts';

const missing = needsShared('data/lockfiles');

function readReal(folder: string, file: string): Reading {
  const base = sharedPath(`data/lockfiles/${folder}`);
  const manifest = readFileSync(`${base}/package.json`, 'utf8');
  return read(file, readFileSync(`${base}/${file}`), { 'package.json': manifest });
}

function expected(folder: string): string[] {
  const list = readFileSync(sharedPath(`data/lockfiles/${folder}/expected-packages.txt`), 'utf8');
  return list.split('\n').filter((line) => line !== '');
}

describe('real lockfiles', () => {
  for (const [folder, file, count] of [
    ['npm1-cdxgen-v1', 'package-lock.json', 769],
    ['npm3-cchistory-exposed', 'package-lock.json', 211],
    ['npm3-heroku-cli', 'package-lock.json', 1499],
    ['yarn1-plugin-org', 'yarn.lock', 1034],
    ['pnpm9-lolocard-exposed', 'pnpm-lock.yaml', 913],
  ] as const) {
    it(`${folder} states what its format's own tool says it does`, ({ skip }) => {
      if (missing !== null) skip(missing);

      const reading = readReal(folder, file);
      const { packages } = inspectRows(reading);

      const pairs = packages
        .filter(({ source }) => source !== 'workspace')
        .map(({ name, version }) => `${name}@${version}`);
      expect(new Set(pairs)).toEqual(new Set(expected(folder)));
      expect(pairs).toHaveLength(count);
      expect(reading.problems).toEqual([]);
    });

    it(`${folder} has every package on the line that names it, and reaches every one`, ({
      skip,
    }) => {
      if (missing !== null) skip(missing);
      const text = readFileSync(sharedPath(`data/lockfiles/${folder}/${file}`), 'utf8').split('\n');

      const { packages } = inspectRows(readReal(folder, file));

      const astray = packages.filter(
        ({ name, lines }) =>
          lines.length === 0 || !lines.every((line) => text[line - 1]?.includes(name)),
      );
      expect(astray).toEqual([]);
      expect(packages.filter(({ scope }) => scope === 'unknown')).toEqual([]);
    });
  }

  it('finds the three packages of September 2025 in development alone, under lint-staged', ({
    skip,
  }) => {
    if (missing !== null) skip(missing);

    const reading = readReal('npm3-cchistory-exposed', 'package-lock.json');
    const [document] = reading.documents;
    const bad = new Set(['chalk@5.6.1', 'slice-ansi@7.1.1', 'wrap-ansi@9.0.1']);
    const hits = [...(document?.packages.entries() ?? [])].filter(([, { name, version }]) =>
      bad.has(`${name}@${version}`),
    );

    expect(new Set(hits.map(([, { name, version }]) => `${name}@${version}`))).toEqual(bad);
    expect(hits.map(([, { scope }]) => scope)).toEqual(['dev', 'dev', 'dev', 'dev']);
    for (const [index] of hits) {
      const { bump, importers } = pathsTo(document as NonNullable<typeof document>, index, 5);
      expect({ bump, importers }).toEqual({ bump: ['lint-staged'], importers: ['cchistory'] });
    }
  });

  it('finds the axios of March 2026, a peer of a production dependency, beside a clean one', ({
    skip,
  }) => {
    if (missing !== null) skip(missing);

    const reading = readReal('pnpm9-lolocard-exposed', 'pnpm-lock.yaml');
    const { packages } = inspectRows(reading);

    expect(packages.filter(({ name }) => name === 'axios').map(({ version }) => version)).toEqual([
      '0.19.2',
      '1.14.1',
    ]);
    expect(row(reading, 'plain-crypto-js')).toMatchObject({
      version: '4.2.1',
      scope: 'peer',
      direct: false,
    });
  });
});
