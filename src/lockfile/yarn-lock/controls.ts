import type { Control } from '../types.ts';
import { controlIntegrity as integrity, controlOf, npmPlant } from '../reading/control.ts';

const { name, version } = npmPlant;
const manifest = JSON.stringify({ name: 'control', devDependencies: { carrier: '^1.0.0' } });

const classic = `# yarn lockfile v1


"${name}@^6.0.0":
  version "${version}"
  integrity ${integrity}

carrier@^1.0.0:
  version "1.0.0"
  integrity ${integrity}
  dependencies:
    "${name}" "^6.0.0"
`;

/** One for each generation of the format. */
export function yarnControls(): readonly Control[] {
  return [controlOf('version 1', 'yarn.lock', classic, npmPlant, { 'package.json': manifest })];
}
