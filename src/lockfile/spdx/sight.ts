import type { Sight } from '../types.ts';
import { spdxVersions } from './parse.ts';

/** What an SBOM in SPDX shows. */
export const spdxSight: Sight = {
  versions: spdxVersions,
  edges: 'some',
  importers: 'file',
  dev: 'graph',
  integrity: 'artefact',
  blind: [
    'It says what the tool that wrote it found, at the time it was written: no package manager reads it.',
    'Where the document only contains its packages, as the SBOMs of images do, nothing says what asks for them.',
    'Exports that make the project depend on every package do not tell direct from indirect ones.',
    'A package without a purl cannot be told from others of its name.',
    'Other documents that it refers to are not followed.',
  ],
};
