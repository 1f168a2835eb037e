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

const space = 0x20;
const quote = 0x22;
const hash = 0x23;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;

/**
 * Takes one line of a yarn.lock apart. A word is bare up to a space, comma or colon, or a JSON string
 * (yarn v1 quotes whatever does not begin with a letter or holds one of these signs).
 */
export function splitLine(line: string): Line {
  const words: string[] = [];
  let at = 0;
  while (line.charCodeAt(at) === space) at += 1;
  const indent = at;
  while (at < line.length) {
    const sign = line.charCodeAt(at);
    if (sign === space || sign === comma) {
      at += 1;
    } else if (sign === colon) {
      const rest = at + 1 === line.length ? '' : line.slice(at + 1).trim();
      const fault = rest === '' || rest.startsWith('#') ? null : 'text behind the colon';
      return { indent, words, opens: true, fault };
    } else if (sign === hash) {
      break;
    } else {
      const end = sign === quote ? endOfQuoted(line, at) : endOfBare(line, at);
      if (end === -1) return { indent, words, opens: false, fault: 'a quote that does not end' };
      const word = sign === quote ? unquoted(line, at, end) : line.slice(at, end);
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
  for (; at < line.length; at += 1) {
    const sign = line.charCodeAt(at);
    if (sign === space || sign === comma || sign === colon) break;
  }
  return at;
}

function endOfQuoted(line: string, start: number): number {
  for (let at = start + 1; at < line.length; at += 1) {
    const sign = line.charCodeAt(at);
    if (sign === backslash) at += 1;
    else if (sign === quote) return at + 1;
  }
  return -1;
}

/** The text of a JSON string, quotes included in `start` and `end`; null where it is none. */
function unquoted(line: string, start: number, end: number): string | null {
  for (let at = start + 1; at < end - 1; at += 1) {
    const sign = line.charCodeAt(at);
    if (sign === backslash || sign < space) return parsed(line.slice(start, end));
  }
  return line.slice(start + 1, end - 1);
}

function parsed(raw: string): string | null {
  try {
    return String(JSON.parse(raw));
  } catch {
    return null;
  }
}
