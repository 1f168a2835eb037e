import type { Sight } from '../types.ts';

/** What uv.lock shows. */
export const uvSight: Sight = {
  versions: ['1'],
  edges: 'all',
  importers: 'file',
  dev: 'graph',
  integrity: 'artefact',
  blind: [
    'What is needed to build a package from source is not locked.',
    'An entry holds the hashes of all its archives: which of them was installed is not told.',
  ],
};
