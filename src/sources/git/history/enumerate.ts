import type { Doors } from '../../../host/doors.ts';
import { interrupted } from '../../../host/interrupt.ts';
import { emptyObjectTable, type ObjectKind, type ObjectTable } from './object-table.ts';

/** More objects than this are not held in memory: 24 bytes each, twice while the table grows. */
const maxObjects = 20_000_000;

/** What a repository has, whether or not a ref leads there. */
export interface Enumeration {
  readonly objects: ObjectTable;
  /** Why it is not all; null where it is. */
  readonly broken: string | null;
}

/**
 * Lists every object that is there, in the order in which git reads them cheaply, by one process. What a partial clone
 * left with its remote is not among them.
 */
export async function enumerateObjects(gitDir: string, doors: Doors): Promise<Enumeration> {
  const conversation = await doors.git.converseWithGit(
    gitDir,
    [
      'cat-file',
      '--batch-all-objects',
      '--unordered',
      '--buffer',
      '--batch-check=%(objecttype) %(objectname)',
    ],
    doors.signal,
  );
  conversation.endOfQueries();
  const rows = rowParser();
  try {
    for (
      let chunk = await conversation.answers.next();
      !chunk.done && rows.count() <= maxObjects;
      chunk = await conversation.answers.next()
    )
      rows.push(chunk.value);
  } catch (error) {
    if (doors.signal.aborted) throw interrupted();
    throw error;
  }
  const { exitCode, signal, stderr } = await conversation.close();
  if (doors.signal.aborted || signal === 'SIGINT') throw interrupted();
  return { objects: rows.table(), broken: whyBroken(rows.count(), exitCode, stderr) };
}

function whyBroken(count: number, exitCode: number | null, stderr: string): string | null {
  if (count > maxObjects) return `more than ${maxObjects} objects: not all were looked at`;
  if (exitCode === 0) return null;
  const reason = stderr.trim().split('\n')[0] ?? '';
  return `not all objects could be listed: ${reason === '' ? 'git gave no reason' : reason}`;
}

/** By the length of the word for it, and the second letter where that is shared. */
function kindAt(bytes: Uint8Array, at: number, space: number): ObjectKind | null {
  switch (space - at) {
    case 3:
      return 'tag';
    case 4:
      return bytes[at] === 0x74 ? 'tree' : 'blob';
    case 6:
      return 'commit';
    default:
      return null;
  }
}

function rowParser(): { push(chunk: Buffer): void; count(): number; table(): ObjectTable } {
  let table: ReturnType<typeof emptyObjectTable> | null = null;
  let count = 0;
  let rest: Buffer = Buffer.alloc(0);

  function take(bytes: Buffer, at: number, end: number): void {
    let space = at;
    while (space < end && bytes[space] !== 32) space += 1;
    const digits = end - space - 1;
    const kind = kindAt(bytes, at, space);
    if (kind === null || (digits !== 40 && digits !== 64)) return;
    table ??= emptyObjectTable(digits === 40 ? 20 : 32);
    if (digits !== 2 * table.oidBytes) return;
    table.add(kind, bytes, space + 1);
    count += 1;
  }

  return {
    push(chunk) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let at = 0;
      for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, at)) {
        take(bytes, at, end);
        at = end + 1;
      }
      rest = Buffer.from(bytes.subarray(at));
    },
    count: () => count,
    table: () => table ?? emptyObjectTable(20),
  };
}
