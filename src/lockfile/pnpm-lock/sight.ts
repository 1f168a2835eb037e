import type { Sight } from '../types.ts';

/** What pnpm's lockfiles show. Versions before 9 mark what is for development; from then on it follows from the graph. */
export const pnpmSight: Sight = {
  versions: ['3', '4', '5', '5.0', '5.1', '5.2', '5.3', '5.4', '6.0', '6.1', '7.0', '9.0', '13.0'],
  edges: 'all',
  importers: 'file',
  dev: 'file',
  integrity: 'artefact',
  blind: [
    'Ranges of transitive dependencies are not written: only what each was resolved to.',
    'What a package bundles lies in its archive and has no entry.',
    'Runtimes (node, bun, deno) that a project asks for are stated with their version, not with the files of each platform.',
    'Before version 9, a project that asks for nothing has a file like one that was cut off: it is a problem.',
  ],
};
