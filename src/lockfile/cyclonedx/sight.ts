import type { Sight } from '../types.ts';
import { cyclonedxVersions } from './parse.ts';

/** What an SBOM in CycloneDX shows. */
export const cyclonedxSight: Sight = {
  versions: cyclonedxVersions,
  edges: 'some',
  importers: 'file',
  dev: 'file',
  integrity: 'artefact',
  blind: [
    'It says what the tool that wrote it found, at the time it was written: no package manager reads it.',
    'Whether packages for development are in it, and marked, depends on that tool.',
    'A component without a purl cannot be told from others of its name.',
    'An SBOM that refers to another one (BOM-Link) is not followed.',
  ],
};
