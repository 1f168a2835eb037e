import { join } from 'node:path';
import type { Files } from '../../host/doors.ts';

/** What is kept of the last time a mirror was brought up to date. One that has none was never whole. */
export interface MirrorRecord {
  readonly format: 1;
  /** ISO 8601 in UTC. */
  readonly refreshedAt: string;
  /** Whether the server left blobs out when asked to. */
  readonly filtered: boolean;
}

const recordName = 'firebreak-mirror.json';
const unfinishedName = 'firebreak-unfinished';

/** The record of a mirror; null where it was never whole. */
export async function readRecord(gitDir: string, files: Files): Promise<MirrorRecord | null> {
  const read = await files.readRegularFile(join(gitDir, recordName), 4096).catch(() => null);
  if (read?.status !== 'read') return null;
  try {
    const record: Partial<MirrorRecord> | null = JSON.parse(Buffer.from(read.bytes).toString());
    return record?.format === 1 && typeof record.refreshedAt === 'string'
      ? { format: 1, refreshedAt: record.refreshedAt, filtered: record.filtered === true }
      : null;
  } catch {
    return null;
  }
}

/** Says that a mirror is whole as of now. Throws FILE_UNWRITABLE. */
export async function writeRecord(
  gitDir: string,
  record: MirrorRecord,
  files: Files,
): Promise<void> {
  await files.writeFileAtomically(join(gitDir, recordName), `${JSON.stringify(record)}\n`);
  await files.removeFile(join(gitDir, unfinishedName));
}

/** Says that somebody is at work on a mirror. Where it still says so later, that work was cut off. */
export async function markUnfinished(gitDir: string, files: Files): Promise<void> {
  await files.writeFileAtomically(join(gitDir, unfinishedName), '');
}

/** Whether work on a mirror was cut off. */
export async function isUnfinished(gitDir: string, files: Files): Promise<boolean> {
  return (await files.statusOf(join(gitDir, unfinishedName))) !== null;
}

/**
 * Takes away what a git that was killed left in its own way: locks on refs and halves of packs. Only for who holds the
 * mirror's lock, so that no other git is at work.
 */
export async function clearLeftovers(gitDir: string, files: Files): Promise<void> {
  const open = [gitDir, join(gitDir, 'refs')];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { kind, name } of await files.listDirectory(at).catch(() => [])) {
      if (kind === 'directory' && at !== gitDir) open.push(join(at, name));
      if (kind === 'file' && name.endsWith('.lock')) await files.removeFile(join(at, name));
    }
  }
  const packs = join(gitDir, 'objects/pack');
  for (const { kind, name } of await files.listDirectory(packs).catch(() => []))
    if (kind === 'file' && /^(?:tmp_|\.tmp-)/.test(name)) await files.removeFile(join(packs, name));
}
