import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contestedPairs } from '../../src/incident/disagreement.ts';
import { readIncident, writeIncident } from '../../src/incident/file.ts';
import { importList } from '../../src/incident/import.ts';
import { newIncident, pairCount, pairsByEcosystem } from '../../src/incident/incident.ts';
import type { EntryCounts } from '../../src/incident/reading.ts';
import { projectRoot } from '../support/project.ts';
import { needsShared, sharedPath } from '../support/shared.ts';
import { indicators, pairs, readShared } from './support.ts';

const missing = needsShared('data/incidents');

interface Expected {
  format: string;
  entries: Partial<EntryCounts>;
  pairs: Record<string, number>;
  names: number;
}

const lists: Record<string, Expected> = {
  'antv-wave-merged.json': {
    format: 'json',
    entries: { total: 324, packages: 324 },
    pairs: { npm: 644, pypi: 3 },
    names: 324,
  },
  'cobenian/compromised-packages.txt': {
    format: 'name-colon-version',
    entries: { total: 5782, packages: 5782 },
    pairs: { composer: 3, golang: 83, npm: 5644, pypi: 52 },
    names: 2368,
  },
  'datadog/axios/iocs.csv': {
    format: 'csv-typed',
    entries: { total: 19, packages: 3, indicator: 16 },
    pairs: { npm: 3 },
    names: 2,
  },
  'datadog/keyv-malicious-packages.csv': {
    format: 'csv',
    entries: { total: 67, packages: 67 },
    pairs: { npm: 67 },
    names: 62,
  },
  'datadog/shai-hulud-2.0/consolidated_iocs.csv': {
    format: 'csv-aggregated',
    entries: { total: 795, packages: 795 },
    pairs: { npm: 1091 },
    names: 795,
  },
  'datadog/shai-hulud-2.0/shai-hulud-2.0.csv': {
    format: 'csv',
    entries: { total: 537, packages: 537 },
    pairs: { npm: 537 },
    names: 428,
  },
  'gensecai/compromised-packages.json': {
    format: 'json',
    entries: { total: 1273, packages: 1241, indicator: 32 },
    pairs: { golang: 82, npm: 3326 },
    names: 1241,
  },
  'ossf-osv/npm__@antv__adjust__MAL-2026-3849.json': {
    format: 'osv',
    entries: { total: 1, packages: 1 },
    pairs: { npm: 2 },
    names: 1,
  },
  'ossf-osv/npm__@antv__data-set__MAL-2026-3868.json': {
    format: 'osv',
    entries: { total: 1, packages: 1 },
    pairs: { npm: 2 },
    names: 1,
  },
  'ossf-osv/npm__plain-crypto-js__MAL-2026-2306.json': {
    format: 'osv',
    entries: { total: 1, packages: 1 },
    pairs: { npm: 1 },
    names: 1,
  },
  'ossf-osv/npm__size-sensor__MAL-2026-4153.json': {
    format: 'osv',
    entries: { total: 1, packages: 1 },
    pairs: { npm: 3 },
    names: 1,
  },
  'ossf-osv/packagist__intercom__intercom-php__MAL-2026-3637.json': {
    format: 'osv',
    entries: { total: 2, packages: 1, indicator: 1 },
    pairs: { composer: 1 },
    names: 1,
  },
  'ossf-osv/pypi__durabletask__MAL-2026-4174.json': {
    format: 'osv',
    entries: { total: 1, packages: 1 },
    pairs: { pypi: 3 },
    names: 1,
  },
};

