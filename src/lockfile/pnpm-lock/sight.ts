import type { Sight } from '../types.ts';

/** What pnpm's lockfiles show. */
export const pnpmSight: Sight = {
  versions: ['9.0'],
  edges: 'all',
  importers: 'file',
  dev: 'graph',
  integrity: 'artefact',
  blind: ['Ranges of transitive dependencies are not written: only what each was resolved to.'],
};
