import type { Control } from '../types.ts';
import { npmPlant } from '../reading/control.ts';
import { control2, control3 } from './control-bytes.ts';

/** One of each format, as real buns wrote them. */
export function bunBinaryControls(): readonly Control[] {
  return [['format 2', control2] as const, ['format 3', control3] as const].map(
    ([title, base64]) => ({
      title,
      path: 'bun.lockb',
      bytes: Uint8Array.from(Buffer.from(base64, 'base64')),
      companions: {},
      plant: npmPlant,
    }),
  );
}
