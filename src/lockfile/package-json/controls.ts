import type { Control } from '../types.ts';
import { controlOf, npmPlant } from '../reading/control.ts';

/** What a manifest asks for by a range has no version, so the plant is asked for by its URL. */
export function packageJsonControls(): readonly Control[] {
  const { name, version } = npmPlant;
  const bare = name.slice(name.indexOf('/') + 1);
  const manifest = {
    name: 'control',
    dependencies: { carrier: '^1.0.0', odd: 'npm:is-odd@^3.0.0' },
    devDependencies: { [name]: `https://registry.example/${name}/-/${bare}-${version}.tgz` },
  };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  return [controlOf('a package by its URL', 'package.json', text, npmPlant)];
}
