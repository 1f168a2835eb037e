import { controlTarball } from '../archive/control-archives.ts';
import { npmPlant } from '../reading/control.ts';
import type { Control } from '../types.ts';

/** The package itself, and one that another brings along. */
export function npmTarballControls(): readonly Control[] {
  const { name, version } = npmPlant;
  const plant = JSON.stringify({ name, version });
  const carrier = JSON.stringify({ name: 'carrier', version: '1.0.0', bundleDependencies: [name] });
  const of = (title: string, files: Readonly<Record<string, string>>): Control => ({
    title,
    path: `vendor/plant-${version}.tgz`,
    bytes: controlTarball(files),
    companions: {},
    plant: npmPlant,
  });
  return [
    of('the package itself', {
      'package/package.json': plant,
      'package/test/package.json': '{"name":"fixture","version":"1.0.0"}',
    }),
    of('a package that another brings along', {
      'package/package.json': carrier,
      [`package/node_modules/${name}/package.json`]: plant,
    }),
  ];
}
