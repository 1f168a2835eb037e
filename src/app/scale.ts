import { sumOfWeights, weightsOf } from '../exposure/weights.ts';
import type { InventoryRecorder, Weight } from '../inventory/types.ts';
import type { Artefact, Place } from '../sources/types.ts';

/** Weighs the lockfiles of one target, each once, in however many parts it lies. */
export interface Scale {
  /** A recorder that also takes down what weighs in the lockfiles that its part holds now. */
  weighing(recorder: InventoryRecorder): InventoryRecorder;
}

/** A scale that nothing was put on. */
export function createScale(): Scale {
  const known = new Map<string, readonly Weight[]>();
  const weightOf = (artefact: Artefact): [string, readonly Weight[]] => {
    const key = `${artefact.reader} ${artefact.digest}`;
    const weights = known.get(key) ?? weightsOf(artefact);
    known.set(key, weights);
    return [key, weights];
  };
  return {
    weighing(recorder) {
      const own = new Map<string, readonly Weight[]>();
      return {
        ...recorder,
        tip(artefact, places) {
          if (places.some(holdsNow)) own.set(...weightOf(artefact));
        },
        finish(...found) {
          recorder.weights?.(sumOfWeights([...own.values()]));
          recorder.finish(...found);
        },
      };
    },
  };
}

/** Other branches repeat the default branch's lockfiles: with them a repository would weigh as much as it has branches. */
function holdsNow({ refs }: Place): boolean {
  return refs.some((ref) => ref.class === 'default' || ref.class === 'worktree');
}