describe('published lists', () => {
  for (const [path, expected] of Object.entries(lists)) {
    it(`${path} is accounted for, entry by entry`, ({ skip }) => {
      if (missing !== null) skip(missing);
      const reading = readShared(path);
      const incident = newIncident({ id: 'x', readings: [reading], now: new Date(0) });
      const { total, ...kinds } = reading.entries;

      expect(reading.format).toBe(expected.format);
      expect(reading.entries).toEqual({
        packages: 0,
        anyVersion: 0,
        wildcard: 0,
        indicator: 0,
        notUnderstood: 0,
        ...expected.entries,
      });
      expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(total);
      expect(pairsByEcosystem(incident)).toEqual(expected.pairs);
      expect(incident.packages).toHaveLength(expected.names);
      expect([reading.neverMatches, reading.notUnderstood]).toEqual([[], []]);
    });
  }

  it('are all among those counted here', ({ skip }) => {
    if (missing !== null) skip(missing);
    const root = sharedPath('data/incidents');
    const found = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:json|csv|txt)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));

    expect(found.toSorted()).toEqual(Object.keys(lists).toSorted());
  });

  it('give exactly the pairs that stand in their lines', ({ skip }) => {
    if (missing !== null) skip(missing);
    const types = new Map([
      ['pypi', 'pypi'],
      ['go', 'golang'],
      ['composer', 'composer'],
    ]);
    const lines = readFileSync(
      sharedPath('data/incidents/cobenian/compromised-packages.txt'),
      'utf8',
    ).split('\n');
    const stated = lines
      .filter((line) => line.trim() !== '' && !line.startsWith('#'))
      .map((line) => {
        const [version = '', name = '', word] = line.trim().split(':').toReversed();
        return `${types.get(word ?? '') ?? 'npm'} ${name} ${version}`;
      });

    expect(pairs(readShared('cobenian/compromised-packages.txt')).toSorted()).toEqual(
      stated.toSorted(),
    );
  });

  it('with typed rows keep domains, digests and paths as indicators, defanging undone', ({
    skip,
  }) => {
    if (missing !== null) skip(missing);
    const reading = readShared('datadog/axios/iocs.csv');

    expect(pairs(reading)).toEqual([
      'npm axios 0.30.4',
      'npm axios 1.14.1',
      'npm plain-crypto-js 4.2.1',
    ]);
    expect(indicators(reading)).toContain('domain sfrclak.com');
    expect(indicators(reading)).toContain(
      'registry-key HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\MicrosoftUpdate',
    );
    expect(reading.indicators.filter(({ kind }) => kind === 'other')).toEqual([]);
  });

  it('make one incident, written and read back the same', ({ skip }) => {
    if (missing !== null) skip(missing);
    const readings = Object.keys(lists).map(readShared);
    const incident = newIncident({ id: 'all', readings, now: new Date(0) });
    const back = readIncident(writeIncident(incident), 'incident.yaml');

    expect(back).toEqual(incident);
    expect(pairCount(back)).toBe(new Set(readings.flatMap(pairs)).size);
  });
});

describe('the bundled list of the AntV wave', () => {
  const name = 'antv-wave-2026-05-19.json';
  const reading = importList({
    name,
    bytes: readFileSync(join(projectRoot, 'fixtures/incidents', name)),
  });

  it('holds 644 npm pairs in 323 packages, five of them contested, and three of durabletask', () => {
    const incident = newIncident({ id: 'x', readings: [reading], now: new Date(0) });

    expect(pairsByEcosystem(incident)).toEqual({ npm: 644, pypi: 3 });
    expect(incident.packages).toHaveLength(324);
    expect(contestedPairs(reading)).toBe(5);
    expect(reading.entries).toEqual({
      total: 324,
      packages: 324,
      anyVersion: 0,
      wildcard: 0,
      indicator: 0,
      notUnderstood: 0,
    });
  });

  it('states what the lists it is merged from state', ({ skip }) => {
    if (missing !== null) skip(missing);
    const merged = readShared('antv-wave-merged.json');
    const facts = (list: typeof merged): unknown[] =>
      list.pairs.map(({ ecosystem, name: own, version, vendors }) => [
        ecosystem,
        own,
        version,
        vendors,
      ]);

    expect(facts(reading)).toEqual(facts(merged));
    expect(contestedPairs(merged)).toBe(5);
  });
});
