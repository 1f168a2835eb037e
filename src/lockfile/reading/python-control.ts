import type { Control } from '../types.ts';

/** The plant that controls of Python's formats hold. */
export const pypiPlant: Control['plant'] = {
  ecosystem: 'pypi',
  name: 'firebreak-control-plant',
  version: '6.6.6',
};

/** A digest that could be one. */
export const controlHash = `sha256:${'ab'.repeat(32)}`;

/** The line of one wheel as uv writes it. */
export function archivesOf(name: string, version: string): string {
  const file = `${name.replaceAll('-', '_')}-${version}-py3-none-any.whl`;
  return `    { url = "https://files.example/${file}", hash = "${controlHash}", size = 100 },\n`;
}

/** Where the plant is asked for from by manifests, which give no version to what comes from a registry. */
export const plantUrl = `https://files.example/${pypiPlant.name.replaceAll('-', '_')}-${pypiPlant.version}-py3-none-any.whl`;
