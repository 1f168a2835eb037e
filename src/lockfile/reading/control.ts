import type { Control } from '../types.ts';

/** The plant that controls of npm's formats hold, unless one needs its own. No registry can have it: the scope is reserved. */
export const npmPlant: Control['plant'] = {
  ecosystem: 'npm',
  name: '@firebreak-control/plant',
  version: '6.6.6',
};

/** A control from its text. */
export function controlOf(
  title: string,
  path: string,
  text: string,
  plant: Control['plant'],
  companions: Control['companions'] = {},
): Control {
  return { title, path, bytes: new TextEncoder().encode(text), companions, plant };
}

/** A digest that could be one, for files whose readers look at its length. */
export const controlIntegrity = `sha512-${'A'.repeat(86)}==`;
