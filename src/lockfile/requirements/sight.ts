import type { Sight } from '../types.ts';

/** What a requirements file shows. */
export const requirementsSight: Sight = {
  versions: [''],
  edges: 'none',
  importers: 'file',
  dev: 'none',
  integrity: 'artefact',
  blind: [
    'Which package asks for which is not told: each line counts as asked for by the project.',
    'What a line without == became, and what packages bring along that no line names, only an installation tells.',
    'Nothing says where the file ends: lines that were cut off are gone without a trace, and without hashes so is the end of a version.',
    'What a directory that is installed from asks for stands in its own manifest.',
  ],
};
