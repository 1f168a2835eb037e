import type { Sight } from '../types.ts';

/** What composer.json shows. */
export const composerJsonSight: Sight = {
  versions: [''],
  edges: 'none',
  importers: 'file',
  dev: 'none',
  integrity: 'artefact',
  blind: [
    'It asks for packages by constraints: which versions these gave, only a lockfile or the registry tells.',
    'A package of a repository of type path or vcs is asked for like one of the registry.',
  ],
};
