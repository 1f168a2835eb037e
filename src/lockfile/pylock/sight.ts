import type { Sight } from '../types.ts';

/** What pylock.toml shows. */
export const pylockSight: Sight = {
  versions: ['1.0'],
  edges: 'some',
  importers: 'companion',
  dev: 'file',
  integrity: 'artefact',
  blind: [
    'Most tools leave out which package asks for which.',
    'A file made for one dependency group does not say so: what is in it looks as if it were always installed.',
    'A file that was cut between two entries is noticed only where something that is left, or the pyproject.toml, asks for what was cut off.',
    'An entry holds the hashes of all its archives: which of them was installed is not told.',
  ],
};
