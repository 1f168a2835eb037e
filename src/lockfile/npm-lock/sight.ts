import type { Sight } from '../types.ts';

/** What npm's own lockfiles show. */
export const npmSight: Sight = {
  versions: ['1', '2', '3', '4'],
  edges: 'all',
  importers: 'file',
  dev: 'file',
  integrity: 'artefact',
  blind: [
    'Bundled packages bear no integrity: what lies in the archive that brings them is not told.',
    'A patched package (version 4) bears the integrity of the archive as it was before the patch.',
    'Without the package.json beside it, version 1 does not say what the project asks for.',
  ],
};
