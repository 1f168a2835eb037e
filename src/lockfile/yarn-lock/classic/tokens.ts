/** A line taken apart: its words, whether it opens a block, or why it is none. */
export interface Line {
  /** Spaces in front. */
  readonly indent: number;
  /** Words parted by spaces or commas, quotes taken off. */
  readonly words: readonly string[];
  /** Whether a colon ends it. */
  readonly opens: boolean;
  readonly fault: string | null;
}

/**
 * Takes one line of a yarn.lock apart. A word is bare up to a space, comma or colon, or a JSON string
 * (yarn v1 quotes whatever does not begin with a letter or holds one of these signs).
 */
export function splitLine(line: string): Line {
  const words: string[] = [];
  let at = 0;
  while (line[at] === ' ') at += 1;
  const indent = at;
  while (at < line.length) {
    const sign = line[at];
    if (sign === ' ' || sign === ',') {
      at += 1;
    } else if (sign === ':') {
      const rest = line.slice(at + 1).trim();
      const fault = rest === '' || rest.startsWith('#') ? null : 'text behind the colon';
      return { indent, words, opens: true, fault };
    } else if (sign === '#') {
      break;
    } else {
      const end = sign === '"' ? endOfQuoted(line, at) : endOfBare(line, at);
      if (end === -1) return { indent, words, opens: false, fault: 'a quote that does not end' };
      const word = sign === '"' ? unquoted(line.slice(at, end)) : line.slice(at, end);
      if (word === null)
        return { indent, words, opens: false, fault: 'a quoted word that is none' };
      words.push(word);
      at = end;
    }
  }
  return { indent, words, opens: false, fault: null };
}

function endOfBare(line: string, start: number): number {
  let at = start;
  while (at < line.length && !' ,:'.includes(line[at] ?? '')) at += 1;
  return at;
}

function endOfQuoted(line: string, start: number): number {
  for (let at = start + 1; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === '"') return at + 1;
  }
  return -1;
}

function unquoted(raw: string): string | null {
  try {
    return String(JSON.parse(raw));
  } catch {
    return null;
  }
}
