import type { ContentReader } from '../content.ts';
import type { Listing } from '../listing.ts';
import { placesOf } from '../places.ts';
import type { SignSearch } from '../sign-files.ts';
import { digestContents } from '../sign-search.ts';
import { signsIn, type SignedListing } from '../sign-survey.ts';
import type { SourceItem } from '../types.ts';
import type { ListedRef } from './listed-ref.ts';
import type { ObjectReader } from './objects.ts';
import { signsAtTips } from './tip-commits.ts';

/** The tips of a repository's refs, listed once with a search. */
export interface SearchedTips {
  readonly search: SignSearch;
  /** What listing with that search gave. */
  readonly listing: Listing;
  readonly refs: readonly ListedRef[];
  readonly objects: ObjectReader;
  readonly content: ContentReader;
  /** Lists the same tips with another search. */
  list(search: SignSearch): Promise<Listing>;
}

/** Signs at the tips: in paths, in contents, and in the commits themselves. */
export async function* signsAt(tips: SearchedTips): AsyncGenerator<SourceItem> {
  const { content, objects, refs, search } = tips;
  const { again, problems } = await digestContents(search, content);
  yield* problems;
  const listing = again === null ? tips.listing : await tips.list(again);
  const places: SignedListing['places'] = (occurrences) => placesOf(listing, occurrences);
  yield* signsIn({ listing, content, source: 'git', past: false, places }, search.sought);
  yield* await signsAtTips(objects, refs, search.sought);
}
