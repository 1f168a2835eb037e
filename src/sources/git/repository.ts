import type { Doors } from '../../host/doors.ts';
import { createEntryReader } from '../../lockfile/entries/reader.ts';
import type { RepositoryHistory } from '../history.ts';
import type { Listing } from '../listing.ts';
import type { KnownArtefacts } from '../known.ts';
import { type LookSession, plainLook } from '../look.ts';
import { mayMatter, mayState } from '../matter.ts';
import { placesOf } from '../places.ts';
import { signsInCommits } from '../sign-commits.ts';
import { mayBeSign, type SignSearch } from '../sign-files.ts';
import { seeksDigests } from '../sign-hashes.ts';
import { signsIn } from '../sign-survey.ts';
import type { SoughtSigns } from '../signs.ts';
import { survey, surveyOutline } from '../survey.ts';
import { targetProblem } from '../target-problem.ts';
import type { SourceItem } from '../types.ts';
import { blobContent } from './content.ts';
import type { FetchBlobs } from './fetch-blobs.ts';
import { enumerateObjects } from './history/enumerate.ts';
import { farAtTips, farInHistory, splitRefs } from './history/far-tips.ts';
import { type FollowedHistory, followHistory } from './history/follow.ts';
import { hashBlobs } from './history/hashes.ts';
import { placesInHistory } from './history/places.ts';
import { type LoadedRepository, loadRepository } from './history/read.ts';
import { surveyFarTips, surveyHistory } from './history/survey.ts';
import { listTips } from './history/tips.ts';
import { listTrees } from './list.ts';
import type { RepositoryPlace } from './locate.ts';
import { openObjects } from './objects.ts';
import { fingerprintOf, recall, recordKey } from './recall.ts';
import { recorded } from './record.ts';
import { listRefs, type RefListing, type RefSelection } from './refs.ts';
import { structureByObject } from './structure.ts';
import { signsAtTips } from './tip-commits.ts';

/** Tips from which on it is cheaper to read all trees in the order in which git keeps them. */
const manyRefs = 400;

/** How a repository is looked at. */
export interface RepositoryLook {
  readonly refs: RefSelection;
  /** `reachable`: every commit that refs lead to; `all`: also those that none does. Null for tips alone. */
  readonly history: 'reachable' | 'all' | null;
  /** Indicators to look for besides packages; null for none. */
  readonly signs: SoughtSigns | null;
  /** Brings contents that a partial mirror lacks; null where nothing is fetched. */
  readonly fetchBlobs: FetchBlobs | null;
}

/** A repository and what a look at it is given. */
export interface RepositoryTask {
  readonly place: RepositoryPlace;
  /** The part's key. */
  readonly key: string;
  readonly look: RepositoryLook;
  readonly known: KnownArtefacts;
  readonly doors: Doors;
  readonly session?: LookSession;
}

/**
 * Looks at a repository's objects, at the tips of its refs and, where asked, through all that led there; takes from the
 * inventory what has not changed. Nothing is checked out, no hook, filter or configured program runs. Throws
 * GIT_UNREADABLE where git cannot read it.
 */
export async function* surveyRepository(task: RepositoryTask): AsyncGenerator<SourceItem> {
  const { doors, look, place, session = plainLook } = task;
  const key = recordKey(task.key, look);
  const listed = await listRefs(place, look.refs, doors);
  const fingerprint = fingerprintOf(listed, look);
  const memory = session.memoryOf(key);
  // Refs do not tell what came to lie where none leads.
  const before =
    memory === null || look.history === 'all' ? null : recall(memory, fingerprint, session);
  if (before !== null) {
    session.unchanged(key);
    yield* before;
    return;
  }
  let history: RepositoryHistory | null = null;
  const items = lookThrough(task, session, listed, (found) => {
    history = found;
  });
  const recorder = session.recorderOf(key, 'repository');
  yield* recorded(items, recorder, 'git', { fingerprint, history: () => history });
}

