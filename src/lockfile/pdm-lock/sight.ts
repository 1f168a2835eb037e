import type { Sight } from '../types.ts';

/** What pdm.lock shows. */
export const pdmSight: Sight = {
  versions: ['3.1', '4.0', '4.1', '4.2', '4.3', '4.4', '4.4.1', '4.4.2', '4.5.0', '4.5.1'],
  edges: 'all',
  importers: 'companion',
  dev: 'file',
  integrity: 'artefact',
  blind: [
    'Without the pyproject.toml beside it, what the project asks for is not told, and a group of development not from an extra.',
    'A file that was cut between two entries is noticed only where something that is left, or the pyproject.toml, asks for what was cut off.',
    'An entry holds the hashes of all its archives: which of them was installed is not told.',
  ],
};
