import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import * as files from '../../src/host/files.ts';
import { checkInventory } from '../../src/inventory/check.ts';
import { openToRead } from '../../src/inventory/open.ts';
import { seeded } from '../sources/git/history/support.ts';
import { runFirebreak } from '../support/run-firebreak.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import {
  killingItself,
  organisation,
  signallingGit,
  start,
  startsOf,
  timeless,
} from './inventory-support.ts';
import type { Json } from './support.ts';

const isExhaustive = process.env['FIREBREAK_TEST_EXHAUSTIVE'] !== undefined;

/** Kills in a row on one inventory before it is let be, and how many such rows there are. */
const [rounds, killsARound] = isExhaustive ? [50, 1] : [3, 4];

let org: string;
/** A data directory with an incident and without an inventory. */
let template: string;
/** What a scan says that is never killed, and how much happens in it. */
let expected: Json;
let gitStarts: number;
let statements: number;

function scanOf(home: string, options: Parameters<typeof start>[2] = {}): ReturnType<typeof start> {
  const args = ['scan', org, '--history', '--incident', 'x', '--json', '--jobs', '4'];
  return start(args, home, options);
}

function freshHome(): string {
  const home = join(temporaryDirectory(), 'home');
  cpSync(template, home, { recursive: true });
  return home;
}

/** What is not whole in an inventory, and how many targets it knows. */
async function checked(home: string): Promise<{ faults: readonly string[]; targets: number }> {
  const store = await openToRead(join(home, 'inventory.sqlite'), files);
  if (store === null) return { faults: [], targets: 0 };
  try {
    const [targets] = store.connection.first('select count(*) from target') ?? [];
    return { faults: checkInventory(store), targets: Number(targets) };
  } finally {
    store.connection.close();
  }
}

beforeAll(async () => {
  org = organisation(30, 4);
  template = join(temporaryDirectory(), 'home');
  mkdirSync(template);
  const list = join(temporaryDirectory(), 'list.txt');
  writeFileSync(list, 'bad@6.6.6\n');
  const args = ['incident', 'open', 'x', '--from', list, '--window', '2023-11-14..2023-11-15'];
  await runFirebreak(args, { env: { FIREBREAK_HOME: template } });
  const git = signallingGit(0, 'KILL');
  const itself = killingItself(0);
  const whole = await scanOf(freshHome(), { ...git, ...itself }).ended;
  gitStarts = startsOf(git.path);
  statements = Number(readFileSync(itself.count, 'utf8'));
  expected = timeless(whole.stdout);
});

it('the scan that is killed would have found something', () => {
  expect(expected.verdict).toBe('exposed');
  expect(expected.exposures).toHaveLength(6);
  expect(expected.coverage.complete).toBe(true);
  expect(gitStarts).toBeGreaterThan(100);
  expect(statements).toBeGreaterThan(300);
});

it.each(Array.from({ length: rounds }, (_, round) => round))(
  'killed at random moments (%i), the inventory is whole and the next scan completes it',
  async (round) => {
    const next = seeded(1000 + round);
    const home = freshHome();
    let known = 0;
    const ends: (string | null)[] = [];
    for (let kill = 0; kill < killsARound; kill += 1) {
      const ended = await scanOf(
        home,
        (round + kill) % 2 === 0
          ? signallingGit(1 + next(gitStarts), 'KILL')
          : killingItself(1 + next(kill === 0 ? statements : Math.ceil(statements / 4))),
      ).ended;
      ends.push(ended.signal);
      const { faults, targets } = await checked(home);
      expect(faults).toEqual([]);
      expect(targets).toBeGreaterThanOrEqual(known);
      known = targets;
    }

    const { signal, stderr, stdout } = await scanOf(home).ended;

    expect({ signal, stderr }).toEqual({ signal: null, stderr: '' });
    expect(timeless(stdout)).toEqual(expected);
    expect(await checked(home)).toEqual({ faults: [], targets: 30 });
    // The first of each row is killed; later ones may be done before.
    expect(ends[0]).toBe('SIGKILL');
  },
);