async function* lookThrough(
  task: RepositoryTask,
  session: LookSession,
  listed: RefListing,
  keepHistory: (history: RepositoryHistory) => void,
): AsyncGenerator<SourceItem> {
  const { doors, known, look, place } = task;
  const { gitDir } = place;
  for (const message of listed.broken) yield targetProblem('GIT_REF_UNREADABLE', message);
  const { loaded, problem, search } = await loadWhereItPays(task, session, listed);
  if (problem !== null) yield targetProblem('FILE_UNREADABLE', problem);
  const objects = openObjects(gitDir, doors);
  const content = blobContent(objects);
  try {
    const { far, near } = loaded === null ? { far: [], near: listed.refs } : splitRefs(listed.refs);
    const listing =
      loaded === null
        ? await listTrees({ structure: structureByObject(objects), objects }, near, search)
        : await listTips(loaded, objects, near, search, mattersTo(look));
    const followed =
      loaded === null || look.history === null ? null : follow(loaded, task, listed, search);
    const outline =
      loaded === null || far.length === 0
        ? null
        : await listTips(loaded, objects, far, search, mattersTo(look));
    await look.fetchBlobs?.(gitDir, blobsOf([listing, outline, followed?.listing]));
    yield* survey(listing, content, 'git', known);
    if (outline !== null) yield* surveyOutline(outline, content, 'git', known);
    if (look.signs !== null) {
      yield* tipSigns(listing, content, look.signs);
      if (outline !== null) yield* tipSigns(outline, content, look.signs);
      if (followed === null) yield* await signsAtTips(objects, listed.refs, look.signs);
    }
    if (loaded === null) return;
    const reading = {
      gitDir,
      objects: loaded.objects,
      entries: createEntryReader(),
      session,
      memory: session.memoryOf(recordKey(task.key, look)),
      doors,
    };
    if (followed !== null) {
      keepHistory(followed.history);
      yield* surveyHistory({ ...reading, followed, far: farInHistory(followed, far) });
      if (look.signs !== null) yield* signsOfHistory(followed, content, look.signs);
    } else if (far.length > 0) {
      const { listing: lockfiles, tips } = farAtTips(loaded, far, mayState, null);
      yield* surveyFarTips(lockfiles, { ...reading, far: tips });
    }
  } finally {
    await objects.close();
  }
}

function tipSigns(
  listing: Listing,
  content: ReturnType<typeof blobContent>,
  sought: SoughtSigns,
): AsyncGenerator<SourceItem> {
  const places = (files: Parameters<typeof placesOf>[1]): ReturnType<typeof placesOf> =>
    placesOf(listing, files);
  return signsIn({ listing, content, source: 'git', past: false, places }, sought);
}

async function* signsOfHistory(
  { history, listing }: FollowedHistory,
  content: ReturnType<typeof blobContent>,
  sought: SoughtSigns,
): AsyncGenerator<SourceItem> {
  const places = placesInHistory(listing, history);
  yield* signsIn({ listing, content, source: 'git', past: true, places }, sought);
  yield* signsInCommits(history.commits, history.refs, sought);
}

interface Prepared {
  /** Null where it is cheaper to read what is asked for object by object. */
  readonly loaded: LoadedRepository | null;
  readonly search: SignSearch | null;
  readonly problem: string | null;
}

async function loadWhereItPays(
  { doors, look, place }: RepositoryTask,
  session: LookSession,
  { refs }: RefListing,
): Promise<Prepared> {
  const { history, signs } = look;
  const hashes = signs !== null && seeksDigests(signs);
  const search = (hashed: SignSearch['hashed']): SignSearch | null =>
    signs === null ? null : { sought: signs, hashed, inside: true };
  if (history === null && !hashes && refs.length <= manyRefs)
    return { loaded: null, search: search(new Map()), problem: null };
  const enumeration = await enumerateObjects(place.gitDir, doors);
  const hashed = hashes
    ? await hashBlobs(place.gitDir, enumeration.objects, signs, doors, session.read)
    : { found: new Map(), objects: new Set<number>(), unread: 0 };
  const interest = { matters: mattersTo(look), contents: hashed.objects };
  const unread = hashed.unread === 0 ? [] : [`${hashed.unread} contents could not be read`];
  const absent = hashes && look.fetchBlobs !== null ? ['a mirror holds few contents'] : [];
  const why = [...unread, ...absent].join(', and ');
  const problem = why === '' ? null : `not all was held against the digests that are sought: ${why}`;
  return {
    loaded: await loadRepository(place.gitDir, enumeration, interest, doors),
    search: search(hashed.found),
    problem,
  };
}

/** Whether files of a name could be of interest to a look. */
function mattersTo({ signs }: RepositoryLook): (name: string) => boolean {
  return (name) => mayMatter(name) || (signs !== null && mayBeSign(signs, name));
}

function follow(
  loaded: LoadedRepository,
  { look: { history, signs } }: RepositoryTask,
  { refs }: RefListing,
  search: SignSearch | null,
): FollowedHistory {
  const states = (name: string): boolean =>
    mayState(name) || (signs !== null && mayBeSign(signs, name));
  return followHistory(loaded, { refs, unreachable: history === 'all', states, search });
}

function blobsOf(listings: readonly (Listing | null | undefined)[]): string[] {
  const ids = new Set<string>();
  for (const listing of listings)
    for (const { files } of listing?.nodes ?? []) for (const { id } of files) ids.add(id);
  return [...ids];
}
