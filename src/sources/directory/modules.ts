import { join } from 'node:path';
import type { Files } from '../../host/doors.ts';
import { looksBare } from '../git/locate.ts';

/** A submodule's repository, absorbed into the one that holds it. */
export interface Module {
  /** As the configuration calls it; it may have slashes in it. */
  readonly name: string;
  readonly gitDir: string;
}

const maxDepth = 20;
const maxModules = 10_000;

/**
 * Repositories below `modules` of another one (gitrepository-layout, "modules"). Links are not followed, and what lies
 * within one of them is not looked at: its own submodules are its own.
 */
export async function modulesOf(commonDir: string, files: Files): Promise<readonly Module[]> {
  const found: Module[] = [];
  const open = [{ gitDir: join(commonDir, 'modules'), name: '', depth: 0 }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const entries = await files.listDirectory(at.gitDir).catch(() => []);
    if (at.name !== '' && looksBare(entries)) {
      found.push({ name: at.name, gitDir: (await files.resolveLinks(at.gitDir)) ?? at.gitDir });
      if (found.length === maxModules) break;
      continue;
    }
    if (at.depth === maxDepth) continue;
    for (const { kind, name } of entries)
      if (kind === 'directory')
        open.push({
          gitDir: join(at.gitDir, name),
          name: at.name === '' ? name : `${at.name}/${name}`,
          depth: at.depth + 1,
        });
  }
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
