import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.ts';

/** Where real lists and lockfiles lie that are too large to be kept here: `shared` beside the checkout. */
export function sharedPath(path: string): string {
  return join(projectRoot, '../shared', path);
}

/**
 * The reason to skip a test that reads `path` below `shared`; null where it is present.
 *
 *     const missing = needsShared('data/lockfiles');
 *     it('reads them', ({ skip }) => { if (missing !== null) skip(missing); … });
 */
export function needsShared(path: string): string | null {
  return existsSync(sharedPath(path)) ? null : `../shared/${path} is absent`;
}
