import { join } from 'node:path';
import type { Doors, Files } from '../../host/doors.ts';

/**
 * Where HEAD stands: on a ref by its full name, which need not exist, or on a commit.
 * The name has one character for each byte, as `ref-names.ts` says.
 */
export type Head = { readonly ref: string } | { readonly oid: string };

/** Reads HEAD of a repository that git can read. An unborn one stands on a ref like any other. */
export async function readHead(gitDir: string, { files, git, signal }: Doors): Promise<Head> {
  const stated = await headFile(gitDir, files);
  if (stated !== null) return stated;
  const asked = await git.runGit(gitDir, ['symbolic-ref', '-q', 'HEAD'], signal);
  if (asked.exitCode === 0) return { ref: trimmed(asked.stdout) };
  const commit = await git.runGit(gitDir, ['rev-parse', '-q', '--verify', 'HEAD'], signal);
  return commit.exitCode === 0 ? { oid: trimmed(commit.stdout) } : { ref: 'HEAD' };
}

/**
 * What the file HEAD says by itself. Null where only git can tell: with reftable the file names a ref that cannot
 * be, and HEAD may be a symbolic link.
 */
export async function headFile(gitDir: string, files: Files): Promise<Head | null> {
  const read = await files.readRegularFile(join(gitDir, 'HEAD'), 4096).catch(() => null);
  const text = read?.status === 'read' ? trimmed(Buffer.from(read.bytes).toString('latin1')) : '';
  const target = /^ref:[\t\n\r ]*([^\t\n\r ]+)$/.exec(text)?.[1];
  if (target !== undefined && target !== 'refs/heads/.invalid') return { ref: target };
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? { oid: text } : null;
}

/** Without the white space that git writes at the end; a byte of a name may look like some other. */
function trimmed(text: string): string {
  return text.replace(/[\t\n\r ]+$/, '');
}
