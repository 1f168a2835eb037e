import type { Sight } from '../types.ts';

/** What pyproject.toml shows. */
export const pyprojectSight: Sight = {
  versions: [''],
  edges: 'none',
  importers: 'file',
  dev: 'file',
  integrity: 'none',
  blind: [
    'It says what was asked for: which version that became, and what that brought with it, only an installation tells.',
    'What plugins of the build ask for, and dynamic dependencies, are told by the build alone.',
  ],
};
