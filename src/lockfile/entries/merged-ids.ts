/**
 * Ascending ids with those that were touched put in or left out, as `isThere` has it; the same array where none differs.
 */
export function mergedIds(
  ids: Uint32Array,
  touched: readonly number[],
  isThere: (id: number) => boolean,
): Uint32Array {
  const changed = Uint32Array.from(new Set(touched)).toSorted();
  const found = new Uint32Array(ids.length + changed.length);
  let length = 0;
  let at = 0;
  let isSame = true;
  for (const id of changed) {
    const from = at;
    while (at < ids.length && (ids[at] as number) < id) at += 1;
    found.set(ids.subarray(from, at), length);
    length += at - from;
    const was = at < ids.length && ids[at] === id;
    const is = isThere(id);
    if (was) at += 1;
    if (was !== is) isSame = false;
    if (!is) continue;
    found[length] = id;
    length += 1;
  }
  if (isSame) return ids;
  found.set(ids.subarray(at), length);
  return found.slice(0, length + ids.length - at);
}
