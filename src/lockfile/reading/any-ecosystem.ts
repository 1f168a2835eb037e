import type { Ecosystem } from '../../package/ecosystem.ts';

/** An SBOM may state packages of any ecosystem that an incident can be about. */
export const anyEcosystem: readonly Ecosystem[] = [
  'cargo',
  'composer',
  'conan',
  'gem',
  'golang',
  'hex',
  'maven',
  'npm',
  'nuget',
  'pub',
  'pypi',
  'swift',
];
