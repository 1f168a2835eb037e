import { chmodSync, copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import * as files from '../../src/host/files.ts';
import { checkInventory } from '../../src/inventory/check.ts';
import { inventoryOver, openToRead, openToWrite } from '../../src/inventory/open.ts';
import { asNobody, needsOtherUser } from '../support/rights.ts';
import { projectRoot } from '../support/project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { look, opened, simple } from './support.ts';

/** An inventory with one target, closed. */
async function closed(): Promise<string> {
  const { inventory, path } = await opened();
  look(inventory, 'acme/web', [simple('a', 'a@1.0.0')]);
  inventory.close();
  return path;
}

describe('an inventory', () => {
  it('is made for its owner alone, and not by a question', async () => {
    const path = join(temporaryDirectory(), 'home', 'inventory.sqlite');

    expect(await openToRead(path, files)).toBeNull();
    (await openToWrite(path, files)).connection.close();

    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  });

  it('of a newer program is left alone', async () => {
    const path = await closed();
    const database = new DatabaseSync(path);
    database.exec(`insert into kysely_migration (name, timestamp) values ('9999-later', '')`);
    database.close();
    const newer = expect.objectContaining({
      code: 'INVENTORY_NEWER',
      message: expect.stringContaining(path),
    });

    await expect(openToWrite(path, files)).rejects.toEqual(newer);
    await expect(openToRead(path, files)).rejects.toEqual(newer);
  });

  it('that is none is named and left alone', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'inventory.sqlite');
    const invalid = expect.objectContaining({
      code: 'INVENTORY_INVALID',
      message: expect.stringContaining(path),
      hint: expect.stringContaining(path),
    });

    mkdirSync(path);
    await expect(openToWrite(path, files)).rejects.toEqual(invalid);
    const text = join(temporaryDirectory(), 'inventory.sqlite');
    writeFileSync(text, 'this is a text file, and a long one at that\n'.repeat(100));
    await expect(openToWrite(text, files)).rejects.toThrow(/damaged, or no database/);
    await expect(openToRead(text, files)).rejects.toThrow(/damaged, or no database/);
    expect(readFileSync(text, 'utf8')).toMatch(/^this is a text file/);
    const foreign = join(temporaryDirectory(), 'inventory.sqlite');
    const database = new DatabaseSync(foreign);
    database.exec('create table theirs (id integer)');
    database.close();
    await expect(openToWrite(foreign, files)).rejects.toThrow(/another program/);
  });

  it('with bytes changed is told as damaged, wherever they are met', async () => {
    const path = await closed();
    const database = new DatabaseSync(path);
    database.exec(`update pack set body = x'ffffffffffff'`);
    database.close();
    const { inventory, store } = await opened(dirname(path));

    expect(checkInventory(store).length).toBeGreaterThan(0);
    expect(() => inventory.holding({ kind: 'all' }, () => true)).toThrow(/damaged/);
    const [one] = inventory.recall('origin acme/web', 'repository').artefacts();
    expect(() => one?.reading.documents[0]?.packages).toThrow(/damaged/);
    inventory.close();

    const cut = join(temporaryDirectory(), 'inventory.sqlite');
    writeFileSync(cut, readFileSync(path).fill(7, 8192, 40_000));
    const attempt = async () => {
      const cutStore = await openToWrite(cut, files);
      look(inventoryOver(cutStore), 'acme/api', [simple('b', 'b@1.0.0')]);
    };
    await expect(attempt()).rejects.toEqual(expect.objectContaining({ code: 'INVENTORY_INVALID' }));
  });

  it('that finds no room says so, keeps what it had, and goes on when there is', async () => {
    const { inventory, store } = await opened();
    look(inventory, 'acme/web', [simple('a', 'a@1.0.0')]);
    const many = Array.from({ length: 3000 }, (_, index) => `package-${index}@1.0.0`);
    const pages = Number(store.connection.first('pragma page_count')?.[0]);
    store.connection.database.exec(`PRAGMA max_page_count = ${pages}`);

    const attempt = () => look(inventory, 'acme/large', [simple('b', ...many)]);

    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'INVENTORY_UNWRITABLE',
        message: expect.stringMatching(/inventory\.sqlite: no space left on the disk/),
      }),
    );
    expect(checkInventory(store)).toEqual([]);
    store.connection.database.exec('PRAGMA max_page_count = 1000000');
    attempt();
    expect(inventory.recall('origin acme/large', 'repository').artefacts()).toHaveLength(1);
    expect(checkInventory(store)).toEqual([]);
  });

  it.skipIf(needsOtherUser() !== null)(
    'that may only be read can be asked, and says that it cannot be written',
    async () => {
      const path = await closed();
      const directory = join('/tmp', `firebreak-read-only-${process.pid}`);
      mkdirSync(directory, { recursive: true });
      const copy = join(directory, 'inventory.sqlite');
      copyFileSync(path, copy);
      chmodSync(copy, 0o444);
      chmodSync(directory, 0o555);
      const answer = asNobody(`
        import * as files from '${projectRoot}/src/host/files.ts';
        import { inventoryOver, openToRead, openToWrite } from '${projectRoot}/src/inventory/open.ts';
        const store = await openToRead('${copy}', files);
        const held = inventoryOver(store).holding({ kind: 'all' }, () => true);
        const refused = await openToWrite('${copy}', files).then(() => null, ({ code, message }) => ({ code, message }));
        console.log(JSON.stringify({ held: held.map((one) => one.target.name), refused }));
      `);
      await files.removeTree(directory);

      expect(answer).toEqual({
        held: ['acme/web'],
        refused: { code: 'INVENTORY_UNWRITABLE', message: expect.stringContaining(copy) },
      });
    },
  );
});
