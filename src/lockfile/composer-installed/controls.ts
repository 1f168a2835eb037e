import type { Control } from '../types.ts';
import {
  composerControlEntries,
  composerManifest,
  composerPlant,
} from '../composer-lock/controls.ts';
import { controlOf } from '../reading/control.ts';

/** One for each shape: the bare list of Composer 1, and the object of Composer 2. */
export function composerInstalledControls(): readonly Control[] {
  const second = {
    packages: composerControlEntries,
    dev: true,
    'dev-package-names': ['firebreak-control/carrier', composerPlant.name],
  };
  const of = (title: string, content: object): Control =>
    controlOf(
      title,
      'vendor/composer/installed.json',
      `${JSON.stringify(content, null, 4)}\n`,
      composerPlant,
      { '../../composer.json': composerManifest },
    );
  return [of('Composer 1', composerControlEntries), of('Composer 2', second)];
}
