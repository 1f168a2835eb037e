/**
 * The JSON in a text that may have comments and commas behind the last member, as bun writes and reads its text
 * lockfile: what JSON does not know becomes spaces, so that every offset, line and column stays what it is. A text
 * without either is given back as it is. What is broken stays broken, where it was.
 */
export function strictJson(text: string): string {
  const spans = foreignSpans(text).toSorted((a, b) => a.start - b.start);
  if (spans.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { end, start } of spans) {
    parts.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Comments, and commas between a value and a closing bracket. */
function foreignSpans(text: string): Span[] {
  const spans: Span[] = [];
  /** Offset of a comma that nothing but white space and comments followed; -1 where there is none. */
  let comma = -1;
  /** The last sign of JSON itself. */
  let before = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === ' ' || sign === '\n' || sign === '\r' || sign === '\t') continue;
    const behind = sign === '/' ? endOfComment(text, at) : -1;
    if (behind !== -1) {
      spans.push({ start: at, end: behind });
      at = behind - 1;
      continue;
    }
    if ((sign === '}' || sign === ']') && comma !== -1)
      spans.push({ start: comma, end: comma + 1 });
    comma = sign === ',' && before !== '' && !'{[,:'.includes(before) ? at : -1;
    before = sign;
    if (sign === '"') at = endOfString(text, at);
  }
  return spans;
}

/** The offset behind a comment; -1 where none begins, or it does not end. A line break is no part of it. */
function endOfComment(text: string, start: number): number {
  const kind = text[start + 1];
  if (kind === '*') {
    const end = text.indexOf('*/', start + 2);
    return end === -1 ? -1 : end + 2;
  }
  if (kind !== '/') return -1;
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

/** The offset of the closing quote, or of the line break or end in front of which there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22 || code === 0x0a) return at;
    if (code === 0x5c) at += 1;
  }
  return text.length;
}
