import { controlZip } from '../archive/control-archives.ts';
import { npmPlant } from '../reading/control.ts';
import type { Control } from '../types.ts';

/** The package itself, and one that another brings along. */
export function yarnCacheControls(): readonly Control[] {
  const { name, version } = npmPlant;
  const plant = JSON.stringify({ name, version });
  const carrier = JSON.stringify({ name: 'carrier', version: '1.0.0' });
  const of = (title: string, file: string, files: Readonly<Record<string, string>>): Control => ({
    title,
    path: `.yarn/cache/${file}-0123456789-abcdef0123.zip`,
    bytes: controlZip(files),
    companions: {},
    plant: npmPlant,
  });
  return [
    of('the package itself', `${name.replace('/', '-')}-npm-${version}`, {
      [`node_modules/${name}/package.json`]: plant,
      [`node_modules/${name}/index.js`]: 'module.exports = 1;\n',
    }),
    of('a package that another brings along', 'carrier-npm-1.0.0', {
      'node_modules/carrier/package.json': carrier,
      [`node_modules/carrier/node_modules/${name}/package.json`]: plant,
    }),
  ];
}
