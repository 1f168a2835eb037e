import { type Doors } from '../../../../src/host/doors.ts';
import { directorySource } from '../../../../src/sources/directory/source.ts';
import type { RefSelection } from '../../../../src/sources/git/refs.ts';
import type { LookSession } from '../../../../src/sources/look.ts';
import type { Place, Sighting, SourceItem } from '../../../../src/sources/types.ts';
import { realDoors } from '../../../support/doors.ts';

/** What looking through all of a repository's history gave. */
export interface HistoryLook {
  /** `path name@version …: subjects`, one for each content and path in history, sorted; subjects in the order of commits. */
  readonly past: readonly string[];
  /** `path@class:ref,…`, one for each content and path at tips, sorted. */
  readonly tips: readonly string[];
  /** `CODE path: message`, sorted. */
  readonly problems: readonly string[];
  readonly items: readonly SourceItem[];
}

interface Options {
  readonly history?: 'reachable' | 'all' | null;
  readonly refs?: RefSelection;
  readonly doors?: Doors;
  readonly session?: LookSession;
}

/** Looks at the one repository that a path stands for. */
export async function lookThrough(
  path: string,
  { doors = realDoors, history = 'reachable', refs = 'all', session }: Options = {},
): Promise<HistoryLook> {
  const targets = await directorySource.expand(path, { refs, history }, doors);
  const [target] = targets ?? [];
  if (target === undefined || targets?.length !== 1) throw new Error(`not one target: ${path}`);
  const items: SourceItem[] = [];
  // Places are worked out as a scan does: before the next item is taken.
  const past: string[] = [];
  const tips: string[] = [];
  for await (const item of target.sightings(doors, session)) {
    items.push(item);
    if (item.kind !== 'sighting') continue;
    for (const place of item.places())
      if (item.past === true) past.push(`${place.path} ${statedIn(item)}: ${heldBy(place)}`);
      else if (item.source === 'git') tips.push(`${place.path}@${refsOf(place)}`);
  }
  return {
    past: past.toSorted(),
    tips: tips.toSorted(),
    problems: items.flatMap(problemText).toSorted(),
    items,
  };
}

/** Subjects of the commits that hold something at a place, in the order of commits. */
function heldBy({ held }: Place): string {
  if (held === undefined) return '(no history)';
  const { commits, states } = held.history;
  const own = new Set(held.states);
  return Array.from({ length: commits.count }, (_, commit) => commit)
    .filter((commit) => own.has(states[commit] ?? -1))
    .map((commit) => commits.subjectOf(commit))
    .toSorted()
    .join(', ');
}

function refsOf({ refs }: Place): string {
  return refs.map(({ class: refClass, name }) => `${refClass}:${name}`).join(',');
}

/** Distinct packages, as a document or its statements have them. */
export function statedIn({ artefact }: Sighting): string {
  const stated = artefact.reading.documents.flatMap(({ packages }) =>
    packages.map(({ name, version }) => `${name}@${version}`),
  );
  return [...new Set(stated)].toSorted().join(' ');
}

function problemText(item: SourceItem): string[] {
  if (item.kind === 'sighting')
    return item.artefact.reading.problems.map(({ code, message }) => `${code}: ${message}`);
  if (item.kind === 'sign') return [];
  return [`${item.code}${item.path === null ? '' : ` ${item.path}`}: ${item.message}`];
}
