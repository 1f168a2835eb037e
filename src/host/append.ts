import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** A file that only grows, open for one writer. */
export interface AppendFile {
  /** Appends bytes and returns once the disk has them. After a failure nothing more may be appended. */
  append(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Opens a file for appending, made with mode 0600 where it is not there; never through a link. Throws the system's error. */
export async function openForAppend(path: string): Promise<AppendFile> {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;
  const handle = await open(path, flags, 0o600);
  return {
    async append(bytes) {
      // A short write is gone on with by writeFile, so that a line is whole or the call fails.
      await handle.writeFile(bytes);
      await handle.datasync();
    },
    close: () => handle.close(),
  };
}
