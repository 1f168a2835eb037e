import { controlZip } from '../archive/control-archives.ts';
import { pypiPlant } from '../reading/python-control.ts';
import type { Control } from '../types.ts';

/** A wheel of pure Python. */
export function wheelControls(): readonly Control[] {
  const { name, version } = pypiPlant;
  const escaped = name.replaceAll('-', '_');
  const bytes = controlZip({
    [`${escaped}/__init__.py`]: '',
    [`${escaped}-${version}.dist-info/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n\nA plant.\n`,
  });
  const path = `wheels/${escaped}-${version}-py3-none-any.whl`;
  return [{ title: 'a wheel', path, bytes, companions: {}, plant: pypiPlant }];
}
