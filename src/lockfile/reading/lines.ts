/** Gives 1-based lines for offsets that only grow, counting each line break once. */
export function createLineCounter(text: string): (offset: number) => number {
  let line = 1;
  let next = text.indexOf('\n');
  return (offset) => {
    while (next !== -1 && next < offset) {
      line += 1;
      next = text.indexOf('\n', next + 1);
    }
    return line;
  };
}

/** 1-based line and column of one offset; columns count UTF-16 units. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const line = createLineCounter(text)(offset);
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  return { line, column: offset - start + 1 };
}
