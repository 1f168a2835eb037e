import type { Doors } from '../../../host/doors.ts';
import type { EntryReader } from '../../../lockfile/entries/types.ts';
import { joinPath, type Listing, type ListingProblem, somePath } from '../../listing.ts';
import type { LookSession } from '../../look.ts';
import type { PartMemory } from '../../memory.ts';
import { problemAt } from '../../problem-at.ts';
import type { Occurrence } from '../../readings.ts';
import type { Artefact, Sighting, SourceItem, SourceProblem } from '../../types.ts';
import {
  type ContentGroup,
  contentGroups,
  contentKeyOf,
  type ReadContent,
} from './content-groups.ts';
import { beginReading, type BegunReading } from './contents.ts';
import type { FollowedHistory } from './follow.ts';
import type { ObjectTable } from './object-table.ts';
import { type FindPlaces, placesAtTips, placesInHistory, type TipsByState } from './places.ts';

export interface HistorySurvey {
  readonly gitDir: string;
  readonly followed: FollowedHistory;
  readonly objects: ObjectTable;
  readonly entries: EntryReader;
  readonly session: LookSession;
  /** Tips that were not surveyed one by one. */
  readonly far: TipsByState;
  /** What the inventory remembers, by which contents need not be read again; null where nothing is. */
  readonly memory: PartMemory | null;
  readonly doors: Doors;
}

/**
 * Sights every lockfile content that history holds, at tips or not, and names what could not be read. Each content is
 * read once, however many commits hold it.
 */
export async function* surveyHistory(
  { far, followed }: Pick<HistorySurvey, 'far' | 'followed'>,
  begun: BegunContents,
): AsyncGenerator<SourceItem> {
  const { history, listing } = followed;
  for (const problem of followed.problems) yield problemAt(problem, { path: null, ref: null });
  yield* placedProblems(listing);
  const past = placesInHistory(listing, history);
  const atTips = placesAtTips(listing, far);
  for await (const content of begun.contents()) {
    if ('kind' in content) yield content;
    else {
      yield { ...sightingOf(content, past), past: true };
      if (far.size > 0 && isAtTip(content, atTips)) yield sightingOf(content, atTips);
    }
  }
}

/** Sights lockfile contents at tips that are too many to be surveyed one by one, each content once. */
export async function* surveyFarTips(
  listing: Listing,
  far: TipsByState,
  begun: BegunContents,
): AsyncGenerator<SourceItem> {
  const atTips = placesAtTips(listing, far);
  for await (const content of begun.contents())
    yield 'kind' in content ? content : sightingOf(content, atTips);
}

/** Tips count only where something is sought: that the rest is read shows in history already. */
function isAtTip({ artefact, group, wanted }: FoundContent, atTips: FindPlaces): boolean {
  return wanted && artefact.reading.documents.length > 0 && atTips(group.occurrences).length > 0;
}

interface FoundContent {
  readonly group: ContentGroup;
  readonly artefact: Artefact;
  /** Whether something that it states is sought. */
  readonly wanted: boolean;
}

/** Lockfile contents of a listing, which threads may be reading already. */
export interface BegunContents extends Pick<BegunReading, 'leave'> {
  /** To be called once. */
  contents(): AsyncGenerator<FoundContent | SourceProblem>;
}

/** Begins to read what is not remembered of a listing's lockfiles. */
export function beginContents(
  listing: Listing,
  survey: Omit<HistorySurvey, 'followed'>,
): BegunContents {
  const known: FoundContent[] = [];
  const unread: ContentGroup[] = [];
  for (const group of contentGroups(listing)) {
    const before = remembered(group, survey);
    if (before === null) unread.push(group);
    else known.push({ group, artefact: before, wanted: false });
  }
  const pathOf = ({ name, node }: Occurrence): string => joinPath(somePath(listing, node), name);
  const begun = beginReading(unread, { ...survey, pathOf });
  return {
    leave: () => begun.leave(),
    async *contents() {
      yield* known;
      for await (const content of begun.read()) {
        if ('failed' in content) yield unreadContent(content, pathOf);
        else {
          const wanted = content.artefact.reading.documents.some((one) =>
            survey.session.wants(one),
          );
          yield { ...content, wanted };
        }
      }
    },
  };
}

/** What is remembered of a content; null where it must be read again, because something in it is sought. */
function remembered(
  group: ContentGroup,
  { memory, session }: Pick<HistorySurvey, 'memory' | 'session'>,
): Artefact | null {
  const before = memory?.find(contentKeyOf(group)) ?? null;
  if (before === null || before.reading.documents.some((one) => session.wants(one))) return null;
  return before;
}

function sightingOf({ artefact, group }: FoundContent, find: FindPlaces): Sighting {
  return {
    kind: 'sighting',
    source: 'git',
    artefact,
    contentKey: contentKeyOf(group),
    places: () => find(group.occurrences),
  };
}

function unreadContent(
  { failed, group }: Extract<ReadContent, { failed: unknown }>,
  pathOf: (occurrence: Occurrence) => string,
): SourceProblem {
  const [first] = group.occurrences as [Occurrence];
  const path = pathOf(first);
  const base = {
    kind: 'problem',
    path,
    ref: null,
    line: null,
    ecosystems: group.reader.ecosystems,
    artefact: 'unreadable',
  } as const;
  const short = group.oid.slice(0, 12);
  switch (failed.status) {
    case 'missing':
      return {
        ...base,
        code: 'GIT_OBJECT_MISSING',
        message: `in history: blob ${short} is not in the repository (a partial or damaged clone)`,
      };
    case 'too-large':
      return {
        ...base,
        code: 'FILE_TOO_LARGE',
        message: `in history: ${failed.size} bytes, more than firebreak reads`,
      };
    case 'corrupt':
      return {
        ...base,
        code: 'GIT_OBJECT_CORRUPT',
        message: `in history: blob ${short}: ${failed.reason}`,
      };
  }
}

/** Trees below others that could not be read, and formats without a reader: each path once. */
function* placedProblems(listing: Listing): Generator<SourceProblem> {
  const said = new Set<string>();
  for (const [index, { files, problems }] of listing.nodes.entries()) {
    const unsupported = files.flatMap(({ name, role }): ListingProblem[] =>
      role.kind === 'unsupported'
        ? [
            {
              code: 'FORMAT_UNSUPPORTED',
              name,
              message: `in history: ${role.format}, which firebreak does not read yet`,
              ecosystems: role.ecosystems,
              artefact: 'unsupported',
            },
          ]
        : [],
    );
    for (const problem of [...problems, ...unsupported]) {
      const path = joinPath(somePath(listing, index), problem.name ?? '');
      const key = `${problem.code} ${path} ${problem.message}`;
      if (said.has(key)) continue;
      said.add(key);
      yield problemAt(problem, { path: path === '' ? null : path, ref: null });
    }
  }
}
