import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExposureMap } from '../../src/exposure/schema.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { entry, evil, type FileContent, forms, npm, plain } from './forms.ts';
import { incidentOf, scanned } from './support.ts';

type Files = Readonly<Record<string, FileContent>>;

const incident = incidentOf({
  packages: {
    'npm evil': ['1.2.3'],
    'npm @fb/evil': ['4.5.6'],
    'pypi fb-evil': ['1.2.3'],
    'composer fb/evil': ['1.2.3'],
  },
});

/** Scans a directory that holds these files. */
async function scanOf(files: Files): Promise<ExposureMap> {
  const top = temporaryDirectory();
  for (const [path, content] of Object.entries(files)) {
    const file = join(top, path);
    mkdirSync(dirname(file), { recursive: true });
    const isBytes = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(file, isBytes ? content : `${JSON.stringify(content, null, 2)}\n`);
  }
  return scanned(incident, [top]);
}

function found({ exposures }: ExposureMap): string[] {
  return exposures.map(({ grade, package: one, place }) =>
    [place.path, `${one.name}@${one.version}`, grade].join(' '),
  );
}

describe('a compromised package is found', () => {
  it.for(forms)('%s: %s', async ([, path, content]) => {
    const map = await scanOf({ [path]: content });

    expect(map.verdict).toBe('exposed');
    expect(found(map)).toEqual([
      expect.stringMatching(/ (?:evil|fb-evil|fb\/evil|@fb\/evil)@v?[\d.]+ locked$/),
    ]);
    expect(map.exposures[0]?.place.path).toBe(path);
  });

  it('in the record of an installed tree', async () => {
    const record = { lockfileVersion: 3, packages: { 'node_modules/evil': evil } };

    const map = await scanOf({
      'node_modules/.package-lock.json': record,
      'node_modules/evil/package.json': { name: 'evil', version: '1.2.3' },
    });

    expect(found(map)).toEqual(['node_modules/.package-lock.json evil@1.2.3 installed']);
  });

  it('on either side of a conflict, which is a problem all the same', async () => {
    const sides = `<<<<<<< HEAD\n${JSON.stringify(npm({}))}\n=======\n${JSON.stringify(plain)}\n>>>>>>> x\n`;

    const map = await scanOf({ 'package-lock.json': sides });

    expect(map.verdict).toBe('exposed');
    expect(map.coverage.complete).toBe(false);
  });
});

describe('nothing is called clear', () => {
  it.for([
    ['that is cut off', { 'package-lock.json': JSON.stringify(plain).slice(0, 150) }],
    [
      'that is no text',
      { 'bun.lockb': Buffer.from('#!/usr/bin/env bun\nbun-lockfile-format-v0\n') },
    ],
    ['that lies in node_modules alone', { 'node_modules/evil/package.json': { name: 'evil' } }],
    [
      'that a lockfile beside its manifest leaves out',
      {
        'package.json': { dependencies: { evil: '^1.2.0' } },
        'package-lock.json': { lockfileVersion: 3, packages: {} },
      },
    ],
  ] as const)('%s', async ([, files]) => {
    const map = await scanOf(files);

    expect(map.verdict).toBe('unknown');
    expect(map.coverage.complete).toBe(false);
  });

  it('that a manifest without a lockfile lets in', async () => {
    const map = await scanOf({ 'package.json': { dependencies: { evil: '^1.2.0' } } });

    expect(map.verdict).toBe('possibly-exposed');
    expect(found(map)).toEqual([expect.stringMatching(/^package\.json evil.* resolvable$/)]);
  });
});

describe('what is not compromised is clear', () => {
  it.for([
    ['1.2.2', '^1.2.0'],
    ['11.2.30', '^11.2.0'],
    ['1.2.30', '^1.2.0'],
  ] as const)('evil@%s', async ([version, range]) => {
    const map = await scanOf({
      'package.json': { dependencies: { evil: range } },
      'package-lock.json': npm({ 'node_modules/evil': entry('evil', version) }, { evil: range }),
    });

    expect(map).toMatchObject({ verdict: 'not-exposed', exposures: [] });
    expect(map.coverage.complete).toBe(true);
  });
});
