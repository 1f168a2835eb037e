import type { Sight } from '../types.ts';

/** What a wheel shows. */
export const wheelSight: Sight = {
  versions: [''],
  edges: 'none',
  importers: 'none',
  dev: 'none',
  integrity: 'artefact',
  blind: [
    'What the package asks for is not taken for anything: whoever installs it decides that.',
    'Source archives (`.tar.gz`) and eggs are not looked into.',
  ],
};
