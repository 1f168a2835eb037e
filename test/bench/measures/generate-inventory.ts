// `node generate-inventory.ts DIRECTORY [REPOSITORIES [VERSIONS]]` fills DIRECTORY/inventory.sqlite through the inventory's
// own writer: so many repositories (10,000) with a lockfile of some 1,200 packages each, and one repository with so many
// versions (0) of a lockfile of 1,500. The same numbers give the same statements. Prints what it came to, as JSON.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as files from '../../../src/host/files.ts';
import { inventoryOver, openToWrite } from '../../../src/inventory/open.ts';
import type { Inventory } from '../../../src/inventory/types.ts';
import { emptyStatements } from '../../../src/lockfile/statements.ts';
import type { LockDocument, LockedPackage } from '../../../src/lockfile/types.ts';
import { packEvidence } from '../../../src/sources/evidence-pack.ts';
import { gatherEvidence } from '../../../src/sources/evidence.ts';
import type { Artefact, Ref } from '../../../src/sources/types.ts';
import { type Random, randomOf } from '../../fuzz/random.ts';

/** Sets of packages that come together (a bundler with its plugins), as they were at a number of times. */
const stacks = { count: 80, packages: 110, times: 14 };
/** Packages that come by themselves: a few in thousands of repositories, most in a few. */
const singles = { names: 20_000, versions: 6, each: 590 };
const stacksEach = 10;

export interface Generated {
  readonly repositories: number;
  readonly versions: number;
  readonly pairs: number;
  readonly bytes: number;
  readonly seconds: number;
}

/** Fills an inventory and says how large it is and how long it took. */
export async function generateInventory(
  directory: string,
  repositories: number,
  versions: number,
): Promise<Generated> {
  const begun = performance.now();
  const path = join(directory, 'inventory.sqlite');
  const inventory = inventoryOver(await openToWrite(path, files));
  let pairs = 0;
  for (let number = 0; number < repositories; number += 1)
    pairs += writeRepository(inventory, number);
  if (versions > 0) pairs += writeHistory(inventory, versions);
  inventory.close();
  process.stderr.write(`${JSON.stringify(process.resourceUsage())}\n`);
  const seconds = (performance.now() - begun) / 1000;
  return { repositories, versions, pairs, bytes: statSync(path).size, seconds };
}

/** Releases a generated repository holds, as name and version; the workspace's own are not among them. */
export function releasesOf(number: number): Map<string, string> {
  const random = randomOf(7, number);
  const chosen = new Map<string, string>();
  for (let draw = 0; draw < stacksEach; draw += 1) {
    const stack = skewed(random, stacks.count);
    const time = stacks.times - 1 - skewed(random, stacks.times);
    for (let index = 0; index < stacks.packages; index += 1)
      chosen.set(stackName(stack, index), stackVersion(stack, index, time));
  }
  for (let draw = 0; draw < singles.each; draw += 1) {
    const name = ranked(random, singles.names);
    const version = singles.versions - 1 - skewed(random, singles.versions);
    chosen.set(singleName(name), `${1 + (name % 4)}.${version}.${(name * 7) % 10}`);
  }
  return chosen;
}

function writeRepository(inventory: Inventory, number: number): number {
  const name = `acme/service-${number}`;
  const table = emptyStatements();
  const ids = [...releasesOf(number)].map(([one, version]) => table.idOf(release(one, version)));
  ids.push(table.idOf({ ...release(`@acme/service-${number}`, '1.0.0'), ...workspaceMember }));
  const artefact = artefactOf(`repository ${number}`, { table, ids: Uint32Array.from(ids) });
  keep(inventory, name, [artefact]);
  return ids.length;
}

/** A lockfile on eight branches, of which each version moves a few packages. */
function writeHistory(inventory: Inventory, versions: number): number {
  const random = randomOf(11, 0);
  const table = emptyStatements();
  const branches = Array.from({ length: 8 }, () =>
    Array.from({ length: 1500 }, (_, index) => ({ index, version: random.below(3) })),
  );
  let pairs = 0;
  function* artefacts(): Generator<Artefact> {
    for (let version = 0; version < versions; version += 1) {
      const branch = random.of(branches);
      for (let change = 1 + random.below(7); change > 0; change -= 1)
        random.of(branch).version += 1;
      const ids = branch.map((one) =>
        table.idOf(release(`history-${one.index}`, `1.${one.version}.0`)),
      );
      pairs += ids.length;
      yield artefactOf(`version ${version}`, { table, ids: Uint32Array.from(ids).toSorted() });
    }
  }
  keep(inventory, 'acme/history', artefacts());
  return pairs;
}

