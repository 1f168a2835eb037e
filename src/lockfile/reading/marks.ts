import type { Mark } from '../types.ts';

/** One bit per mark, so that a set of them is a number while an entry is read. */
export const markBit: Readonly<Record<Mark, number>> = {
  bundled: 1,
  config: 2,
  dev: 4,
  optional: 8,
  peer: 16,
};

const order: readonly Mark[] = ['bundled', 'config', 'dev', 'optional', 'peer'];

const sets: readonly (readonly Mark[])[] = Array.from({ length: 32 }, (_, bits) =>
  Object.freeze(order.filter((mark) => (bits & markBit[mark]) !== 0)),
);

const none: readonly Mark[] = Object.freeze([]);

/** The marks of a set of bits, alphabetical. Equal sets are one frozen array: most of 200,000 entries have none. */
export function marksOf(bits: number): readonly Mark[] {
  return sets[bits] ?? none;
}
