import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkInventory } from '../../src/inventory/check.ts';
import { randomOf } from '../fuzz/random.ts';
import { projectRoot } from '../support/project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { look, opened, simple, statedBy, target } from './support.ts';

const program = join(projectRoot, 'test/inventory/programs/write.ts');

interface Writer {
  readonly child: ChildProcess;
  /** What it said, line by line. */
  readonly said: string[];
}

function writer(directory: string, name: string, count: number): Writer {
  const child = spawn(process.execPath, [program, directory, name, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  let rest = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    // A name may be cut in two where a process is killed.
    const whole = (rest + chunk.toString()).split('\n');
    rest = whole.pop() ?? '';
    said.push(...whole);
  });
  return { child, said };
}

async function ended({ child }: Writer): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

describe('an inventory that several processes write', () => {
  it('holds what each of them wrote', async () => {
    const directory = temporaryDirectory();
    const writers = ['a', 'b', 'c'].map((name) => writer(directory, name, 20));

    expect(await Promise.all(writers.map(ended))).toEqual([0, 0, 0]);

    const { inventory, store } = await opened(directory);
    expect(checkInventory(store)).toEqual([]);
    expect(inventory.holding({ kind: 'all' }, () => true)).toHaveLength(60);
    expect(store.connection.first('select count(*) from statement')).toEqual([150 + 20 * 3]);
  });

  it('says that it is busy where another process does not let go', async () => {
    const { path, inventory, store } = await opened();
    const other = await opened(path.replace('/inventory.sqlite', ''));
    store.connection.database.exec('PRAGMA busy_timeout = 20');
    other.store.connection.database.exec('BEGIN IMMEDIATE');

    const attempt = () => look(inventory, 'acme/web', [simple('a', 'a@1.0.0')]);

    expect(attempt).toThrow(expect.objectContaining({ code: 'INVENTORY_BUSY' }));
    other.store.connection.database.exec('ROLLBACK');
    attempt();
    expect(inventory.recall('origin acme/web', 'repository').artefacts()).toHaveLength(1);
  });

  it('sees what another has written since, and goes on from there', async () => {
    const { path, inventory, store } = await opened();
    const other = (await opened(path.replace('/inventory.sqlite', ''))).inventory;
    const versions = [1, 2, 3, 4].map((minor) =>
      simple(
        `v${minor}`,
        ...Array.from({ length: 90 }, (_, n) => `p-${n}@1.0.0`),
        `x@1.${minor}.0`,
      ),
    );

    for (const [index] of versions.entries()) {
      const own = index % 2 === 0 ? inventory : other;
      look(own, 'acme/web', versions.slice(0, index + 1));
      // What was read once is kept in mind.
      const remembered = own.recall('origin acme/web', 'repository').artefacts();
      expect(remembered.map(statedBy)).toEqual(versions.slice(0, index + 1).map(statedBy));
    }

    const names = new Map([['npm', new Set(['x'])]]);
    const found = other.holding({ kind: 'names', names, scopes: new Map() }, () => true);
    expect(found[0]?.artefacts).toEqual([0, 1, 2, 3]);
    expect(store.connection.first('select count(*) from pack')).toEqual([1]);
    expect(checkInventory(store)).toEqual([]);
  });
});

describe('a process that is killed', () => {
  it('loses at most the target being written, and the next one goes on', async () => {
    const directory = temporaryDirectory();
    const random = randomOf(9, 0);
    const committed = new Set<string>();
    const killed = async (name: string, enough: number): Promise<void> => {
      const { child, said } = writer(directory, name, 1000);
      for await (const _ of child.stdout as NodeJS.ReadableStream) if (said.length > enough) break;
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      for (const one of said) committed.add(one);
    };
    for (let round = 0; round < 4; round += 1) {
      const writers = ['a', 'b', 'c'].map((name) => `${name}-${round}`);
      // Round by round, so that each begins with what the killed ones left.
      // oxlint-disable-next-line no-await-in-loop
      await Promise.all(writers.map((name) => killed(name, random.below(6))));
    }

    const { inventory, store } = await opened(directory);

    expect(checkInventory(store)).toEqual([]);
    const held = inventory.holding({ kind: 'all' }, () => true).map((one) => one.target.name);
    expect(held).toEqual(expect.arrayContaining([...committed]));
    expect(committed.size).toBeGreaterThan(12);
    for (const { artefacts, memory } of inventory.holding({ kind: 'all' }, () => true))
      expect([2, 3]).toContain(Math.max(artefacts.length, memory.artefacts().length));
    expect(inventory.recall(target('x').identity, 'repository').fingerprint).toBeNull();
  });
});
