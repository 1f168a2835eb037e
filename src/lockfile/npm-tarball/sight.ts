import type { Sight } from '../types.ts';

/** What a tarball of npm shows. */
export const npmTarballSight: Sight = {
  versions: [''],
  edges: 'none',
  importers: 'none',
  dev: 'none',
  integrity: 'artefact',
  blind: [
    'What the package asks for is not taken for anything: whoever installs it decides that.',
    'Archives that are called anything but `.tgz` are not looked into, nor are archives within archives.',
    'Code that was copied into the package bears no name.',
  ],
};
