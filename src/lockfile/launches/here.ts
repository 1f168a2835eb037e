/** Finds where here-documents of a text end, without a search for each. */
export interface HereEnds {
  /** The offset behind the line that ends a document which begins behind `from`; -1 where there is none. */
  after(word: string, from: number): number;
}

/** Ends are lines that hold one word alone (POSIX shell, "Here-Document"). The lines are looked at when first asked for. */
export function hereEnds(text: string): HereEnds {
  let ends: Map<string, number[]> | null = null;
  return {
    after(word, from) {
      ends ??= loneWords(text);
      const offsets = ends.get(word) ?? [];
      let [low, high] = [0, offsets.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((offsets[middle] ?? 0) < from) low = middle + 1;
        else high = middle;
      }
      const found = offsets[low];
      return found === undefined ? -1 : found;
    },
  };
}

/** Offsets right behind lines of one word, by the word, ascending. */
function loneWords(text: string): Map<string, number[]> {
  const found = new Map<string, number[]>();
  let start = 0;
  for (const line of text.split('\n')) {
    const word = line.trim();
    if (word.length <= 64 && /^\w+$/.test(word)) append(found, word, start + line.length);
    start += line.length + 1;
  }
  return found;
}

function append(found: Map<string, number[]>, word: string, offset: number): void {
  const own = found.get(word);
  if (own === undefined) found.set(word, [offset]);
  else own.push(offset);
}
