import { FirebreakError } from '../../errors.ts';
import { commitAt, openClone, snapshotOf } from '../git-snapshot.ts';
import { directoryOf } from '../npm/project.ts';
import type { World } from '../types.ts';
import type { About } from './targets.ts';

/** What was found at a target. */
export interface Seen {
  readonly about: About;
  /** Null where the site file names none. */
  readonly clone: string | null;
  readonly ref: string | null;
  readonly commit: string | null;
  readonly registry: string | null;
  /** Directories of the repository that still have an npm lockfile, of those that were exposed. */
  readonly directories: readonly string[];
}

const locks = ['package-lock.json', 'npm-shrinkwrap.json'];

/** Looks what the default branch holds at its tip now. Throws REPOSITORY_UNUSABLE, GIT_UNREADABLE and REGISTRY_CONFIG. */
export async function observeRebuild(world: World, about: About): Promise<Seen> {
  const { doors, site } = world;
  const clone = site?.repositories.find(({ target }) => target === about.repository)?.path ?? null;
  const registry = site?.registry?.url ?? null;
  const nothing = { about, clone, registry, ref: null, commit: null, directories: [] };
  if (clone === null || about.manager !== 'npm') return nothing;
  if (registry === null) {
    throw new FirebreakError(
      'REGISTRY_CONFIG',
      'the site file names no registry: there is nowhere to install from',
      'Give `registry.url` in the site file.',
    );
  }
  const opened = await openClone(doors, clone);
  for (const kind of ['heads', 'remotes']) {
    for (const name of about.refs) {
      const ref = `refs/${kind}/${name}`;
      const commit = await commitAt(doors, opened, ref);
      if (commit === null) continue;
      const snapshot = await snapshotOf(doors, opened, commit);
      const directories = [...new Set(about.lockfiles.map(directoryOf))].filter((directory) =>
        locks.some((lock) => snapshot.has(directory === '' ? lock : `${directory}/${lock}`)),
      );
      return { ...nothing, ref, commit, directories };
    }
  }
  throw new FirebreakError(
    'REPOSITORY_UNUSABLE',
    `the clone of ${about.repository} has no branch ${about.refs[0] ?? ''}`,
    'Fetch there, or scan again: the branch may be gone.',
  );
}
