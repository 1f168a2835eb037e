import type { Sight } from '../types.ts';

/** What poetry.lock shows. */
export const poetrySight: Sight = {
  versions: ['1.0', '1.1', '2.0', '2.1'],
  edges: 'all',
  importers: 'companion',
  dev: 'file',
  integrity: 'artefact',
  blind: [
    'Without the pyproject.toml beside it, what the project asks for is not told, and in version 2.0 not what is for development either.',
    'What is needed to build a package from source is not locked.',
    'An entry holds the hashes of all its archives: which of them was installed is not told.',
  ],
};
