import { join, resolve } from 'node:path';
import type { Files } from '../../host/doors.ts';
import type { Entry } from '../../host/files.ts';

/** A repository's own directory, and the one it shares with its other work trees. */
export interface RepositoryPlace {
  readonly gitDir: string;
  /** Where objects, refs and configuration lie; the same for every linked work tree. */
  readonly commonDir: string;
}

/** Whether a directory's entries are those of a bare repository (gitrepository-layout); any may be a symbolic link. */
export function looksBare(entries: readonly Entry[]): boolean {
  const has = (name: string, kind: Entry['kind']) =>
    entries.some((entry) => entry.name === name && (entry.kind === kind || entry.kind === 'link'));
  return (
    has('HEAD', 'file') &&
    has('objects', 'directory') &&
    (has('refs', 'directory') || has('packed-refs', 'file'))
  );
}

/** Whether an entry of a bare repository's directory is git's alone: anybody may have put files into any other. */
export function belongsToGit(name: string): boolean {
  return name === 'objects' || name === 'refs';
}

/** Follows a work tree's `.git`, a directory or a file that names one (gitrepository-layout, "gitdir:"). */
export async function locateRepository(workTree: string, files: Files): Promise<RepositoryPlace> {
  const dotGit = join(workTree, '.git');
  const text = await readText(dotGit, files);
  const named = text.startsWith('gitdir: ') ? text.slice('gitdir: '.length).trim() : '';
  const gitDir = named === '' ? dotGit : resolve(workTree, named);
  const common = (await readText(join(gitDir, 'commondir'), files)).trim();
  const commonDir = common === '' ? gitDir : resolve(gitDir, common);
  return {
    gitDir: (await files.resolveLinks(gitDir)) ?? gitDir,
    commonDir: (await files.resolveLinks(commonDir)) ?? commonDir,
  };
}

/** A small file's text; `''` where it cannot be read, which for these files means that it is not there. */
async function readText(path: string, files: Files): Promise<string> {
  const read = await files.readRegularFile(path, 16_384).catch(() => null);
  return read?.status === 'read' ? Buffer.from(read.bytes).toString('utf8') : '';
}
