import type { LockfileReader, Reading } from '../lockfile/types.ts';
import { firstSpot, joinPath, type Listing } from './listing.ts';
import { contentKeyOf, type NotedReading } from './noted.ts';
import type { FoundArtefact, Group, Occurrence, ReadingFiles } from './readings.ts';
import type { Artefact, Sighting } from './types.ts';

/** What was noted of a content; null where that does not do, `nothing` where there is nothing to be said of it. */
export function recalled(
  { key, reader }: Group,
  occurrences: readonly Occurrence[],
  { gist, question }: NotedReading,
  { accepts, known }: ReadingFiles,
): FoundArtefact | 'nothing' | null {
  if (gist.silent) return 'nothing';
  const contentKey = contentKeyOf(key, question);
  const remembered = known.recall(contentKey);
  if (remembered === null) return null;
  const [{ name }] = occurrences as [Occurrence];
  const twin = question === null ? known.find(reader.id, name, remembered.digest) : null;
  const artefact = twin ?? remembered;
  const found = { occurrences, reader, gist, artefact, contentKey, cutOff: false };
  return accepts(found) ? found : null;
}

/** The path that a reader is given: some formats are told by it. */
export function pathOf(listing: Listing, occurrence: Occurrence): string {
  const { path } = firstSpot(listing, occurrence.node);
  return joinPath(listing.above, joinPath(path, occurrence.name));
}

/** An artefact of what a reader said. */
export function artefactOf(reader: LockfileReader, reading: Reading, digest: string): Artefact {
  return {
    digest,
    reader: `${reader.id}@${reader.version}`,
    ecosystems: reader.ecosystems,
    reading,
  };
}

/** What the inventory is to know the artefact of a finding by, as a sighting has it. */
export function keyed({ contentKey }: FoundArtefact): Pick<Sighting, 'contentKey'> {
  return contentKey === null ? {} : { contentKey };
}
