import type { Ends } from './block-yaml-scalar.ts';

/** Where a block scalar stands. */
export interface BlockHeader {
  /** Index behind its `|` or `>`. */
  readonly from: number;
  /** End of that line. */
  readonly end: number;
  /** Spaces in front of its lines. */
  readonly indent: number;
  readonly folded: boolean;
}

/**
 * The text of a block scalar (YAML 1.2, 8.1), `ends.end` set to the start of the line behind it. Its first line has the
 * indentation that the header gives, and empty lines are empty. Null for other headers than `|`, `>`, `|-` and `>-`,
 * and for what folding does with lines that are indented more.
 */
export function blockText(
  text: string,
  { end, folded, from, indent }: BlockHeader,
  ends: Ends,
): string | null {
  const strips = text.charAt(from) === '-';
  if (from + (strips ? 1 : 0) !== end) return null;
  const lines: string[] = [];
  let filled = 0;
  let at = end + 1;
  while (at < text.length) {
    let close = text.indexOf('\n', at);
    if (close === -1) close = text.length;
    if (close === at) lines.push('');
    else {
      let start = at;
      while (text.charAt(start) === ' ') start += 1;
      if (start === close) return null;
      if (start - at < indent) break;
      if (start - at > indent && (folded || filled === 0)) return null;
      lines.push(text.slice(at + indent, close));
      filled = lines.length;
    }
    at = close + 1;
  }
  if (filled === 0 || (at > text.length && !strips)) return null;
  ends.end = Math.min(at, text.length);
  const content = lines.slice(0, filled);
  return (folded ? fold(content) : content.join('\n')) + (strips ? '' : '\n');
}

/** One line break between two lines is a space; of several, one goes. */
function fold(lines: readonly string[]): string {
  let folded = '';
  let breaks = 0;
  for (const [index, line] of lines.entries()) {
    if (line === '') {
      breaks += 1;
      continue;
    }
    if (breaks > 0) folded += '\n'.repeat(breaks);
    else if (index > 0) folded += ' ';
    folded += line;
    breaks = 0;
  }
  return folded;
}
