import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundleFiles, exportBundle } from '../../src/journal/bundle.ts';
import { privateStore } from '../../src/journal/private.ts';
import { directoryFiles } from '../../src/journal/run-files.ts';
import { verifyRun } from '../../src/journal/verify.ts';
import { realDoors } from '../support/doors.ts';
import { finishedRun, setupIn } from '../support/journal.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const secret = Buffer.from('secret: s3cret\n');

it('keeps bytes for their owner alone, and notices what was changed', async () => {
  const directory = temporaryDirectory();
  const store = privateStore(realDoors, directory);
  const sha256 = await store.keep(secret);
  const path = join(directory, 'private', sha256);

  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(directory, 'private')).mode & 0o777).toBe(0o700);
  expect(Buffer.from(await store.read(sha256))).toEqual(secret);
  expect(await store.keep(secret)).toBe(sha256);
  expect(readdirSync(join(directory, 'private'))).toEqual([sha256]);

  writeFileSync(path, 'another');
  await expect(store.read(sha256)).rejects.toMatchObject({ code: 'EVIDENCE_MISSING' });
  await store.keep(secret);
  expect(Buffer.from(await store.read(sha256))).toEqual(secret);
  rmSync(path);
  await expect(store.read(sha256)).rejects.toMatchObject({ code: 'EVIDENCE_MISSING' });
  mkdirSync(path);
  await expect(store.read(sha256)).rejects.toMatchObject({ code: 'EVIDENCE_MISSING' });
  await expect(store.read('../journal.jsonl')).rejects.toMatchObject({ code: 'EVIDENCE_MISSING' });
});

it('is no part of the record: verification does not name it, a bundle does not hold it', async () => {
  const parent = temporaryDirectory();
  const setup = await setupIn(realDoors, parent);
  await finishedRun(realDoors, setup, ['freeze']);
  const verify = async () =>
    await verifyRun(directoryFiles(realDoors, setup.directory), { replay: null, anchor: null });
  const before = await verify();
  const sha256 = await privateStore(realDoors, setup.directory).keep(secret);
  chmodSync(join(setup.directory, 'private', sha256), 0o000);

  expect(await verify()).toEqual(before);
  const file = join(parent, 'run.tgz');
  await exportBundle(realDoors, setup.directory, setup.run, file);
  const read = await realDoors.files.readRegularFile(file, 1024 * 1024);
  const bundle = await bundleFiles(read.status === 'read' ? read.bytes : Buffer.of(), file);
  expect((await bundle.list('')).filter((path) => path.startsWith('private'))).toEqual([]);
});
