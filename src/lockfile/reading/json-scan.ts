/** What a scan reports, in the order of the text. Offsets are into the text, ends exclusive; strings include their quotes. */
export interface JsonVisitor {
  open(kind: '{' | '[', at: number): void;
  close(at: number): void;
  key(start: number, end: number): void;
  scalar(start: number, end: number): void;
}

/** The first place where a text stops being JSON. */
export interface JsonFault {
  readonly at: number;
  readonly reason: string;
}

type Expecting = 'value' | 'value or ]' | 'key or }' | 'key' | ':' | ', or end' | 'end of file';

const deepest = 2000;

/**
 * Walks JSON exactly as RFC 8259 has it, without recursion, and stops at the first fault: that the
 * text is not JSON there, or that it is nested deeper than 2,000 levels. Null when there is none.
 */
export function scanJson(text: string, visitor: JsonVisitor): JsonFault | null {
  const open: ('{' | '[')[] = [];
  let expecting: Expecting = 'value';
  let at = 0;
  for (;;) {
    at = skipSpace(text, at);
    const sign = text[at];
    if (sign === undefined)
      return expecting === 'end of file' ? null : { at, reason: 'the file ends here' };
    if (expecting === ':') {
      if (sign !== ':') return { at, reason: 'expected :' };
      expecting = 'value';
      at += 1;
    } else if (expecting === ', or end' && sign === ',') {
      expecting = open.at(-1) === '{' ? 'key' : 'value';
      at += 1;
    } else if (closes(sign, expecting, open.at(-1))) {
      visitor.close(at);
      open.pop();
      expecting = open.length === 0 ? 'end of file' : ', or end';
      at += 1;
    } else if (expecting === 'key' || expecting === 'key or }') {
      const end = sign === '"' ? endOfString(text, at) : -1;
      if (end === -1)
        return { at, reason: sign === '"' ? 'unfinished string' : `expected ${expecting}` };
      visitor.key(at, end);
      expecting = ':';
      at = end;
    } else if (expecting === 'value' || expecting === 'value or ]') {
      if (sign === '{' || sign === '[') {
        if (open.length === deepest) return { at, reason: `nested deeper than ${deepest} levels` };
        visitor.open(sign, at);
        open.push(sign);
        expecting = sign === '{' ? 'key or }' : 'value or ]';
        at += 1;
        continue;
      }
      const end = endOfScalar(text, at);
      if (end === -1)
        return { at, reason: sign === '"' ? 'unfinished string' : `expected ${expecting}` };
      visitor.scalar(at, end);
      expecting = open.length === 0 ? 'end of file' : ', or end';
      at = end;
    } else return { at, reason: `expected ${expecting}` };
  }
}

/** The value of a string token, quotes included in `start` and `end`. */
export function stringAt(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  return raw.includes('\\') ? String(JSON.parse(raw)) : raw.slice(1, -1);
}

function closes(sign: string, expecting: Expecting, open: '{' | '[' | undefined): boolean {
  if (expecting === ', or end') return sign === (open === '{' ? '}' : ']');
  return (expecting === 'key or }' && sign === '}') || (expecting === 'value or ]' && sign === ']');
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

function endOfScalar(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start);
  const word = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
  word.lastIndex = start;
  return word.test(text) ? word.lastIndex : -1;
}

/** The offset behind the closing quote, -1 where the string is not one. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return -1;
    if (code !== 0x5c) continue;
    const escape = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;
    escape.lastIndex = at + 1;
    if (!escape.test(text)) return -1;
    at = escape.lastIndex - 1;
  }
  return -1;
}
