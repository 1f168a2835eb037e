import { dirname, join, relative, resolve } from 'node:path';
import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import { reasonOf } from '../../host/files.ts';
import { locateRepository, type RepositoryPlace } from '../git/locate.ts';
import { originName } from '../git/origin.ts';
import { surveyRepository } from '../git/repository.ts';
import { nothingKnown } from '../known.ts';
import { survey } from '../survey.ts';
import type { ExpandOptions, Source, Target } from '../target.ts';
import { fileContent } from './content.ts';
import { walkDirectory, type WalkedTree } from './walk.ts';

/** A directory or a git repository on this machine. A directory that holds repositories expands to them. */
export const directorySource: Source = { id: 'directory', needs: ['git'], expand };

/** A repository with all its work trees that lie in the walked directory. */
interface FoundRepository extends RepositoryPlace {
  readonly trees: readonly WalkedTree[];
}

async function expand(
  argument: string,
  options: ExpandOptions,
  doors: Doors,
): Promise<readonly Target[] | null> {
  const top = await topOf(argument, doors);
  const trees = await walkDirectory(top, doors);
  const repositories = await findRepositories(trees, doors);
  const targets: Target[] = [];
  // One after the other: thousands of repositories are more than may be open at once.
  for (const repository of repositories) {
    const place = join(argument, (repository.trees[0] as WalkedTree).path);
    const name = await nameOf(repository, argument, top, doors);
    targets.push(repositoryTarget(repository, name, place, options));
  }
  const [loose] = trees as [WalkedTree];
  if (loose.holdsFiles || hasProblems(loose) || repositories.length === 0)
    targets.push(
      looseTarget(loose, repositories.length === 0 ? label(argument, top) : '.', argument),
    );
  return targets;
}

/** Whether something in a tree could not be looked at, which its target has to say. */
function hasProblems({ listing }: WalkedTree): boolean {
  return listing.nodes.some((node) => node.problems.length > 0);
}

/** The directory that an argument leads to, links resolved. */
async function topOf(argument: string, { files }: Doors): Promise<string> {
  const given = resolve(argument);
  try {
    const top = await files.resolveLinks(given);
    const status = await files.statusOf(top ?? given);
    if (top !== null && status?.isDirectory()) return top;
    if (top !== null && status !== null) {
      throw new FirebreakError(
        'TARGET_UNSUPPORTED',
        `${argument} is a file; give its directory, ${dirname(argument)}`,
        'Or read it alone with `firebreak inspect`.',
      );
    }
  } catch (error) {
    if (error instanceof FirebreakError) throw error;
    throw new FirebreakError(
      'FILE_UNREADABLE',
      `cannot look at ${argument}: ${reasonOf(error)}`,
      'Check its permissions.',
      error,
    );
  }
  throw new FirebreakError(
    'TARGET_NOT_FOUND',
    `${argument}: no such directory or repository`,
    'Check the path.',
  );
}

/** Work trees and bare directories, joined where they share a repository. */
async function findRepositories(
  trees: readonly WalkedTree[],
  doors: Doors,
): Promise<FoundRepository[]> {
  const found = new Map<string, FoundRepository>();
  for (const tree of trees) {
    if (tree.kind === 'loose') continue;
    const bare = { gitDir: tree.top, commonDir: tree.top };
    const place = tree.kind === 'bare' ? bare : await locateRepository(tree.top, doors.files);
    const known = found.get(place.commonDir);
    // The main work tree speaks for the repository; a linked one only where it is alone.
    const own = known === undefined || place.gitDir === place.commonDir ? place : known;
    found.set(place.commonDir, { ...own, trees: [...(known?.trees ?? []), tree] });
  }
  return [...found.values()];
}

async function nameOf(
  repository: FoundRepository,
  argument: string,
  top: string,
  doors: Doors,
): Promise<string> {
  const path = (repository.trees[0] as WalkedTree).path;
  return (
    (await originName(repository.commonDir, doors.files)) ??
    (path === '' ? label(argument, top) : path)
  );
}

/** What a target is called when it is the argument itself. */
function label(argument: string, top: string): string {
  return argument === '.' || argument === ''
    ? relative(resolve(top, '..'), top)
    : argument.replace(/\/+$/, '') || '/';
}

function repositoryTarget(
  repository: FoundRepository,
  name: string,
  place: string,
  options: ExpandOptions,
): Target {
  return {
    name,
    place,
    kind: 'repository',
    async *sightings(doors) {
      const known = nothingKnown();
      // The work trees come first: they can be read even where git cannot read the repository.
      for (const tree of repository.trees) {
        if (tree.kind === 'worktree')
          yield* survey(tree.listing, fileContent(doors.files), 'directory', known);
      }
      yield* surveyRepository(repository, options.refs, known, doors);
    },
  };
}

function looseTarget(tree: WalkedTree, name: string, place: string): Target {
  return {
    name,
    place,
    kind: 'directory',
    sightings: (doors) =>
      survey(tree.listing, fileContent(doors.files), 'directory', nothingKnown()),
  };
}
