import { dirname, join, relative, resolve } from 'node:path';
import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import { reasonOf } from '../../host/files.ts';
import { locateRepository, type RepositoryPlace } from '../git/locate.ts';
import { normaliseOrigin, originUrlOf } from '../git/origin.ts';
import { recorded } from '../git/record.ts';
import { surveyRepository } from '../git/repository.ts';
import type { KnownArtefacts } from '../known.ts';
import { placesOf } from '../places.ts';
import { digestContents, listHashed } from '../sign-search.ts';
import { signsIn, type SignedListing } from '../sign-survey.ts';
import { targetOf } from '../sightings.ts';
import { survey } from '../survey.ts';
import type { ExpandOptions, Part, Source, Target } from '../target.ts';
import type { SourceItem } from '../types.ts';
import { fileContent } from './content.ts';
import { modulesOf } from './modules.ts';
import { type Holder, tellOfSubmodules } from './submodules.ts';
import { walkDirectory, type WalkedTree } from './walk.ts';

/** A directory or a git repository on this machine. A directory that holds repositories expands to them. */
export const directorySource: Source = { id: 'directory', needs: ['git'], expand };

/** Repositories of submodules are not added beyond this many. */
const maxRepositories = 100_000;

/** A repository with all its work trees that lie in the walked directory. */
interface FoundRepository {
  readonly commonDir: string;
  /** As its work trees see it, the main one first. */
  readonly places: readonly [RepositoryPlace, ...RepositoryPlace[]];
  /** None where it was found as a submodule's that is not checked out. */
  readonly trees: readonly WalkedTree[];
  /** Where it lies, relative to what was given. */
  readonly path: string;
  /** Repositories of its submodules that are not checked out, by what its configuration calls them. */
  readonly modules: ReadonlyMap<string, RepositoryPlace>;
}

async function expand(
  argument: string,
  options: ExpandOptions,
  doors: Doors,
): Promise<readonly Target[] | null> {
  const top = await topOf(argument, doors);
  const trees = await walkDirectory(top, options.signs ?? null, doors);
  const repositories = await findRepositories(trees, doors);
  if (options.submodules) await addModules(repositories, top, doors);
  const byWorkTree = new Map(
    repositories.flatMap(({ places: [place], trees: own }) =>
      own.filter(({ kind }) => kind === 'worktree').map((tree) => [tree.top, place] as const),
    ),
  );
  const targets: Target[] = [];
  // One after the other: thousands of repositories are more than may be open at once.
  for (const repository of repositories) {
    const { path } = repository;
    const url = await originUrlOf(repository.commonDir, doors.files);
    const origin = url === null ? null : normaliseOrigin(url);
    targets.push(
      targetOf({
        name: origin?.path ?? (path === '' ? label(argument, top) : path),
        origin,
        kind: 'repository',
        place: join(argument, path),
        identity:
          origin === null
            ? `repository ${repository.commonDir}`
            : `origin ${origin.host}/${origin.path}`,
        parts: [
          ...repository.trees
            .filter(({ kind }) => kind === 'worktree')
            .map((tree) => filesPart(tree, top)),
          ...repositoryParts(repository, url, byWorkTree, options),
        ],
      }),
    );
  }
  const [loose] = trees as [WalkedTree];
  if (loose.holdsFiles || hasProblems(loose) || repositories.length === 0)
    targets.push(
      targetOf({
        name: repositories.length === 0 ? label(argument, top) : '.',
        origin: null,
        kind: 'directory',
        place: argument,
        identity: `directory ${top}`,
        parts: [filesPart(loose, top)],
      }),
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
    const { commonDir } = place;
    const known = found.get(commonDir);
    if (known === undefined)
      found.set(commonDir, {
        commonDir,
        places: [place],
        trees: [tree],
        path: tree.path,
        modules: new Map(),
      });
    else
      found.set(commonDir, {
        ...known,
        places: isMain(place) ? [place, ...known.places] : [...known.places, place],
        trees: [...known.trees, tree],
      });
  }
  return [...found.values()];
}

/** Adds the repositories of submodules that are absorbed into those found, and of theirs in turn. */
async function addModules(
  repositories: FoundRepository[],
  top: string,
  { files }: Doors,
): Promise<void> {
  const known = new Set(repositories.map(({ commonDir }) => commonDir));
  // The list grows while it is gone through.
  for (const [index, repository] of repositories.entries()) {
    const modules = new Map<string, RepositoryPlace>();
    for (const { gitDir, name } of await modulesOf(repository.commonDir, files)) {
      const place = { gitDir, commonDir: gitDir };
      modules.set(name, place);
      if (known.has(gitDir) || repositories.length >= maxRepositories) continue;
      known.add(gitDir);
      const path = relative(top, gitDir);
      repositories.push({
        commonDir: gitDir,
        places: [place],
        trees: [],
        path,
        modules: new Map(),
      });
    }
    repositories[index] = { ...repository, modules };
  }
}

function isMain({ commonDir, gitDir }: RepositoryPlace): boolean {
  return gitDir === commonDir;
}

/** What a target is called when it is the argument itself. */
function label(argument: string, top: string): string {
  return argument === '.' || argument === ''
    ? relative(resolve(top, '..'), top)
    : argument.replace(/\/+$/, '') || '/';
}

/** What lies in a tree as files. A walk that began higher up could follow more links. */
function filesPart(tree: WalkedTree, top: string): Part {
  const key = `${tree.kind} ${tree.top}`;
  return {
    key,
    kind: 'files',
    rank: top.length,
    look(known, doors, session) {
      const recorder = session.recorderOf(key, 'files');
      // Whether files are as they were shows only when they are read.
      const looked = { fingerprint: '', history: () => null };
      return recorded(lookAtFiles(tree, known, doors), recorder, 'directory', looked);
    },
  };
}

async function* lookAtFiles(
  { listing, search, top }: WalkedTree,
  known: KnownArtefacts,
  doors: Doors,
): AsyncGenerator<SourceItem> {
  const content = fileContent(doors.files);
  yield* survey(listing, content, 'directory', known);
  if (search === null) return;
  const { again, problems } = await digestContents(search, content);
  yield* problems;
  if (again !== null) listHashed(listing, top, again.hashed);
  const places: SignedListing['places'] = (occurrences) => placesOf(listing, occurrences);
  yield* signsIn({ listing, content, source: 'directory', past: false, places }, search.sought);
}

/**
 * What lies in a repository as objects. Its work trees see the same refs, so that one of them, best the main one,
 * speaks for all; only HEAD is each one's own.
 */
function repositoryParts(
  { modules, places, trees }: FoundRepository,
  url: string | null,
  byWorkTree: ReadonlyMap<string, RepositoryPlace>,
  options: ExpandOptions,
): Part[] {
  const { history = null, refs, signs = null } = options;
  const looked = refs === 'head' ? places : [places[0]];
  const look = { refs, history, signs, fetchBlobs: null };
  const workTree = trees.find(({ kind }) => kind === 'worktree')?.top ?? null;
  const at: Holder['at'] = (path, name) =>
    (workTree === null ? undefined : byWorkTree.get(join(workTree, path))) ??
    modules.get(name ?? path) ??
    null;
  return looked.map((place): Part => {
    const key = `repository ${refs === 'head' ? place.gitDir : place.commonDir}`;
    return {
      key,
      kind: 'repository',
      rank: isMain(place) ? 0 : 1,
      look: (known, doors, session) =>
        tellOfSubmodules(
          surveyRepository({ place, key, look, known, doors, session }),
          { place, url, workTree, at },
          options,
          doors,
        ),
    };
  });
}
