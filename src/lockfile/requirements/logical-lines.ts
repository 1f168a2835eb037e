/** One line as pip takes it: physical lines joined, without its comment. */
export interface LogicalLine {
  readonly text: string;
  /** 1-based line on which it begins. */
  readonly line: number;
}

export interface LogicalLines {
  readonly lines: readonly LogicalLine[];
  /** The line on which one begins that a backslash carries over the end of the file; null where none does. */
  readonly unfinished: number | null;
}

/** Where Python's `str.splitlines` ends a line (Python docs), and so pip: not all of these are ends to an editor. */
const lineEnds = '\n\r\v\f\u001c\u001d\u001e\u0085\u2028\u2029';
const lineEnd = new RegExp(`\r\n|[${lineEnds}]`);

/**
 * Takes a requirements file apart as pip does (pip docs, "Requirements File Format"; pip's req_file.py): a backslash at
 * the end of a line joins the next one, a comment begins with `#` at the start or behind white space, and a line that
 * is a comment ends a joined one.
 */
export function logicalLines(text: string): LogicalLines {
  const lines: LogicalLine[] = [];
  let parts: string[] = [];
  let first = 0;
  for (const [index, raw] of text.split(lineEnd).entries()) {
    if (parts.length === 0) first = index + 1;
    const isComment = /^\s*#/.test(raw);
    if (raw.endsWith('\\') && !isComment) {
      parts.push(raw.slice(0, -1));
      continue;
    }
    parts.push(isComment ? ` ${raw}` : raw);
    add(lines, parts, first);
    parts = [];
  }
  const isUnfinished = parts.length > 0;
  if (isUnfinished) add(lines, parts, first);
  return { lines, unfinished: isUnfinished ? first : null };
}

function add(lines: LogicalLine[], parts: readonly string[], line: number): void {
  const text = withoutComment(parts.join(''));
  if (text !== '') lines.push({ text, line });
}

function withoutComment(text: string): string {
  for (let at = text.indexOf('#'); at !== -1; at = text.indexOf('#', at + 1))
    if (at === 0 || /\s/.test(text[at - 1] ?? '')) return text.slice(0, at).trim();
  return text.trim();
}
