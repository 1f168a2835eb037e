import type { Sight } from '../types.ts';

/** What yarn's lockfiles show. */
export const yarnSight: Sight = {
  versions: ['1'],
  edges: 'all',
  importers: 'companion',
  dev: 'graph',
  integrity: 'artefact',
  blind: [
    'yarn 1 writes no workspace members and no marks: without the package.json beside it nothing tells what is direct or for development.',
    'yarn 1 writes neither a count nor an end mark: a file cut between two entries shows only where something left asks for what was cut.',
  ],
};
