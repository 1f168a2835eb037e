import type { Sight } from '../types.ts';

/** What Pipfile.lock shows. */
export const pipfileLockSight: Sight = {
  versions: ['6'],
  edges: 'none',
  importers: 'companion',
  dev: 'file',
  integrity: 'artefact',
  blind: [
    'Which package asks for which is not told: a package that the Pipfile does not name was brought by one it names.',
    'Without the Pipfile beside it, what the project asks for itself is not told.',
    'An entry holds the hashes of all its archives: which of them was installed is not told.',
  ],
};