function keep(inventory: Inventory, name: string, artefacts: Iterable<Artefact>): void {
  const identity = `origin git.acme.example ${name}`;
  const place = `/mirrors/${name}.git`;
  const writer = inventory.begin({ identity, name, kind: 'repository', place });
  const part = writer.part(`repository ${name}`, 'repository');
  const evidence = gatherEvidence('git');
  const main = refOf(name);
  for (const artefact of artefacts)
    evidence.add(part.artefact(`npm-lock ${artefact.digest}`, artefact), {
      kind: 'sighting',
      source: 'git',
      artefact,
      places: () => [{ path: 'package-lock.json', refs: [main], beside: [] }],
    });
  const refs = createHash('sha256').update(name).digest('hex');
  part.finish(`refs ${refs}`, packEvidence(evidence.finish(null)));
  writer.commit('2026-11-20T18:00:00.000Z');
}

function refOf(name: string): Ref {
  const commit = createHash('sha1').update(name).digest('hex');
  return { name: 'main', class: 'default', commit, committedAt: '2026-11-19T09:00:00.000Z' };
}

function artefactOf(seed: string, statements: NonNullable<LockDocument['statements']>): Artefact {
  const document: LockDocument = {
    label: 'project',
    packages: [],
    statements,
    covers: 'unknown',
    graph: () => ({ importers: 'unknown', edges: [] }),
    lines: () => [],
  };
  return {
    digest: `sha256:${createHash('sha256').update(seed).digest('hex')}`,
    reader: 'npm-lock@1',
    ecosystems: ['npm'],
    reading: { formatVersion: '3', describes: 'resolution', documents: [document], problems: [] },
  };
}

const workspaceMember = { source: 'workspace', resolved: null, integrity: null } as const;

const releases = new Map<string, LockedPackage>();

function release(name: string, version: string): LockedPackage {
  const known = releases.get(`${name}@${version}`);
  if (known !== undefined) return known;
  const made = newRelease(name, version);
  releases.set(`${name}@${version}`, made);
  return made;
}

function newRelease(name: string, version: string): LockedPackage {
  const base = name.split('/').at(-1);
  const digest = createHash('sha512').update(`${name}@${version}`).digest('base64');
  return {
    key: '',
    ecosystem: 'npm',
    name,
    version,
    source: 'registry',
    resolved: `https://registry.example/${name}/-/${base}-${version}.tgz`,
    commit: null,
    integrity: `sha512-${digest}`,
    marks: [],
    scope: null,
  };
}

function stackName(stack: number, index: number): string {
  return index % 3 === 0 ? `@stack-${stack}/part-${index}` : `stack-${stack}-helper-${index}`;
}

/** One package in eight moves from one time to the next: how often each has by a time. */
const moves = Array.from({ length: stacks.count * stacks.packages }, (_, each) => {
  const random = randomOf(5, each);
  let moved = 0;
  return Array.from({ length: stacks.times }, () => (random.once(8) ? ++moved : moved));
});

function stackVersion(stack: number, index: number, time: number): string {
  return `${1 + (index % 5)}.${moves[stack * stacks.packages + index]?.[time] ?? 0}.0`;
}

function singleName(name: number): string {
  return name % 4 === 0 ? `@vendor-${name % 900}/module-${name}` : `module-${name}`;
}

/** By Zipf's law: the n-th one n times as rarely as the first. */
function ranked(random: Random, below: number): number {
  return Math.floor(below ** (random.below(2 ** 30) / 2 ** 30)) - 1;
}

/** The first much more often than the last. */
function skewed(random: Random, below: number): number {
  const part = random.below(2 ** 30) / 2 ** 30;
  return Math.floor(part ** 3 * below);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [directory = '.', repositories = '10000', versions = '0'] = process.argv.slice(2);
  const made = await generateInventory(directory, Number(repositories), Number(versions));
  process.stdout.write(`${JSON.stringify(made)}\n`);
}
