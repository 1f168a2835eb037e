/**
 * Numbers in an order in which parents stand before their children; of those that could be next, the lowest number
 * goes first among equals met in turn. Numbers that lie on a circle, which no real history has, come last.
 */
export function parentsFirst(parents: readonly (readonly number[])[]): number[] {
  const waiting = new Int32Array(parents.length);
  const start = new Int32Array(parents.length + 1);
  parents.forEach((own, child) => {
    for (const parent of own) {
      if (parent < 0) continue;
      waiting[child] = (waiting[child] as number) + 1;
      start[parent + 1] = (start[parent + 1] as number) + 1;
    }
  });
  for (let index = 1; index < start.length; index += 1)
    start[index] = (start[index] as number) + (start[index - 1] as number);
  const children = new Int32Array(start.at(-1) ?? 0);
  const next = start.slice();
  parents.forEach((own, child) => {
    for (const parent of own) {
      if (parent < 0) continue;
      children[next[parent] as number] = child;
      next[parent] = (next[parent] as number) + 1;
    }
  });
  const order: number[] = [];
  waiting.forEach((count, number) => {
    if (count === 0) order.push(number);
  });
  for (let at = 0; at < order.length; at += 1) {
    const parent = order[at] as number;
    for (let index = start[parent] as number; index < (start[parent + 1] as number); index += 1) {
      const child = children[index] as number;
      waiting[child] = (waiting[child] as number) - 1;
      if (waiting[child] === 0) order.push(child);
    }
  }
  waiting.forEach((count, number) => {
    if (count > 0) order.push(number);
  });
  return order;
}
