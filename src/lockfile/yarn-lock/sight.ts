import type { Sight } from '../types.ts';

/** What yarn's lockfiles show. */
export const yarnSight: Sight = {
  versions: ['1', '4', '5', '6', '7', '8', '9', '10'],
  edges: 'all',
  importers: 'file',
  dev: 'graph',
  integrity: 'artefact',
  blind: [
    'yarn 1 and yarn 6 write no workspace members and no marks: without the package.json beside it nothing tells what is direct or for development.',
    'yarn 2 and above write what is for development among all else: without the package.json of each workspace nothing tells which is which.',
    'yarn 2 and above write checksums of archives of their own, which compare with no list.',
    'yarn 1 writes neither a count nor an end mark: a file cut between two entries shows only where something left asks for what was cut.',
    'yarn 2 to 4 write no count either: cut between two entries, a workspace that nothing asks for is missed only by the package.json that lists it.',
    'yarn 6 writes nothing for packages from the disk and for patches, and aliases only under their real names.',
  ],
};
