import type { Sight } from '../types.ts';

/** What an archive of yarn's cache shows. */
export const yarnCacheSight: Sight = {
  versions: [''],
  edges: 'none',
  importers: 'none',
  dev: 'none',
  integrity: 'none',
  blind: [
    'Yarn packs what a registry serves anew, so that its digest is in no list.',
    'What is in the cache need not be asked for by any project: yarn.lock says what is.',
    'Code that was copied into the package bears no name.',
  ],
};
