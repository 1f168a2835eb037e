import type { Sight } from '../types.ts';

/** What bun's binary lockfile shows. */
export const bunBinarySight: Sight = {
  versions: ['2', '3'],
  edges: 'all',
  importers: 'file',
  dev: 'graph',
  integrity: 'artefact',
  blind: [
    'It has no lines: where in the file a package stands is not told.',
    'Packages from git, archives and directories bear no version, and those from GitHub only the beginning of a commit.',
  ],
};
