import type { BlockCutter } from './block-cutter.ts';
import { textOfBlock } from './alone.ts';
import type { Facts } from './facts.ts';
import type { EntryFormat, ReadAlone, Standing } from './format.ts';
import { type Memo, memoOf } from './memo.ts';

/** A place in files of one format, and what is known of the blocks that were met there. */
interface Known {
  readonly place: Standing;
  /** By block: 0 where it was not met, -1 where it makes the file be read whole, -2 for a turn, else its fact and 1. */
  readonly facts: Memo;
  /** Blocks behind which another place begins. */
  readonly turns: Map<number, { readonly to: Known; readonly fact: number }>;
}

/** Blocks of files at one path, read alone. */
export interface Places {
  /** Writes the facts of a file's blocks to `out` and gives the place where it ends; null where it must be read whole. */
  walk(blocks: Uint32Array, out: Int32Array): Standing | null;
  /** Whether there are too many places to learn another. */
  isFull(): boolean;
}

/** Each project of a workspace has a few. */
const mostPlaces = 16_384;

function breaksIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** What blocks say is asked of the format once for each place and block. */
export function placesOf(
  format: EntryFormat,
  read: ReadAlone,
  facts: Facts,
  cutter: BlockCutter,
): Places {
  const byKey = new Map<string, Known>();
  const start = knownOf(format.start);

  function knownOf(place: Standing): Known {
    const found = byKey.get(place.key);
    if (found !== undefined) return found;
    const made = { place, facts: memoOf(), turns: new Map() };
    byKey.set(place.key, made);
    return made;
  }

  /** What stands in `facts` for a block that was not met before. */
  function learn(at: Known, block: number): number {
    const text = textOfBlock(cutter.block(block));
    const step = text === null ? null : format.step(at.place, text, read);
    let found = -1;
    if (step !== null && (byKey.has(step.next.key) || byKey.size < mostPlaces)) {
      const fact = facts.add(step, breaksIn(text ?? ''));
      found = step.next.key === at.place.key ? fact + 1 : -2;
      if (found === -2) at.turns.set(block, { to: knownOf(step.next), fact });
    }
    at.facts.set(block, found);
    return found;
  }

  return {
    isFull: () => byKey.size >= mostPlaces,
    walk(blocks, out) {
      let at = start;
      for (let index = 0; index < blocks.length; index += 1) {
        const block = blocks[index] as number;
        const found = at.facts.get(block) || learn(at, block);
        if (found === -1) return null;
        if (found === -2) {
          const turn = at.turns.get(block);
          if (turn === undefined) return null;
          out[index] = turn.fact;
          at = turn.to;
        } else out[index] = found - 1;
      }
      return at.place;
    },
  };
}
