import type { Control } from '../types.ts';
export function bunBinaryControls(): readonly Control[] {
  return [];
}
