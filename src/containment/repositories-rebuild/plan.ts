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
  npm: 'npm ci --ignore-scripts --replace-registry-host=always --cache "$(mktemp -d)"',
  yarn: 'yarn install --frozen-lockfile --ignore-scripts --cache-folder "$(mktemp -d)"  (yarn 2 and above: YARN_GLOBAL_FOLDER="$(mktemp -d)" yarn install --immutable --mode=skip-build)',
  pnpm: 'pnpm install --frozen-lockfile --ignore-scripts --store-dir "$(mktemp -d)"',
} as const;

/** What would be done for a target: clean installs of what is committed now, or the commands for a person. */
export function planRebuild(seen: Seen, target: ActionTarget): Proposal {
  const { about, clone, commit, directories, ref, registry } = seen;
  if (clone === null || ref === null || commit === null || registry === null)
    return person(seen, target);
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

function person({ about, clone }: Seen, target: ActionTarget): Proposal {
  const { lockfiles, manager, refs, repository } = about;
  const change: Change = { kind: 'person', repository, clone, refs, lockfiles };
  const why =
    manager === 'npm'
      ? 'the site file names no clone of it'
      : `its lockfile is installed by ${manager}`;
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
