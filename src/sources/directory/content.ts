import type { Files } from '../../host/doors.ts';
import { isSystemError, reasonOf } from '../../host/files.ts';
import { type ContentReader, type FileContent, maxArtefactBytes } from '../content.ts';

/** How many files are read ahead of the one that is being looked at. */
const readAhead = 4;

/** Reads files by absolute path, a few ahead, so that the disk works while a file is parsed. */
export function fileContent(files: Files): ContentReader {
  return {
    async *read(ids, limit = maxArtefactBytes) {
      const started: Promise<FileContent>[] = [];
      for (let index = 0; index < ids.length; index += 1) {
        while (started.length <= readAhead && index + started.length < ids.length) {
          started.push(readOne(files, ids[index + started.length] as string, limit));
        }
        yield (await started.shift()) as FileContent;
      }
    },
  };
}

async function readOne(files: Files, path: string, limit: number): Promise<FileContent> {
  try {
    const file = await files.readRegularFile(path, limit);
    if (file.status === 'not-a-file') return { status: 'corrupt', reason: 'not a regular file' };
    return file;
  } catch (error) {
    const gone = isSystemError(error) && error.code === 'ENOENT';
    return { status: gone ? 'missing' : 'corrupt', reason: reasonOf(error) };
  }
}
