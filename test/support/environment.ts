import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let directory: string;

/** What the person asks of the tests themselves. */
const asked = new Set(['FIREBREAK_CUT_EVERYWHERE', 'FIREBREAK_TEST_EXHAUSTIVE']);

/**
 * What every process of a test run sees: git without anyone's configuration and without a way to the network, and
 * home directories of firebreak inside one temporary directory, so that no test can reach what the user has.
 */
export function setup(): void {
  directory = mkdtempSync(join(realpathSync(tmpdir()), 'firebreak-test-'));
  for (const name of Object.keys(process.env)) {
    if (/^(?:GIT|FIREBREAK)_/.test(name) && !asked.has(name)) delete process.env[name];
  }
  Object.assign(process.env, {
    GIT_ALLOW_PROTOCOL: 'file',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    FIREBREAK_HOME: join(directory, 'home'),
    FIREBREAK_TEST_DIRECTORY: directory,
    XDG_CACHE_HOME: join(directory, 'cache'),
  });
}

/** Removes the temporary directory with everything that tests put there. */
export function teardown(): void {
  rmSync(directory, { recursive: true, force: true });
}
