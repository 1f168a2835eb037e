import type { Control } from '../types.ts';
import { controlIntegrity as integrity, controlOf, npmPlant } from '../reading/control.ts';

const { name, version } = npmPlant;
const manifest = { name: 'control', devDependencies: { carrier: '^1.0.0' } };

/** One for each way of reading: entries by place, and nested ones. */
export function npmControls(): readonly Control[] {
  const flat = (lockfileVersion: number): string =>
    JSON.stringify({
      name: 'control',
      lockfileVersion,
      requires: true,
      packages: {
        '': manifest,
        'node_modules/carrier': {
          version: '1.0.0',
          integrity,
          dev: true,
          dependencies: { [name]: '^6.0.0' },
        },
        [`node_modules/${name}`]: { version, integrity, dev: true },
      },
    });
  const nested = {
    name: 'control',
    lockfileVersion: 1,
    requires: true,
    dependencies: {
      carrier: { version: '1.0.0', integrity, dev: true, requires: { [name]: '^6.0.0' } },
      [name]: { version, integrity, dev: true },
    },
  };
  const companions = { 'package.json': JSON.stringify(manifest) };
  return [
    controlOf('version 1', 'package-lock.json', JSON.stringify(nested), npmPlant, companions),
    controlOf('version 3', 'package-lock.json', flat(3), npmPlant),
  ];
}
