import type { Sight } from '../types.ts';

/** What pnpm's lockfiles show. */
export const pnpmSight: Sight = {
  versions: ['3', '4', '5', '5.1', '5.2', '5.3', '5.4', '6.0', '6.1', '7.0', '9.0', '13.0'],
  edges: 'all',
  importers: 'file',
  dev: 'graph',
  integrity: 'artefact',
  blind: ['Ranges of transitive dependencies are not written: only what each was resolved to.'],
};
