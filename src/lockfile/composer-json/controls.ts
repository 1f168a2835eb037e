import type { Control } from '../types.ts';
import { composerPlant } from '../composer-lock/controls.ts';
import { controlOf } from '../reading/control.ts';

/** The manifest describes the plant itself: what it asks for by a constraint has no version. */
export function composerJsonControls(): readonly Control[] {
  const { name, version } = composerPlant;
  const dist = { type: 'zip', url: 'https://registry.example/plant.zip', shasum: '6'.repeat(40) };
  const manifest = {
    name: 'firebreak-control/project',
    require: { php: '>=8.1', [name]: '^6.0', 'firebreak-control/other': '^1.0' },
    repositories: [{ type: 'package', package: { name, version, dist } }],
  };
  return [
    controlOf(
      'a package described in the manifest',
      'composer.json',
      `${JSON.stringify(manifest, null, 4)}\n`,
      composerPlant,
    ),
  ];
}
