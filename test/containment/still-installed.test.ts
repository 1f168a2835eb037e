import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { npmCacheBust } from '../../src/containment/npm-cache-bust/index.ts';
import { registryFreeze } from '../../src/containment/registry-freeze/index.ts';
import type { Undo } from '../../src/containment/types.ts';
import { projectRoot } from '../support/project.ts';
import { useRegistry } from '../support/registry.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { copied, npm } from './npm-client.ts';
import {
  changeOf,
  contextOf,
  incidentOf,
  propose,
  siteOf,
  standIns,
  testWorld,
} from './support.ts';

/** What npm still installs of a package whose 1.0.1 is compromised: the table of README.md, cell by cell. */
const registry = useRegistry(standIns('bad@1.0.0', 'bad@1.0.1'));

const ways = {
  'npm ci': { args: ['ci'], spec: '1.0.1', locked: true },
  'npm install, locked': { args: ['install'], spec: '1.0.1', locked: true },
  'npm install, exact': { args: ['install'], spec: '1.0.1', locked: false },
  'npm install, range': { args: ['install'], spec: '^1.0.0', locked: false },
} as const;
const caches = ['cold', 'warm', 'warm, --prefer-online', 'warm, --prefer-offline'] as const;
const phases = ['before', 'frozen', 'frozen and busted', 'thawed'] as const;
type Phase = (typeof phases)[number];

/**
 * The columns that are tried: all while the registry is frozen, where they differ; else an empty cache and one that npm
 * believes without asking, which the others lie between. With FIREBREAK_TEST_EXHAUSTIVE all of them always.
 */
function tried(phase: Phase): readonly (typeof caches)[number][] {
  const all = phase === 'frozen' || process.env['FIREBREAK_TEST_EXHAUSTIVE'] !== undefined;
  return all ? caches : ['cold', 'warm, --prefer-offline'];
}

let warm: string;
let lock: string;
const reached: Phase[] = [];

beforeAll(async () => {
  warm = join(temporaryDirectory(), 'cache');
  const made = await npm(registry.url, warm, { dependencies: { bad: '1.0.1' } }, ['install']);
  lock = made.lock ?? '';
});

function world() {
  const named = [{ name: 'runner', kind: 'npm', path: warm }];
  return testWorld({
    site: siteOf(registry, { caches: named }),
    incident: incidentOf({ bad: ['1.0.1'] }),
  });
}

const given = {
  freeze: null as null | { change: ReturnType<typeof changeOf>; world: ReturnType<typeof world> },
};
const enter: Record<Phase, () => Promise<boolean>> = {
  before: async () => true,
  frozen: async () => {
    const frozen = world();
    const change = changeOf(await propose(registryFreeze, frozen));
    await registryFreeze.apply(frozen, change, contextOf());
    given.freeze = { change, world: frozen };
    return (await registryFreeze.verify(frozen, change, contextOf())).passed;
  },
  'frozen and busted': async () => {
    const busted = world();
    const change = changeOf(await propose(npmCacheBust, busted));
    await npmCacheBust.apply(busted, change, contextOf());
    return (await npmCacheBust.verify(busted, change, contextOf())).passed;
  },
  thawed: async () => {
    if (given.freeze === null) return false;
    const undo = registryFreeze.undo as Undo;
    const back = changeOf(await undo.plan(given.freeze.world, given.freeze.change, contextOf()));
    await undo.apply(given.freeze.world, back, contextOf());
    return (await undo.verify(given.freeze.world, back, contextOf())).passed;
  },
};

/** What was installed: a version, or npm's code. */
async function outcome(way: keyof typeof ways, cache: (typeof caches)[number]): Promise<string> {
  const { args, locked, spec } = ways[way];
  const directory = cache === 'cold' ? join(temporaryDirectory(), 'cache') : copied(warm);
  const flags = cache.split(', ').slice(1);
  const project = { dependencies: { bad: spec }, ...(locked ? { lock } : {}) };
  const { code, installed } = await npm(registry.url, directory, project, [...args, ...flags]);
  return installed['bad'] ?? code ?? 'nothing';
}

const readme = readFileSync(join(projectRoot, 'test/containment/README.md'), 'utf8');

/** The rows of the README's table for a phase: the way, and what came of it with each cache that is tried. */
function expected(phase: Phase): readonly (readonly string[])[] {
  return readme
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .filter(([, first]) => first === phase)
    .map((cells) => cells.slice(2, -1))
    .map(([way = '', ...cells]) => [
      way,
      ...cells.filter((_, index) => tried(phase).some((cache) => cache === caches[index])),
    ]);
}

it.each(phases)('%s', async (phase) => {
  expect(await enter[phase]()).toBe(true);
  reached.push(phase);
  // One phase builds on the other.
  expect(reached).toEqual(phases.slice(0, reached.length));
  const seen: string[][] = [];
  for (const way of Object.keys(ways) as (keyof typeof ways)[]) {
    const row: string[] = [way];
    for (const cache of tried(phase)) row.push(await outcome(way, cache));
    seen.push(row);
  }

  expect(seen).toEqual(expected(phase));
});
