import { type ContentReader, type FileContent, maxCompanionBytes } from './content.ts';

/** Bytes of companions held for one file; what goes beyond them counts as not there. */
const maxHeldBytes = 128 * 1024 * 1024;

/** Companions fetched for one file, shared by its neighbourhoods, which mostly have the same. */
export interface FetchedCompanions {
  /** By id; null where it could not be read. */
  readonly held: ReadonlyMap<string, Uint8Array | null>;
  fetch(ids: readonly string[]): Promise<void>;
  /** Whether all that were there could be read. */
  hadAll(ids: Iterable<string | null>): boolean;
}

/** Nothing fetched yet. */
export function fetchedCompanions(content: ContentReader): FetchedCompanions {
  const held = new Map<string, Uint8Array | null>();
  let bytes = 0;
  return {
    held,
    hadAll: (ids) => [...ids].every((id) => id === null || held.get(id) != null),
    async fetch(ids) {
      let index = 0;
      for await (const answer of content.read(ids, maxCompanionBytes)) {
        const taken = answer.status === 'read' && bytes + answer.bytes.length <= maxHeldBytes;
        held.set(ids[index++] as string, taken ? answer.bytes : null);
        if (taken) bytes += answer.bytes.length;
      }
    },
  };
}

/** Asks for one content. */
export async function fetchOne(content: ContentReader, id: string): Promise<FileContent> {
  let found: FileContent = { status: 'missing', reason: 'not read' };
  for await (const answer of content.read([id])) found = answer;
  return found;
}
