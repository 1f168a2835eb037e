import { chmodSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evidencePath, evidenceStore } from '../../src/journal/evidence.ts';
import { realDoors } from '../support/doors.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const bytes = Buffer.from('what was there before\n');

describe('the evidence store', () => {
  it('keeps bytes once, read-only, by their digest', async () => {
    const directory = temporaryDirectory();
    const store = evidenceStore(realDoors, directory);
    const [one, two] = await Promise.all([
      store.keep('before.txt', 'text/plain', bytes),
      store.keep('other.txt', 'text/plain', bytes),
    ]);
    const path = join(directory, evidencePath(one.sha256));

    expect(one).toEqual({ ...two, name: 'before.txt' });
    expect(one).toMatchObject({ size: bytes.length, media: 'text/plain' });
    expect(path).toBe(join(directory, 'evidence', 'sha256', one.sha256.slice(0, 2), one.sha256));
    expect(statSync(path).mode & 0o777).toBe(0o400);
    expect(Buffer.from(await store.read(one.sha256))).toEqual(bytes);
  });

  it('does not give out, nor keep over, what was changed', async () => {
    const directory = temporaryDirectory();
    const store = evidenceStore(realDoors, directory);
    const { sha256 } = await store.keep('a', 'text/plain', bytes);
    const path = join(directory, evidencePath(sha256));
    chmodSync(path, 0o600);
    writeFileSync(path, 'changed');
    const missing = { code: 'EVIDENCE_MISSING', message: expect.stringContaining('changed') };

    await expect(store.read(sha256)).rejects.toMatchObject(missing);
    await expect(store.keep('a', 'text/plain', bytes)).rejects.toMatchObject(missing);
    rmSync(path);
    await expect(store.read(sha256)).rejects.toMatchObject({ code: 'EVIDENCE_MISSING' });
    await expect(store.read('../../key')).rejects.toMatchObject({ code: 'EVIDENCE_MISSING' });
  });
});
