import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** All that lies at and below a directory, `.git` included: kind, mode, time of change to the nanosecond, content. */
export function treeState(directory: string): string[] {
  const state: string[] = [];
  const open = [directory];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { ctimeNs, mode, mtimeNs, size } = lstatSync(at, { bigint: true });
    const kind = lstatSync(at);
    const content = kind.isFile()
      ? createHash('sha256').update(readFileSync(at)).digest('hex')
      : kind.isSymbolicLink()
        ? readlinkSync(at)
        : '';
    state.push(`${at.slice(directory.length)} ${mode} ${size} ${mtimeNs} ${ctimeNs} ${content}`);
    if (kind.isDirectory()) for (const name of readdirSync(at)) open.push(join(at, name));
  }
  return state.toSorted();
}
