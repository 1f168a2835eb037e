import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';

/** A fresh empty directory, real path, removed when the run ends. */
export function temporaryDirectory(): string {
  const parent = process.env['FIREBREAK_TEST_DIRECTORY'];
  if (parent === undefined)
    throw new Error('tests run through vitest, which sets up their environment');
  return mkdtempSync(join(parent, 't-'));
}
