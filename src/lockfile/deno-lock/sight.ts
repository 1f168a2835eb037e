import type { Sight } from '../types.ts';

/** What deno's lockfile shows. */
export const denoSight: Sight = {
  versions: ['3', '4', '5'],
  edges: 'all',
  importers: 'file',
  dev: 'none',
  integrity: 'artefact',
  blind: [
    'Modules that code imports by their URL ("remote") are no packages, and are not stated.',
    "Which of the project's files imports a package that no manifest asks for is not told.",
    'Checksums of packages from JSR are of a list of files, and compare with no list of compromised packages.',
  ],
};
