/** Where a text that was read ends. */
export interface Ends {
  end: number;
}

/** Signs with which no plain scalar of the subset begins: YAML's indicators (YAML 1.2, 5.3), `-`, `?` and `:` among them. */
const indicators = new Set('-?:,[]{}#&*!|>\'"%@` ');

/** Whether a text is a plain scalar that means itself wherever a block collection holds it. */
export function isPlain(text: string): boolean {
  if (text === '' || indicators.has(text.charAt(0))) return false;
  if (text.endsWith(' ') || text.endsWith(':')) return false;
  return !text.includes(': ') && !text.includes(' #');
}

/**
 * The text of the quoted scalar that begins at a quote, `end.end` set to the index behind it. Null where it does not
 * end on this line, and for escapes that JSON lacks or that name a character by its number.
 */
export function quotedText(text: string, start: number, end: number, ends: Ends): string | null {
  const quote = text.charAt(start);
  const isSingle = quote === "'";
  let escapes = false;
  let at = start + 1;
  for (; at < end; at += 1) {
    const sign = text.charAt(at);
    if (sign === quote) {
      if (!isSingle || text.charAt(at + 1) !== quote) break;
      escapes = true;
      at += 1;
    } else if (!isSingle && sign === '\\') {
      escapes = true;
      at += 1;
    }
  }
  if (at >= end) return null;
  ends.end = at + 1;
  const inner = text.slice(start + 1, at);
  if (!escapes) return inner;
  if (isSingle) return inner.replaceAll("''", "'");
  return /\\[^"\\/bfnrt]/.test(inner.replaceAll('\\\\', ''))
    ? null
    : String(JSON.parse(`"${inner}"`));
}

/** The flow mapping or sequence that fills a line from here to its end, of scalars alone; null for all else. */
export function flowValue(
  text: string,
  start: number,
  end: number,
): Record<string, string> | string[] | null {
  const isMapping = text.charAt(start) === '{';
  if (text.charAt(end - 1) !== (isMapping ? '}' : ']') || end - start < 2) return null;
  const record: Record<string, string> = {};
  const list: string[] = [];
  const ends: Ends = { end: start + 1 };
  const last = end - 1;
  while (ends.end < last) {
    if (isMapping) {
      const key = flowScalar(text, ends.end, last, true, ends);
      if (key === null || key === '__proto__' || Object.hasOwn(record, key)) return null;
      if (!text.startsWith(': ', ends.end)) return null;
      const value = flowScalar(text, ends.end + 2, last, false, ends);
      if (value === null) return null;
      record[key] = value;
    } else {
      const value = flowScalar(text, ends.end, last, false, ends);
      if (value === null) return null;
      list.push(value);
    }
    if (ends.end === last) break;
    if (!text.startsWith(', ', ends.end) || ends.end + 2 >= last) return null;
    ends.end += 2;
  }
  return isMapping ? record : list;
}

function flowScalar(
  text: string,
  start: number,
  last: number,
  isKey: boolean,
  ends: Ends,
): string | null {
  const first = text.charAt(start);
  if (first === "'" || first === '"') return quotedText(text, start, last, ends);
  let at = start;
  for (; at < last; at += 1) {
    const sign = text.charAt(at);
    if (sign === ',' || (isKey && sign === ':' && text.charAt(at + 1) === ' ')) break;
    if (sign === '[' || sign === ']' || sign === '{' || sign === '}') return null;
  }
  ends.end = at;
  const value = text.slice(start, at);
  return isPlain(value) ? value : null;
}
