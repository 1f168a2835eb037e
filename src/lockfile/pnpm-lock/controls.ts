import type { Control } from '../types.ts';
import { controlIntegrity as integrity, controlOf, npmPlant } from '../reading/control.ts';

const { name, version } = npmPlant;

const nine = `lockfileVersion: '9.0'

importers:

  .:
    devDependencies:
      carrier:
        specifier: ^1.0.0
        version: 1.0.0

packages:

  '${name}@${version}':
    resolution: {integrity: ${integrity}}

  carrier@1.0.0:
    resolution: {integrity: ${integrity}}

snapshots:

  '${name}@${version}': {}

  carrier@1.0.0:
    dependencies:
      '${name}': ${version}
`;

/** One for each shape of the format. */
export function pnpmControls(): readonly Control[] {
  return [controlOf('version 9.0', 'pnpm-lock.yaml', nine, npmPlant)];
}
