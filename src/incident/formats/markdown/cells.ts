/** The text of a Markdown cell or item: links, code, emphasis, `<br>` and entities undone. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/<br\s*\/?>/gi, ', ')
    .replace(/\[([^[\]]+)\]\([^()\s]*\)/g, '$1')
    .replace(/`+/g, '')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/(?<=^|[\s,])__([^_]+)__(?=$|[\s,])/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!|<>@-])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#124;', '|')
    .replaceAll('&amp;', '&')
    .trim();
}

/** The cells of a table row; a bar behind a backslash or inside code is none (GitHub Flavored Markdown, "Tables"). */
export function rowCells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => plainText(cell));
}

/** Whether a line is the delimiter row between a table's heading and its body. */
export function isDelimiterRow(line: string): boolean {
  return /^\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?$/.test(line.trim());
}
