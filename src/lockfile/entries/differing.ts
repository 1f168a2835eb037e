/** Indexes at which two rows of numbers differ. */
export interface Differing {
  /** Into the row before, and into the one now. */
  readonly gone: readonly number[];
  readonly come: readonly number[];
}

/** How far ahead the rows are looked at where they part: a few entries come or go at one place. */
const ahead = 48;

/**
 * What is left of two rows when neighbours that are alike, in both their orders, are taken out in pairs. Where the rows
 * part for longer, more is left than need be, and the rest is still the same.
 */
export function differing(before: Int32Array, now: Int32Array): Differing {
  const gone: number[] = [];
  const come: number[] = [];
  let end = before.length;
  let endNow = now.length;
  let old = 0;
  let index = 0;
  while (old < end && index < endNow && before[old] === now[index]) {
    old += 1;
    index += 1;
  }
  while (end > old && endNow > index && before[end - 1] === now[endNow - 1]) {
    end -= 1;
    endNow -= 1;
  }
  while (old < end && index < endNow) {
    if (before[old] === now[index]) {
      old += 1;
      index += 1;
      continue;
    }
    const step = meeting(
      before.subarray(old, Math.min(end, old + ahead + 1)),
      now.subarray(index, Math.min(endNow, index + ahead + 1)),
    );
    for (let count = 0; count < step.gone; count += 1, old += 1) gone.push(old);
    for (let count = 0; count < step.come; count += 1, index += 1) come.push(index);
  }
  for (; old < end; old += 1) gone.push(old);
  for (; index < endNow; index += 1) come.push(index);
  return { gone, come };
}

/** How many numbers to leave in both rows until they go on alike: the nearest such place; all that is near where none is. */
function meeting(before: Int32Array, now: Int32Array): { gone: number; come: number } {
  for (let distance = 1; distance <= ahead; distance += 1) {
    for (let gone = Math.max(0, distance - now.length + 1); gone <= distance; gone += 1) {
      if (gone >= before.length) break;
      if (before[gone] === now[distance - gone]) return { gone, come: distance - gone };
    }
  }
  return { gone: Math.min(ahead, before.length), come: Math.min(ahead, now.length) };
}
