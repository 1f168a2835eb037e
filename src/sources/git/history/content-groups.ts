import type { LockfileReader, Reading } from '../../../lockfile/types.ts';
import type { Listing, Mode } from '../../listing.ts';
import type { Occurrence } from '../../readings.ts';
import type { Artefact } from '../../types.ts';
import type { ObjectTable } from './object-table.ts';
import type { FailedObject } from './told-contents.ts';

/** Lockfiles of one content under one reader, wherever in history they lie. */
export interface ContentGroup {
  readonly reader: LockfileReader;
  readonly mode: Mode;
  readonly oid: string;
  readonly occurrences: readonly Occurrence[];
}

/** What came of reading a content. */
export type ReadContent =
  | { readonly group: ContentGroup; readonly artefact: Artefact }
  | { readonly group: ContentGroup; readonly failed: FailedObject };

/** One content, in all the ways in which it is read. */
export interface Content {
  readonly oid: string;
  readonly groups: readonly ContentGroup[];
}

/** Every distinct lockfile content of a listing. */
export function contentGroups(listing: Listing): ContentGroup[] {
  const groups = new Map<string, ContentGroup & { occurrences: Occurrence[] }>();
  for (const [node, { files, mode }] of listing.nodes.entries()) {
    for (const { id, name, role } of files) {
      if (role.kind !== 'lockfile' && role.kind !== 'archive') continue;
      // The same bytes say one thing as a lockfile and another as the record of an install.
      const key = `${role.reader.id} ${mode} ${id}`;
      const group = groups.get(key) ?? { reader: role.reader, mode, oid: id, occurrences: [] };
      group.occurrences.push({ node, name });
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

/** By what the next look asks for a content: equal keys are equal bytes, read in the same way. */
export function contentKeyOf({ mode, oid, reader }: ContentGroup): string {
  return `${reader.id}@${reader.version} ${mode} git:${oid}`;
}

/** Contents as git lists them, which is the order in which they are cheap; what is not there, or is new, comes last. */
export function inCheapOrder(groups: readonly ContentGroup[], objects: ObjectTable): Content[] {
  const contents = [...Map.groupBy(groups, ({ oid }) => oid)].map(([oid, own]) => ({
    content: { oid, groups: own },
    object: objects.findHex(oid),
  }));
  const place = ({ object }: { object: number }): number => (object === -1 ? Infinity : object);
  return contents
    .toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)))
    .map(({ content }) => content);
}

/** A content's artefact. */
export function artefactOf(
  { ecosystems, id, version }: LockfileReader,
  digest: string,
  reading: Reading,
): Artefact {
  return { digest, reader: `${id}@${version}`, ecosystems, reading };
}
