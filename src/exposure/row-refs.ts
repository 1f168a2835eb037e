import { byStrength } from '../sources/ref-order.ts';
import type { Ref } from '../sources/types.ts';

/**
 * Joins lists of refs, each ref once and the strongest class first. The same lists give the same result, worked out once:
 * what one file holds has one list of refs, however much that is.
 */
export function refJoiner(): (lists: readonly (readonly Ref[])[]) => Ref[] {
  const numbers = new Map<readonly Ref[], number>();
  const joined = new Map<string, Ref[]>();
  const numberOf = (list: readonly Ref[]): number => {
    const number = numbers.get(list) ?? numbers.size;
    numbers.set(list, number);
    return number;
  };
  return (lists) => {
    const key = [...new Set(lists.map(numberOf))].toSorted((a, b) => a - b).join();
    const known = joined.get(key);
    if (known !== undefined) return known;
    const refs = distinct(lists.flat()).toSorted(byStrength);
    joined.set(key, refs);
    return refs;
  };
}

/** Clones of one repository have the same refs. */
function distinct(refs: readonly Ref[]): readonly Ref[] {
  if (refs.length < 2) return refs;
  const key = (ref: Ref): string => [ref.class, ref.commit ?? '', ref.name].join(' ');
  return [...new Map(refs.map((ref) => [key(ref), ref])).values()];
}
