import { posix } from 'node:path';
import type { ActionTarget, Json, Proposal } from '../types.ts';
import type { Seen } from './observe.ts';

/** What a rebuild does. */
export type Change =
  | {
      readonly kind: 'rebuild';
      readonly repository: string;
      readonly clone: string;
      /** Full name of the default branch. */
      readonly ref: string;
      readonly commit: string;
      readonly registry: string;
      /** Within the repository, `''` for its top. */
      readonly directories: readonly string[];
    }
  | {
      readonly kind: 'person';
      readonly repository: string;
      readonly clone: string | null;
      readonly refs: readonly string[];
      readonly lockfiles: readonly string[];
    };

const commands = {
  bun: 'bun install --frozen-lockfile --ignore-scripts --cache-dir "$(mktemp -d)"',
  deno: 'DENO_DIR="$(mktemp -d)" deno install --frozen',
  npm: 'npm ci --ignore-scripts --replace-registry-host=always --cache "$(mktemp -d)"',
  yarn: 'yarn install --frozen-lockfile --ignore-scripts --cache-folder "$(mktemp -d)"  (yarn 2 and above: YARN_GLOBAL_FOLDER="$(mktemp -d)" yarn install --immutable --mode=skip-build)',
  pnpm: 'pnpm install --frozen-lockfile --ignore-scripts --store-dir "$(mktemp -d)"',
} as const;

/** What would be done for a target: clean installs of what is committed now, or the commands for a person. */
export function planRebuild(seen: Seen, target: ActionTarget): Proposal {
  const { about, clone, commit, directories, ref, registry } = seen;
  if (clone === null || ref === null || commit === null || registry === null)
    return person(
      seen,
      target,
      about.manager === 'npm'
        ? 'the site file names no clone of it'
        : `its lockfile is installed by ${about.manager}`,
    );
  if (directories.length === 0 && about.lockfiles.some(isManifest))
    return person(seen, target, `${about.lockfiles.join(', ')} has no lockfile of npm beside it`);
  if (directories.length === 0) {
    const gone = about.lockfiles.join(', ');
    return { kind: 'satisfied', reason: `${ref} has no npm lockfile any more where ${gone} was` };
  }
  const { repository } = about;
  const change: Change = {
    kind: 'rebuild',
    repository,
    clone,
    ref,
    commit,
    registry,
    directories,
  };
  const where = directories.map((directory) => (directory === '' ? '.' : directory)).join(', ');
  return {
    kind: 'change',
    change: change as unknown as Json,
    summary: `install ${target.name} (${where}) at ${commit} in a fresh directory from ${registry}, scripts off, and read what is installed`,
  };
}

function isManifest(path: string): boolean {
  return posix.basename(path) === 'package.json';
}

function person({ about, clone }: Seen, target: ActionTarget, why: string): Proposal {
  const { lockfiles, manager, refs, repository } = about;
  const change: Change = { kind: 'person', repository, clone, refs, lockfiles };
  return {
    kind: 'person',
    change: change as unknown as Json,
    summary: `${target.name} has to be rebuilt by a person: ${why}`,
    instructions: [
      `In a fresh clone of ${repository} at ${refs[0] ?? 'its default branch'}, where ${lockfiles.join(', ')} lies, without its own configuration files:`,
      commands[manager],
    ],
  };
}
