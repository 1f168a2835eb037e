import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLockfile } from '../../../src/sources/directory/one-file.ts';
import { realDoors } from '../../support/doors.ts';
import { hiddenLock, manifest, npmLock, yarnLock } from '../../support/lockfiles.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { lookAtOne } from '../support.ts';

describe('one lockfile', () => {
  it('is the same artefact as a scan of its directory finds', async () => {
    const top = temporaryDirectory();
    writeFileSync(join(top, 'yarn.lock'), yarnLock({ 'a@1': '1.0.0' }));
    writeFileSync(
      join(top, 'package.json'),
      manifest({ dependencies: { a: '1' }, workspaces: ['packages/*'] }),
    );
    mkdirSync(join(top, 'packages/m'), { recursive: true });
    writeFileSync(join(top, 'packages/m/package.json'), manifest({ name: 'm' }));

    const alone = await readLockfile(join(top, 'yarn.lock'), realDoors);
    const { items } = await lookAtOne(top);
    const [found] = items;

    expect(alone.digest).toBe(found?.kind === 'sighting' ? found.artefact.digest : '');
    expect(alone.reading.documents[0]?.covers).toEqual(['.', 'packages/m']);
  });

  it('may be named through a link, and from where it lies', async () => {
    const top = temporaryDirectory();
    mkdirSync(join(top, 'node_modules'));
    writeFileSync(join(top, 'node_modules/.package-lock.json'), hiddenLock({ a: '1.0.0' }));
    writeFileSync(join(top, 'real.json'), npmLock({ a: '1.0.0' }));
    symlinkSync('real.json', join(top, 'package-lock.json'));

    expect((await readLockfile(join(top, 'package-lock.json'), realDoors)).reader).toMatch(
      /^npm-lock@\d+$/,
    );
    const before = process.cwd();
    process.chdir(join(top, 'node_modules'));
    const hidden = await readLockfile('.package-lock.json', realDoors).finally(() =>
      process.chdir(before),
    );
    expect(hidden.reading.describes).toBe('installation');
  });

  it.for([
    ['nothing', 'FILE_NOT_FOUND'],
    ['pipe', 'FILE_UNREADABLE'],
    ['directory', 'FILE_UNREADABLE'],
  ] as const)('is refused where it is %s', async ([what, code]) => {
    const top = temporaryDirectory();
    const path = join(top, 'package-lock.json');
    if (what === 'pipe') execFileSync('mkfifo', [path]);
    if (what === 'directory') mkdirSync(path);

    await expect(readLockfile(path, realDoors)).rejects.toMatchObject({ code });
  });

  it('is refused by its name where no reader reads it', async () => {
    const top = relative(process.cwd(), temporaryDirectory());

    await expect(readLockfile(join(top, 'Cargo.lock'), realDoors)).rejects.toMatchObject({
      code: 'LOCKFILE_UNSUPPORTED',
    });
    await expect(readLockfile(join(top, 'readme.md'), realDoors)).rejects.toMatchObject({
      code: 'LOCKFILE_UNKNOWN',
    });
  });
});
