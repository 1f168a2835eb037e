import type { LockfileReader } from './types.ts';
import { bunLock } from './bun-lock/index.ts';
import { bunLockb } from './bun-lockb/index.ts';
import { composerInstalled } from './composer-installed/index.ts';
import { composerJson } from './composer-json/index.ts';
import { composerLock } from './composer-lock/index.ts';
import { cyclonedx } from './cyclonedx/index.ts';
import { denoLock } from './deno-lock/index.ts';
import { launches } from './launches/index.ts';
import { npmLock } from './npm-lock/index.ts';
import { npmTarball } from './npm-tarball/index.ts';
import { packageJson } from './package-json/index.ts';
import { pdmLock } from './pdm-lock/index.ts';
import { pipfile } from './pipfile/index.ts';
import { pipfileLock } from './pipfile-lock/index.ts';
import { pnpmLock } from './pnpm-lock/index.ts';
import { poetryLock } from './poetry-lock/index.ts';
import { pylock } from './pylock/index.ts';
import { pyproject } from './pyproject/index.ts';
import { pythonSetup } from './python-setup/index.ts';
import { requirements } from './requirements/index.ts';
import { spdx } from './spdx/index.ts';
import { uvLock } from './uv-lock/index.ts';
import { wheel } from './wheel/index.ts';
import { yarnCache } from './yarn-cache/index.ts';
import { yarnLock } from './yarn-lock/index.ts';

/** Every reader, by id. A new format is one directory and one line here. */
export const readers: readonly LockfileReader[] = [
  bunLock,
  bunLockb,
  composerInstalled,
  composerJson,
  composerLock,
  cyclonedx,
  denoLock,
  launches,
  npmLock,
  npmTarball,
  packageJson,
  pdmLock,
  pipfile,
  pipfileLock,
  pnpmLock,
  poetryLock,
  pylock,
  pyproject,
  pythonSetup,
  requirements,
  spdx,
  uvLock,
  wheel,
  yarnCache,
  yarnLock,
];

const statements = readers.filter(({ kind }) => kind !== 'launcher');
const launchers = readers.filter(({ kind }) => kind === 'launcher');

/**
 * The reader of the file at a path within a target, or null where none reads it. Looks at the path alone. A launcher is
 * given only where nothing else reads the file: package.json is a manifest first.
 */
export function readerFor(path: string): LockfileReader | null {
  return statements.find((reader) => reader.matches(path)) ?? launcherFor(path);
}

/** The reader of what a file starts, or null where that is nothing. Looks at the path alone. */
export function launcherFor(path: string): LockfileReader | null {
  return launchers.find((reader) => reader.matches(path)) ?? null;
}
