import type { CommitTable, HistoryRef, RepositoryHistory } from '../../history.ts';
import type { Listing, ListingProblem } from '../../listing.ts';
import type { SignSearch } from '../../sign-files.ts';
import type { ListedRef } from '../listed-ref.ts';
import { unreadableObject } from '../problems.ts';
import { barrenTrees } from './barren.ts';
import { commitTable } from './commit-table.ts';
import { ancestorsFirst } from './order.ts';
import { projectTrees } from './project.ts';
import type { LoadedRepository } from './read.ts';

/** A repository's history with the listing that its states are roots of. */
export interface FollowedHistory {
  readonly history: RepositoryHistory;
  readonly listing: Listing;
  readonly problems: readonly ListingProblem[];
}

export interface Following {
  /** Strongest class first. */
  readonly refs: readonly ListedRef[];
  /** Whether commits that no ref leads to are followed too. */
  readonly unreachable: boolean;
  /** Whether files of a name may be evidence in some directory. */
  readonly states: (name: string) => boolean;
  readonly search: SignSearch | null;
}

/** Follows refs through all their commits. What is not there is a problem, and what comes after it stands. */
export function followHistory(
  loaded: LoadedRepository,
  { refs, search, states, unreachable }: Following,
): FollowedHistory {
  const { commits: store, objects, tags, trees } = loaded;
  const tips = refs.map(({ oid }) => tags.peel(objects.findHex(oid)));
  const isCommit = (object: number): boolean =>
    object !== -1 && objects.kindOf(object) === 'commit';
  const starts = tips.filter(isCommit);
  const all = unreachable ? [...starts, ...allCommits(loaded)] : starts;
  const order = ancestorsFirst(all, store, objects.count);
  const { numberOf, table: commits } = commitTable(order.objects, store, objects);
  const projection = projectTrees({
    trees,
    bearing: barrenTrees(objects.count, trees, {
      files: states,
      others: (kind) => kind === 'submodule',
    }),
    search,
    keep: 'evidence',
  });
  const statesOf = Int32Array.from(order.objects, (object) =>
    projection.stateOf(store.rows.tree[store.rowOf(object)] ?? -1),
  );
  const named = refs.flatMap(({ class: refClass, name }, index): HistoryRef[] => {
    const commit = numberOf(tips[index] as number);
    return commit === -1 ? [] : [{ name, class: refClass, commit }];
  });
  return {
    history: { commits, states: statesOf, refs: named },
    listing: projection.listing,
    problems: [
      ...loaded.problems,
      ...unreadCommits(loaded, order.missing),
      ...endsOf(commits, order.missing),
      ...unreadTrees(loaded, order.objects, statesOf),
    ],
  };
}

function allCommits({ commits, objects }: LoadedRepository): number[] {
  const found: number[] = [];
  for (let object = 0; object < objects.count; object += 1)
    if (commits.has(object)) found.push(object);
  return found;
}

/** Commits that are there and could not be read, and parents that are something else. */
function unreadCommits(
  { objects, unread }: LoadedRepository,
  missing: readonly number[],
): ListingProblem[] {
  return missing.flatMap((object) => {
    if (object === -1) return [];
    const oid = objects.oidOf(object);
    const failure = unread.get(object) ?? { oid, status: 'corrupt', reason: 'not a commit' };
    return [unreadableObject(failure, 'commit', null)];
  });
}

/** Where history ends because parents are not in the repository. */
function endsOf(commits: CommitTable, missing: readonly number[]): ListingProblem[] {
  if (!missing.includes(-1)) return [];
  let [count, example] = [0, ''];
  for (let commit = 0; commit < commits.count; commit += 1) {
    const [from, end] = [commits.parentStart[commit] as number, commits.parentStart[commit + 1]];
    if (!commits.parents.subarray(from, end).includes(-1)) continue;
    count += 1;
    if (example === '') example = commits.oidOf(commit).slice(0, 12);
  }
  const message = `history ends at ${count === 1 ? `commit ${example}` : `${count} commits, ${example} among them`}, whose parents are not in the repository (a shallow, partial or damaged clone): what came before was not looked at`;
  return [{ code: 'GIT_OBJECT_MISSING', name: null, message, ecosystems: null, artefact: null }];
}

/** Commits whose whole tree is not there, together: a clone without trees has thousands. Trees that could not be read, each once. */
function unreadTrees(
  { commits, objects, unread }: LoadedRepository,
  order: Int32Array,
  states: Int32Array,
): ListingProblem[] {
  const found = new Map<string, ListingProblem>();
  let [count, example] = [0, ''];
  for (const [index, object] of order.entries()) {
    if (states[index] !== -1) continue;
    const tree = commits.rows.tree[commits.rowOf(object)] ?? -1;
    if (tree === -1) {
      count += 1;
      if (example === '') example = objects.oidOf(object).slice(0, 12);
      continue;
    }
    const oid = objects.oidOf(tree);
    const failure = unread.get(tree) ?? { oid, status: 'corrupt', reason: 'not a tree' };
    const problem = unreadableObject(failure, 'tree', null);
    found.set(problem.message, problem);
  }
  return [...(count === 0 ? [] : [treesMissing(count, example)]), ...found.values()];
}

function treesMissing(count: number, example: string): ListingProblem {
  const message = `${count === 1 ? `the tree of commit ${example} is` : `the trees of ${count} commits, ${example} among them, are`} not in the repository (a partial or damaged clone): what these commits hold was not looked at`;
  return { code: 'GIT_OBJECT_MISSING', name: null, message, ecosystems: null, artefact: null };
}
