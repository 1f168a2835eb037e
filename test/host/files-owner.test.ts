import { chmodSync, chownSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeFileAtomically } from '../../src/host/files.ts';
import { needsOtherUser } from '../support/rights.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

it('leaves a file that is replaced with its owner and mode', async ({ skip }) => {
  const missing = needsOtherUser();
  if (missing !== null) skip(missing);
  const path = join(temporaryDirectory(), 'file');
  writeFileSync(path, 'one');
  chownSync(path, 65534, 65534);
  chmodSync(path, 0o640);

  await writeFileAtomically(path, 'two');

  const { gid, mode, size, uid } = statSync(path);
  expect({ gid, mode: mode & 0o7777, size, uid }).toEqual({
    gid: 65534,
    mode: 0o640,
    size: 3,
    uid: 65534,
  });
});
