/** What asking for the bytes of one listed file gave. */
export type FileContent =
  | { readonly status: 'read'; readonly bytes: Uint8Array }
  | { readonly status: 'too-large'; readonly size: number }
  | { readonly status: 'missing'; readonly reason: string }
  | { readonly status: 'corrupt'; readonly reason: string };

/** Reads listed files by their ids, whatever kind of place they lie in. */
export interface ContentReader {
  /** Yields one answer per id, in order; `limit` is in bytes (default: maxArtefactBytes). Two readings never overlap. */
  read(ids: readonly string[], limit?: number): AsyncGenerator<FileContent>;
}

/** Files over this many bytes are not read: JSON of this size costs a gigabyte to parse. */
export const maxArtefactBytes = 128 * 1024 * 1024;

/** Companions over this many bytes are not read: they are written by hand, and many are held at once. */
export const maxCompanionBytes = 4 * 1024 * 1024;
