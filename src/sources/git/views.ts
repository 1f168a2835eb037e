import type { Doors } from '../../host/doors.ts';
import type { Listing } from '../listing.ts';
import type { LookSession } from '../look.ts';
import { mayMatter, mayState } from '../matter.ts';
import { mayBeSign, type SignSearch } from '../sign-files.ts';
import { seeksDigests } from '../sign-hashes.ts';
import { enumerateObjects } from './history/enumerate.ts';
import { farAtTips, farInHistory, splitRefs } from './history/far-tips.ts';
import { type FollowedHistory, followHistory } from './history/follow.ts';
import { hashBlobs } from './history/hashes.ts';
import type { ObjectTable } from './history/object-table.ts';
import type { TipsByState } from './history/places.ts';
import { type LoadedRepository, loadRepository } from './history/read.ts';
import { listTips } from './history/tips.ts';
import { listTrees } from './list.ts';
import type { RepositoryPlace } from './locate.ts';
import type { ObjectReader } from './objects.ts';
import type { RefListing } from './refs.ts';
import type { RepositoryLook } from './repository.ts';
import { structureByObject } from './structure.ts';

/** Tips from which on it is cheaper to read all trees in the order in which git keeps them. */
const manyRefs = 400;

/** Tips to survey, whole or in outline. */
export interface TipView {
  readonly depth: 'whole' | 'outline';
  readonly listing: Listing;
}

/** Lockfiles to be read as versions of each other. */
export interface PastView {
  readonly objects: ObjectTable;
  readonly lockfiles: Listing;
  /** Null where they are of tips alone. */
  readonly followed: FollowedHistory | null;
  /** Tips that are not surveyed whole. */
  readonly far: TipsByState;
}

/** What of a repository is looked at. The trees that it was made of are many times as large, and are not kept. */
export interface Views {
  /** Taken out one by one, so that none is held longer than it is needed. */
  readonly tips: TipView[];
  readonly past: PastView | null;
  /** What could not be held against digests; null for nothing. */
  readonly problem: string | null;
}

export interface Viewing {
  readonly place: RepositoryPlace;
  readonly look: RepositoryLook;
  readonly listed: RefListing;
  readonly doors: Doors;
  readonly session: LookSession;
}

/** Lists what a look is to survey and to read, by whichever way is cheaper. */
export async function viewsOf(viewing: Viewing, objects: ObjectReader): Promise<Views> {
  const { listed, look } = viewing;
  const { loaded, problem, search } = await loadWhereItPays(viewing);
  if (loaded === null) {
    const source = { structure: structureByObject(objects), objects };
    const listing = await listTrees(source, listed.refs, search);
    return { tips: [{ depth: 'whole', listing }], past: null, problem };
  }
  const { far, near } = splitRefs(listed.refs);
  const matters = mattersTo(look);
  const tips: TipView[] = [
    { depth: 'whole', listing: await listTips(loaded, objects, near, search, matters) },
  ];
  if (far.length > 0)
    tips.push({
      depth: 'outline',
      listing: await listTips(loaded, objects, far, search, matters),
    });
  if (look.history === null) {
    if (far.length === 0) return { tips, past: null, problem };
    const { listing, tips: byState } = farAtTips(loaded, far, mayState, null);
    const past = { objects: loaded.objects, lockfiles: listing, followed: null, far: byState };
    return { tips, past, problem };
  }
  const followed = follow(loaded, viewing, search);
  const past = {
    objects: loaded.objects,
    lockfiles: followed.listing,
    followed,
    far: farInHistory(followed, far),
  };
  return { tips, past, problem };
}

/** How many of a repository's refs a look does not survey whole. */
export function refsInOutline({ refs }: RefListing, look: RepositoryLook): number {
  return paysToLoad(refs, look) ? splitRefs(refs).far.length : 0;
}

function paysToLoad(refs: RefListing['refs'], { history, signs }: RepositoryLook): boolean {
  const hashes = signs !== null && seeksDigests(signs);
  return history !== null || hashes || refs.length > manyRefs;
}

interface Prepared {
  /** Null where it is cheaper to read what is asked for object by object. */
  readonly loaded: LoadedRepository | null;
  readonly search: SignSearch | null;
  readonly problem: string | null;
}

async function loadWhereItPays({
  doors,
  listed: { refs },
  look,
  place,
  session,
}: Viewing): Promise<Prepared> {
  const { signs } = look;
  const hashes = signs !== null && seeksDigests(signs);
  const search = (hashed: SignSearch['hashed']): SignSearch | null =>
    signs === null ? null : { sought: signs, hashed, inside: true };
  if (!paysToLoad(refs, look)) return { loaded: null, search: search(new Map()), problem: null };
  const enumeration = await enumerateObjects(place.gitDir, doors);
  const hashed = hashes
    ? await hashBlobs(place.gitDir, enumeration.objects, signs, doors, session.read)
    : { found: new Map(), objects: new Set<number>(), unread: 0 };
  const interest = { matters: mattersTo(look), contents: hashed.objects };
  const unread = hashed.unread === 0 ? [] : [`${hashed.unread} contents could not be read`];
  const absent =
    hashes && look.fetchBlobs !== null
      ? [
          'this mirror is kept without contents, so scan a clone of it (`git clone --mirror`) for that',
        ]
      : [];
  const why = [...unread, ...absent].join(', and ');
  const problem =
    why === '' ? null : `not every file was held against the hashes that are sought: ${why}`;
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
  { listed: { refs }, look: { history, signs } }: Viewing,
  search: SignSearch | null,
): FollowedHistory {
  const states = (name: string): boolean =>
    mayState(name) || (signs !== null && mayBeSign(signs, name));
  return followHistory(loaded, { refs, unreachable: history === 'all', states, search });
}
