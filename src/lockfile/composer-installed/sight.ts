import type { Sight } from '../types.ts';

/** What vendor/composer/installed.json shows. */
export const composerInstalledSight: Sight = {
  versions: [''],
  edges: 'all',
  importers: 'companion',
  dev: 'file',
  integrity: 'artefact',
  blind: [
    'Archives of most packages bear no digest: the commit they are made from is what identifies them.',
    'Composer 1 does not say which packages are there for development: the composer.json of the project does.',
    'The file says what Composer put there, not what lies there now.',
  ],
};
