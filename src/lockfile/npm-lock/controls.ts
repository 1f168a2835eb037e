import type { Control } from '../types.ts';
import { controlIntegrity as integrity, controlOf, npmPlant } from '../reading/control.ts';

const { name, version } = npmPlant;
const manifest = { name: 'control', devDependencies: { carrier: '^1.0.0' } };

/** One for each version, since each has parts of its own, and one for the record of an installed tree. */
export function npmControls(): readonly Control[] {
  const beside = { 'package.json': JSON.stringify(manifest) };
  const above = { '../package.json': JSON.stringify(manifest) };
  const project = { '': manifest };
  const patched = { patched: { path: 'patches/plant.patch', integrity } };
  return [
    controlOf('version 1', 'package-lock.json', lock(1, { dependencies }), npmPlant, beside),
    controlOf(
      'version 2, with the part for npm 6',
      'npm-shrinkwrap.json',
      lock(2, { packages: { ...project, ...packages({}) }, dependencies }),
      npmPlant,
    ),
    controlOf(
      'version 3',
      'package-lock.json',
      lock(3, { packages: { ...project, ...packages({}) } }),
      npmPlant,
    ),
    controlOf(
      'version 4, with a patch',
      'package-lock.json',
      lock(4, { packages: { ...project, ...packages(patched) } }),
      npmPlant,
    ),
    controlOf(
      'the record of an installed tree',
      'node_modules/.package-lock.json',
      lock(3, { packages: packages({}) }),
      npmPlant,
      above,
    ),
  ];
}

function lock(lockfileVersion: number, parts: object): string {
  return `${JSON.stringify({ name: 'control', lockfileVersion, requires: true, ...parts }, null, 2)}\n`;
}

function packages(more: object): object {
  return {
    'node_modules/carrier': {
      version: '1.0.0',
      integrity,
      dev: true,
      dependencies: { [name]: '^6.0.0' },
    },
    [`node_modules/${name}`]: { version, integrity, dev: true, ...more },
  };
}

const dependencies = {
  carrier: { version: '1.0.0', integrity, dev: true, requires: { [name]: '^6.0.0' } },
  [name]: { version, integrity, dev: true },
};
