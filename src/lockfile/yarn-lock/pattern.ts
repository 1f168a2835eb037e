/**
 * Whether a path with `/` matches a pattern in which `*` stands for any part of one segment and `**` for
 * any number of segments. Time grows with the product of the two lengths, whatever the pattern.
 */
export function matchesPattern(path: string, pattern: string): boolean {
  return matchesList(path.split('/'), pattern.split('/'), '**', (segment, part) =>
    matchesList(segment.split(''), part.split(''), '*', (sign, wanted) => sign === wanted),
  );
}

/** Greedy match with one point of return: the last `any` is the only one worth extending. */
function matchesList(
  items: readonly string[],
  pattern: readonly string[],
  any: string,
  fits: (item: string, wanted: string) => boolean,
): boolean {
  let at = 0;
  let next = 0;
  let retryItem = -1;
  let retryPattern = -1;
  while (at < items.length) {
    const wanted = pattern[next];
    if (wanted === any) {
      retryItem = at;
      retryPattern = next;
      next += 1;
    } else if (wanted !== undefined && fits(items[at] ?? '', wanted)) {
      at += 1;
      next += 1;
    } else if (retryPattern !== -1) {
      retryItem += 1;
      at = retryItem;
      next = retryPattern + 1;
    } else return false;
  }
  return pattern.slice(next).every((part) => part === any);
}
