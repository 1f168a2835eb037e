import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';

export interface WarmRequest {
  /** Directory that holds a package.json and a package-lock.json. */
  readonly project: string;
  /** URL of the registry. */
  readonly registry: string;
  /** Directory of the cache. Made where it is missing. */
  readonly cache: string;
}

/**
 * Fills an npm cache as a CI runner does: a real `npm ci`, without scripts, of a project's manifest and lockfile in a
 * directory that is thrown away. Throws DEMO_UNAVAILABLE where npm does not install them.
 */
export async function warmCache(doors: Doors, request: WarmRequest): Promise<void> {
  // Beside the cache: whoever names a directory may have no other to write to.
  await mkdir(dirname(request.cache), { recursive: true });
  const home = await mkdtemp(join(dirname(request.cache), 'install-'));
  try {
    for (const name of ['package.json', 'package-lock.json'])
      await copyFile(join(request.project, name), join(home, name));
    const report = await doors.runProgram({
      command: 'npm',
      args: [
        'ci',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--no-update-notifier',
        '--replace-registry-host=always',
        `--registry=${request.registry}`,
        `--cache=${request.cache}`,
        `--userconfig=${join(home, 'npmrc')}`,
      ],
      cwd: home,
      env: { HOME: home },
      timeout: 120_000,
      signal: doors.signal,
    });
    if (report.exitCode === 0) return;
    const reason = report.failure === '' ? report.stderr.trim().slice(0, 300) : report.failure;
    throw new FirebreakError(
      'DEMO_UNAVAILABLE',
      `npm cannot install ${request.project}: ${reason.replaceAll('\n', '; ')}`,
      'The demo needs npm 8 or newer on the PATH.',
    );
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
