import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readerFor } from '../../../src/lockfile/index.ts';
import { projectRoot } from '../../support/project.ts';
import {
  bunLock,
  denoLock,
  npmLock,
  pnpm6,
  pnpm9,
  yarnBerry,
  yarnClassic,
  yarnJson,
} from './javascript.ts';
import {
  composerLock,
  cyclonedx,
  pdmLock,
  pipfileLock,
  poetryLock,
  requirementsTxt,
  spdx,
  uvLock,
} from './others.ts';
import { makePackages, type Made } from './packages.ts';

/** How a file is written, which decides what reading it is held against. */
export type Notation = 'json' | 'jsonc' | 'yaml' | 'toml' | 'yarn' | 'lines';

export interface BenchFile {
  readonly title: string;
  /** Its path, by which its reader is found. */
  readonly path: string;
  readonly notation: Notation;
  readonly bytes: Buffer;
}

interface Format extends Omit<BenchFile, 'bytes'> {
  readonly write: (all: readonly Made[]) => string;
}

const formats: readonly Format[] = [
  npm(1),
  npm(2),
  npm(3),
  { title: 'bun.lock', path: 'bun.lock', notation: 'jsonc', write: bunLock },
  { title: 'deno.lock', path: 'deno.lock', notation: 'json', write: denoLock },
  { title: 'composer.lock', path: 'composer.lock', notation: 'json', write: composerLock },
  { title: 'Pipfile.lock', path: 'Pipfile.lock', notation: 'json', write: pipfileLock },
  { title: 'CycloneDX', path: 'app.cdx.json', notation: 'json', write: cyclonedx },
  { title: 'SPDX', path: 'app.spdx.json', notation: 'json', write: spdx },
  { title: 'yarn.lock of yarn 6', path: 'yarn.lock', notation: 'json', write: yarnJson },
  { title: 'yarn.lock of yarn 4', path: 'yarn.lock', notation: 'yaml', write: yarnBerry },
  { title: 'pnpm-lock.yaml 6.0', path: 'pnpm-lock.yaml', notation: 'yaml', write: pnpm6 },
  { title: 'pnpm-lock.yaml 9.0', path: 'pnpm-lock.yaml', notation: 'yaml', write: pnpm9 },
  { title: 'yarn.lock of yarn 1', path: 'yarn.lock', notation: 'yarn', write: yarnClassic },
  { title: 'poetry.lock', path: 'poetry.lock', notation: 'toml', write: poetryLock },
  { title: 'uv.lock', path: 'uv.lock', notation: 'toml', write: uvLock },
  { title: 'pdm.lock', path: 'pdm.lock', notation: 'toml', write: pdmLock },
  {
    title: 'requirements.txt',
    path: 'requirements.txt',
    notation: 'lines',
    write: requirementsTxt,
  },
];

function npm(version: 1 | 2 | 3): Format {
  return {
    title: `package-lock.json ${version}`,
    path: 'package-lock.json',
    notation: 'json',
    write: (all) => npmLock(all, version),
  };
}

/** One file of each format. The same seed gives the same bytes. */
export function madeFiles(seed: number): readonly BenchFile[] {
  return formats.map(({ notation, path, title, write }, index) => {
    const all = makePackages(1000 + ((index * 137 + seed * 61) % 1000), seed);
    return { title, path, notation, bytes: Buffer.from(write(all)) };
  });
}

/** Lockfiles of real projects, where the checkout lies beside some: a directory for each, none of them ours to commit. */
export function realFiles(): readonly BenchFile[] {
  const parent = join(projectRoot, '../shared/data/lockfiles');
  if (!existsSync(parent)) return [];
  return readdirSync(parent).flatMap((folder) =>
    readdirSync(join(parent, folder))
      .filter((name) => readerFor(name)?.kind === 'lockfile')
      .map((name) => {
        const bytes = readFileSync(join(parent, folder, name));
        return { title: `${folder}/${name}`, path: name, notation: notationOf(name, bytes), bytes };
      }),
  );
}

function notationOf(name: string, bytes: Buffer): Notation {
  if (name === 'bun.lock') return 'jsonc';
  if (name === 'yarn.lock' && bytes[0] === 0x7b) return 'json';
  if (name === 'yarn.lock') return bytes.includes('# yarn lockfile v1') ? 'yarn' : 'yaml';
  if (name.endsWith('.yaml')) return 'yaml';
  if (name.endsWith('.txt')) return 'lines';
  return name.endsWith('.json') ||
    name === 'deno.lock' ||
    name === 'Pipfile.lock' ||
    name === 'composer.lock'
    ? 'json'
    : 'toml';
}
