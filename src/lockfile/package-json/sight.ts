import type { Sight } from '../types.ts';

/** What a package.json shows. */
export const packageJsonSight: Sight = {
  versions: [''],
  edges: 'none',
  importers: 'file',
  dev: 'file',
  integrity: 'none',
  blind: [
    'It says which versions would do, not which one was installed.',
    'What its dependencies ask for in turn is not told.',
    'Branches and tags of git, and directories, are no packages of a registry and are passed over.',
    'A range in a catalog of pnpm stands in another file: every version is taken to do.',
  ],
};
