import type { Sight } from '../types.ts';

/** What bun's text lockfile shows. */
export const bunSight: Sight = {
  versions: ['0', '1', '2'],
  edges: 'all',
  importers: 'file',
  dev: 'graph',
  integrity: 'artefact',
  blind: [
    'Which registry a package comes from is told only where it is not the one the project is set to.',
    'Packages from git, archives and directories bear no version, and those from GitHub only the beginning of a commit.',
    'Bundled packages bear the integrity of what the registry has under their name, not of what lies in the archive that brings them.',
  ],
};
