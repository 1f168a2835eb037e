import type { Control } from '../types.ts';
import { controlOf } from '../reading/control.ts';

/** No registry can have it: the vendor is reserved. */
export const composerPlant: Control['plant'] = {
  ecosystem: 'composer',
  name: 'firebreak-control/plant',
  version: '6.6.6',
};

export const composerManifest = JSON.stringify({
  name: 'firebreak-control/project',
  'require-dev': { 'firebreak-control/carrier': '^1.0' },
});

const { name, version } = composerPlant;

/** Entries as Composer writes them; the archive of the plant bears a digest. */
export const composerControlEntries: readonly object[] = [
  {
    name: 'firebreak-control/carrier',
    version: '1.0.0',
    require: { php: '>=8.1', [name]: '^6.0' },
  },
  {
    name,
    version,
    dist: {
      type: 'zip',
      url: 'https://registry.example/plant.zip',
      reference: '6'.repeat(40),
      shasum: '6'.repeat(40),
    },
  },
];

/** A plant for development alone. */
export function composerLockControls(): readonly Control[] {
  const lock = {
    'content-hash': '6'.repeat(32),
    packages: [],
    'packages-dev': composerControlEntries,
    aliases: [],
    'plugin-api-version': '2.6.0',
  };
  return [
    controlOf(
      'composer.lock',
      'composer.lock',
      `${JSON.stringify(lock, null, 4)}\n`,
      composerPlant,
      {
        'composer.json': composerManifest,
      },
    ),
  ];
}
