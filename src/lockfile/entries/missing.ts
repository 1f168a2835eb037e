import { Problems } from '../reading/problems.ts';
import type { LockProblem } from '../types.ts';
import { textOfBlock } from './alone.ts';
import type { Facts } from './facts.ts';
import type { EntryFormat, Reference } from './format.ts';
import type { Tally } from './tally.ts';

/** A file whose blocks need what none offers. */
export interface Lacking {
  /** Facts of its blocks, in its order. */
  readonly said: Int32Array;
  readonly tally: Tally;
  readonly references: EntryFormat['references'];
  /** The bytes of the block with an index. */
  block(index: number): Uint8Array;
}

/** Keys of a reference, as numbers; -1 for one that nothing offers anywhere. */
interface Keyed extends Reference {
  readonly key: number;
  readonly otherKeys: readonly number[];
}

/**
 * The problems that the reader finds in a file because blocks need what none offers. Null where that cannot be told:
 * where the format does not say, or where it is no reference that the file lacks.
 */
export function missingIn(lacking: Lacking, facts: Facts): readonly LockProblem[] | null {
  const { references, said, tally } = lacking;
  if (references === undefined) return null;
  const problems = new Problems();
  let line = 0;
  for (const [index, fact] of said.entries()) {
    const open = openNeeds(fact, facts, tally);
    if (open !== null) {
      const text = textOfBlock(lacking.block(index));
      if (text === null) return null;
      for (const one of references(text).map((reference) => keyed(reference, facts))) {
        if (tally.holds(one.key)) continue;
        open.delete(one.key);
        if (one.otherKeys.some((key) => tally.holds(key))) continue;
        problems.add('REFERENCE_MISSING', one.message, one.line === null ? null : line + one.line);
      }
      if (open.size > 0) return null;
    }
    line += facts.lines.values[fact] as number;
  }
  return problems.all();
}

function openNeeds(fact: number, { needed }: Facts, tally: Tally): Set<number> | null {
  let open: Set<number> | null = null;
  const end = needed.starts.values[fact + 1] as number;
  for (let at = needed.starts.values[fact] as number; at < end; at += 1) {
    const key = needed.items.values[at] as number;
    if (!tally.holds(key)) (open ??= new Set()).add(key);
  }
  return open;
}

function keyed(reference: Reference, facts: Facts): Keyed {
  return {
    ...reference,
    key: facts.offerOf(reference.need),
    otherKeys: reference.others.map((key) => facts.offerOf(key)),
  };
}
