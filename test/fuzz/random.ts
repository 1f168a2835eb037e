/** Draws that follow from a seed alone. */
export interface Random {
  /** A whole number from 0 up to, not including, `below`; 0 where that is 0. */
  below(below: number): number;
  /** One of a list, which is not empty. */
  of<Value>(list: readonly Value[]): Value;
  /** True once in `times`. */
  once(times: number): boolean;
}

/**
 * A generator for one input of a run: input `index` of seed `seed` is always the same, whatever came before it
 * (splitmix32 over both; Steele, Lea and Flood, "Fast splittable pseudorandom number generators").
 */
export function randomOf(seed: number, index: number): Random {
  let state = mix(seed) ^ mix(index + 0x51ed270b);
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return mix(state);
  };
  const below = (limit: number): number => (limit <= 0 ? 0 : next() % limit);
  return {
    below,
    of: (list) => list[below(list.length)] as (typeof list)[number],
    once: (times) => below(times) === 0,
  };
}

function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
