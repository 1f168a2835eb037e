import type { Sight } from '../types.ts';

/** What composer.lock shows. */
export const composerLockSight: Sight = {
  versions: [''],
  edges: 'all',
  importers: 'companion',
  dev: 'file',
  integrity: 'artefact',
  blind: [
    'Archives of most packages bear no digest: the commit they are made from is what identifies them.',
    'A tag can be moved: the version says what was asked for, the commit what was fetched.',
    'A branch (dev-main, 1.x-dev) is no release: which releases its commit holds is not told.',
    'Without the composer.json beside it, what the project asks for, and stands in for, is not told.',
  ],
};
