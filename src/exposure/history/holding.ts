import type { HeldIn, RepositoryHistory } from '../../sources/history.ts';

/** 1 for each commit of a history whose state is among those held. Others' histories are passed over. */
export function holdingIn(history: RepositoryHistory, held: readonly HeldIn[]): Uint8Array {
  const { states } = history;
  const sought = new Uint8Array(largest(states) + 1);
  for (const one of held) {
    if (one.history !== history) continue;
    for (const state of one.states) if (state < sought.length) sought[state] = 1;
  }
  const holds = new Uint8Array(states.length);
  for (let commit = 0; commit < states.length; commit += 1) {
    const state = states[commit] as number;
    if (state >= 0 && sought[state] === 1) holds[commit] = 1;
  }
  return holds;
}

function largest(numbers: Int32Array): number {
  let found = -1;
  for (let index = 0; index < numbers.length; index += 1)
    if ((numbers[index] as number) > found) found = numbers[index] as number;
  return found;
}
