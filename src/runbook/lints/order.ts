import type { KeyPath } from '../places.ts';

/**
 * Whether the run is always past the step at `a` when it comes to the one at `b`: further up in the file, and not in
 * another branch of the same parallel step.
 */
export function comesBefore(a: KeyPath, b: KeyPath): boolean {
  const [topA, topB] = [Number(a[1]), Number(b[1])];
  if (topA !== topB) return topA < topB;
  return a.length === 6 && b.length === 6 && a[3] === b[3] && Number(a[5]) < Number(b[5]);
}
