/**
 * 1-based lines of entries of an array of tables (`[[package]]`), by the line of each one's `name`, in the order of
 * `names`, which are as the file writes them; 0 where there is none. Entries of one name are taken in the order of the text.
 */
export function entryLines(text: string, header: string, names: readonly string[]): number[] {
  const found = new Map<string, number[]>();
  let inside = false;
  eachLine(text, (line, number) => {
    if (/^[ \t]*\[/.test(line)) inside = headerOf(line) === header;
    if (!inside) return;
    const name = /^[ \t]*["']?name["']?[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)')/.exec(line);
    if (name !== null) note(found, name[1] ?? name[2] ?? '', number);
  });
  return taken(found, names);
}

/** 1-based lines on which texts stand in quotes or begin as keys, in the order of `tokens`; 0 where one does not. */
export function tokenLines(text: string, tokens: readonly string[]): number[] {
  const sought = new Set(tokens);
  const found = new Map<string, number[]>();
  eachLine(text, (line, number) => {
    for (const [token, double, single] of line.matchAll(/"([^"]*)"|'([^']*)'|[^\s"'=]+/g)) {
      const written = double ?? single ?? token;
      if (sought.has(written)) note(found, written, number);
    }
  });
  return taken(found, tokens);
}

/** The path of an array of tables, without blanks and quotes; null for any other line. */
function headerOf(line: string): string | null {
  const path = /^[ \t]*\[\[([^\]]*)\]\]/.exec(line)?.[1];
  return path === undefined ? null : path.replace(/["' \t]/g, '');
}

function note(found: Map<string, number[]>, name: string, line: number): void {
  const lines = found.get(name);
  if (lines === undefined) found.set(name, [line]);
  else lines.push(line);
}

/** Each name takes the next of its lines; the last one stands for all that follow. */
function taken(found: ReadonlyMap<string, number[]>, names: readonly string[]): number[] {
  const next = new Map<string, number>();
  return names.map((name) => {
    const lines = found.get(name) ?? [];
    const index = next.get(name) ?? 0;
    next.set(name, index + 1);
    return lines[Math.min(index, lines.length - 1)] ?? 0;
  });
}

function eachLine(text: string, visit: (line: string, number: number) => void): void {
  let number = 1;
  for (let start = 0; start < text.length; number += 1) {
    const end = text.indexOf('\n', start);
    const behind = end === -1 ? text.length : end;
    visit(text.slice(start, behind), number);
    start = behind + 1;
  }
}
