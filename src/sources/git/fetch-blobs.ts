/**
 * Brings blobs that a partial mirror lacks into its repository, in few requests; those that are there are not asked
 * for. What cannot be had stays missing, which reading it then says. Throws only for an interruption.
 */
export type FetchBlobs = (gitDir: string, oids: readonly string[]) => Promise<void>;
