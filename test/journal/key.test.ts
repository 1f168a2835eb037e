import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signingKey } from '../../src/journal/key.ts';
import { realDoors } from '../support/doors.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

describe('the signing key', () => {
  it('is made once, for its owner alone, and keeps its name', async () => {
    const directory = join(temporaryDirectory(), 'keys');
    const [one, two] = await Promise.all([
      signingKey(realDoors, directory, 'first'),
      signingKey(realDoors, directory, 'first'),
    ]);
    const later = await signingKey(realDoors, directory, 'second');

    expect(one.verifier).toMatch(/^first\+[0-9a-f]{8}\+A[A-Za-z0-9+/]{43}$/);
    expect([two.verifier, later.verifier]).toEqual([one.verifier, one.verifier]);
    expect(later.name).toBe('first');
    expect(Buffer.compare(one.sign(Buffer.of(1)), later.sign(Buffer.of(1)))).toBe(0);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, 'signing-key.json')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['cut', (text: string) => text.slice(0, 100)],
    ['empty', () => ''],
    ['of another name', (text: string) => text.replace('"name": "box"', '"name": "bix"')],
  ])('that is %s is refused without a word of it', async (_, damage) => {
    const directory = temporaryDirectory();
    await signingKey(realDoors, directory, 'box');
    const path = join(directory, 'signing-key.json');
    writeFileSync(path, damage(readFileSync(path, 'utf8')));

    await expect(signingKey(realDoors, directory, 'box')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(`signing key ${path} is unusable`),
    });
    await expect(signingKey(realDoors, directory, 'box')).rejects.not.toMatchObject({
      message: expect.stringContaining('PRIVATE'),
    });
  });

  it('that others can read is refused', async () => {
    const directory = temporaryDirectory();
    await signingKey(realDoors, directory, 'box');
    chmodSync(join(directory, 'signing-key.json'), 0o640);

    await expect(signingKey(realDoors, directory, 'box')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      hint: expect.stringContaining('chmod 600'),
    });
  });

  it.each(['', 'a b', 'a+b', 'a\nb'])('cannot be called %j', async (name) => {
    await expect(signingKey(realDoors, temporaryDirectory(), name)).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
    });
  });
});
