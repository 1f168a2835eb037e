import { closeSync, constants, fdatasyncSync, openSync, writeSync } from 'node:fs';

/** A file that only grows, open for one writer. */
export interface AppendFile {
  /**
   * Appends bytes. With `synced` it returns once the disk has them and all before them; without, once the operating
   * system has, which a process that is killed does not lose. After a failure nothing more may be appended.
   */
  append(bytes: Uint8Array, synced: boolean): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a file for appending, made with mode 0600 where it is not there; never through a link. Throws the system's
 * error. Writes hold the process up until they are on the disk: nothing may happen in between anyway, and handing each
 * to a thread and back takes longer than a fast disk does.
 */
export async function openForAppend(path: string): Promise<AppendFile> {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;
  const descriptor = openSync(path, flags, 0o600);
  return {
    async append(bytes, synced) {
      // A write may be short: a line is whole or the call fails.
      for (let done = 0; done < bytes.length; done += writeSync(descriptor, bytes, done));
      if (synced) fdatasyncSync(descriptor);
    },
    async close() {
      closeSync(descriptor);
    },
  };
}
