import { join } from 'node:path';
import { FirebreakError } from '../errors.ts';
import { registryKey } from '../host/registry-key.ts';
import type { ProgramReport } from '../host/programs.ts';
import type { World } from './types.ts';

export interface NpmRequest {
  /** A fresh directory of ours: npm reads a `.npmrc` where it works. */
  readonly directory: string;
  /** What npm calls its cache. */
  readonly cache: string;
  readonly args: readonly string[];
}

/** Milliseconds that one npm command may take. */
const patience = 300_000;

/**
 * Runs the site file's npm with nobody's configuration: own home, a user configuration with the registry's credentials
 * alone (arguments and environment are seen by others), no global one, no scripts, no audit, no log in the cache. Throws NPM_FAILED where it cannot be started or does not end.
 */
export async function runNpm(
  { doors, registryAuth, site }: World,
  { args, cache, directory }: NpmRequest,
): Promise<ProgramReport> {
  const [command = 'npm', ...first] = site?.npm ?? [];
  const own = join(directory, 'own.npmrc');
  const registry = site?.registry?.url;
  const home = join(directory, 'home');
  await doors.files.makeDirectory(home);
  const auth =
    registryAuth === null || registry === undefined
      ? ''
      : `${registryKey(registry)}:_auth=${registryAuth}\n`;
  await doors.files.writeNewFile(own, auth);
  const report = await doors.runProgram({
    command,
    args: [...first, ...args],
    cwd: directory,
    env: {
      HOME: home,
      npm_config_audit: 'false',
      npm_config_cache: cache,
      npm_config_fund: 'false',
      npm_config_globalconfig: `${own}.global`,
      npm_config_ignore_scripts: 'true',
      npm_config_logs_max: '0',
      npm_config_update_notifier: 'false',
      npm_config_userconfig: own,
      ...(registry === undefined ? {} : { npm_config_registry: registry }),
    },
    timeout: patience,
    signal: doors.signal,
  });
  if (report.exitCode !== null && !report.timedOut) return report;
  throw new FirebreakError(
    'NPM_FAILED',
    `${command} ${report.timedOut ? `did not end within ${patience / 1000} s` : `could not be run: ${report.failure}`}`,
    'Give the npm to use in the site file, `npm: [PROGRAM, ARGUMENT...]`.',
  );
}

/** The code with which npm says that it failed (`ENOTCACHED`); null where it says none. */
export function npmCode({ stderr }: ProgramReport): string | null {
  return /^npm (?:error|ERR!) code (\w+)\s*$/m.exec(stderr)?.[1] ?? null;
}
