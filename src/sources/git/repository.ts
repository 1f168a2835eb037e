import type { Doors } from '../../host/doors.ts';
import { createEntryReader } from '../../lockfile/entries/reader.ts';
import type { ContentReader } from '../content.ts';
import type { RepositoryHistory } from '../history.ts';
import type { KnownArtefacts } from '../known.ts';
import { type LookSession, plainLook } from '../look.ts';
import { placesOf } from '../places.ts';
import { signsInCommits } from '../sign-commits.ts';
import { signsIn } from '../sign-survey.ts';
import type { SoughtSigns } from '../signs.ts';
import { signsAtTips } from './tip-commits.ts';
import { survey, surveyOutline } from '../survey.ts';
import { targetProblem } from '../target-problem.ts';
import type { SourceItem } from '../types.ts';
import { blobContent } from './content.ts';
import type { FetchBlobs } from './fetch-blobs.ts';
import type { FollowedHistory } from './history/follow.ts';
import { placesInHistory } from './history/places.ts';
import {
  beginContents,
  type BegunContents,
  surveyFarTips,
  surveyHistory,
} from './history/survey.ts';
import type { RepositoryPlace } from './locate.ts';
import { openObjects } from './objects.ts';
import { fingerprintOf, notesOf, recall, recallWith, recordKey } from './recall.ts';
import { recorded } from './record.ts';
import { listRefs, type RefListing, type RefSelection } from './refs.ts';
import { refsInOutline, type TipView, type Views, viewsOf } from './views.ts';

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
  session.outlined?.(refsInOutline(listed, look));
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
  const notes = notesOf(task.key, memory, session);
  const known = { ...task.known, notes, recall: recallWith(memory, session) };
  const items = lookThrough({ ...task, known }, session, listed, (found) => {
    history = found;
  });
  const recorder = session.recorderOf(key, 'repository');
  const looked = { fingerprint, history: () => history, notes: () => notes.pack() };
  yield* recorded(items, recorder, 'git', looked);
}

async function* lookThrough(
  task: RepositoryTask,
  session: LookSession,
  listed: RefListing,
  keepHistory: (history: RepositoryHistory) => void,
): AsyncGenerator<SourceItem> {
  const { doors, look, place } = task;
  for (const message of listed.broken) yield targetProblem('GIT_REF_UNREADABLE', message);
  const objects = openObjects(place.gitDir, doors);
  const content = blobContent(objects);
  let begun: BegunContents | null = null;
  try {
    const views = await viewsOf({ ...task, session, listed }, objects);
    if (views.problem !== null) yield targetProblem('FILE_UNREADABLE', views.problem);
    await look.fetchBlobs?.(place.gitDir, blobsOf(views));
    const { past } = views;
    if (past !== null)
      // Threads read them while the tips are surveyed here.
      begun = beginContents(past.lockfiles, {
        gitDir: place.gitDir,
        objects: past.objects,
        entries: createEntryReader(),
        session,
        memory: session.memoryOf(recordKey(task.key, look)),
        doors,
        far: past.far,
      });
    for (let tips = views.tips.shift(); tips !== undefined; tips = views.tips.shift())
      yield* surveyTips(tips, content, task);
    if (look.signs !== null && past?.followed == null)
      yield* await signsAtTips(objects, listed.refs, look.signs);
    if (past === null || begun === null) return;
    const { far, followed, lockfiles } = past;
    if (followed === null) {
      yield* surveyFarTips(lockfiles, far, begun);
      return;
    }
    keepHistory(followed.history);
    yield* surveyHistory({ far, followed }, begun);
    if (look.signs !== null) yield* signsOfHistory(followed, content, look.signs);
  } finally {
    begun?.leave();
    await objects.close();
  }
}

async function* surveyTips(
  { depth, listing }: TipView,
  content: ContentReader,
  { known, look: { signs } }: RepositoryTask,
): AsyncGenerator<SourceItem> {
  yield* depth === 'whole'
    ? survey(listing, content, 'git', known)
    : surveyOutline(listing, content, 'git', known);
  if (signs === null) return;
  const places = (files: Parameters<typeof placesOf>[1]): ReturnType<typeof placesOf> =>
    placesOf(listing, files);
  yield* signsIn({ listing, content, source: 'git', past: false, places }, signs);
}

async function* signsOfHistory(
  { history, listing }: FollowedHistory,
  content: ContentReader,
  sought: SoughtSigns,
): AsyncGenerator<SourceItem> {
  const places = placesInHistory(listing, history);
  yield* signsIn({ listing, content, source: 'git', past: true, places }, sought);
  yield* signsInCommits(history.commits, history.refs, sought);
}

function blobsOf({ past, tips }: Views): string[] {
  const ids = new Set<string>();
  for (const listing of [...tips.map((one) => one.listing), past?.lockfiles])
    for (const { files } of listing?.nodes ?? []) for (const { id } of files) ids.add(id);
  return [...ids];
}
