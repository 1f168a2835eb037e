import { join } from 'node:path';
import { FirebreakError } from '../errors.ts';
import { digestOf } from '../runbook/digest.ts';
import { type ReadRunbook, readRunbook } from '../runbook/read.ts';
import type { App } from './app.ts';
import { readTextFile } from './incident-store.ts';

const maxBytes = 1024 * 1024;

/** Where shipped runbooks lie, beside `package.json`. */
const shipped = join(import.meta.dirname, '..', '..', 'runbooks');

/** A runbook file as found and read. */
export interface RunbookFile extends ReadRunbook {
  /** As a person would name the file. */
  readonly path: string;
  readonly text: string;
  /** `sha256:` of the text. */
  readonly digest: string;
}

/** Ids of the shipped runbooks, sorted. */
export async function shippedIds(app: App): Promise<readonly string[]> {
  const entries = await app.doors.files.listDirectory(shipped);
  return entries
    .filter(({ kind, name }) => kind === 'file' && name.endsWith('.yaml'))
    .map(({ name }) => name.slice(0, -'.yaml'.length))
    .toSorted();
}

/** Finds a runbook by the id of a shipped one, else as a file. Throws RUNBOOK_NOT_FOUND, FILE_UNREADABLE. */
export async function runbookFile(app: App, argument: string): Promise<RunbookFile> {
  const ids = await shippedIds(app);
  if (ids.includes(argument))
    return read(app, join(shipped, `${argument}.yaml`), join('runbooks', `${argument}.yaml`));
  try {
    return await read(app, argument, argument);
  } catch (error) {
    if (!(error instanceof FirebreakError) || error.code !== 'FILE_NOT_FOUND') throw error;
    throw new FirebreakError(
      'RUNBOOK_NOT_FOUND',
      `there is no runbook ${argument}, shipped or as a file`,
      `Give the path of a runbook file, or the id of a shipped one: ${ids.join(', ')}.`,
      error,
    );
  }
}

async function read(app: App, path: string, shown: string): Promise<RunbookFile> {
  const real = (await app.doors.files.resolveLinks(path)) ?? path;
  const status = await app.doors.files.statusOf(real);
  if (status?.isFile() && status.size > maxBytes)
    throw new FirebreakError(
      'RUNBOOK_INVALID',
      `${shown}: ${status.size} bytes; a runbook has ${maxBytes} at most`,
      'Name a runbook: it is a short file that people read.',
    );
  const text = Buffer.from(await readTextFile(app, path, maxBytes)).toString('utf8');
  return { ...readRunbook(text, shown), path: shown, text, digest: digestOf(text) };
}
