/** Far more empty lines than anybody writes, one after the other. */
const gap = '\n'.repeat(1000);

/** A text without its gaps, and where its parts were. */
export interface WithoutGaps {
  readonly text: string;
  /** The index in the text as it was. */
  readonly original: (at: number) => number;
}

/**
 * A text without what is empty for a thousand lines and more: for a parser that looks at every line again at every
 * fault. Of a scalar that such a gap lies in, fewer line breaks are left; nothing else of YAML means something else.
 */
export function withoutGaps(text: string): WithoutGaps {
  const starts = [0];
  const taken = [0];
  let short = '';
  let from = 0;
  for (let at = text.indexOf(gap); at !== -1; at = text.indexOf(gap, from)) {
    let end = at + gap.length;
    while (text.charCodeAt(end) === 0x0a) end += 1;
    short += text.slice(from, at + 2);
    starts.push(short.length);
    taken.push((taken.at(-1) ?? 0) + end - at - 2);
    from = end;
  }
  return {
    text: short + text.slice(from),
    original(at) {
      const after = starts.findIndex((start) => start > at);
      return at + (taken.at(after === -1 ? -1 : after - 1) ?? 0);
    },
  };
}
