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
    'What a line without == became, only an installation tells.',
    'What packages bring along is named for certain only by files with hashes and by those of pip-compile and uv: any other is said to be incomplete.',
    'Nothing says where the file ends: lines that were cut off are gone without a trace, and without hashes so is the end of a version.',
    'What a directory that is installed from asks for stands in its own manifest.',
  ],
};
