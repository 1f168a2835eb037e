import type { ListBuilder } from '../../builder.ts';
import { parseCoordinates } from '../../coordinates.ts';
import { readTable } from '../../table.ts';
import type { Row } from '../../table.ts';
import type { ListFormat } from '../types.ts';
import { headingEcosystem } from './heading.ts';
import { isDelimiterRow, plainText, rowCells } from './cells.ts';

const bullet = /^\s*(?:[-*+]|\d{1,4}[.)])\s+(\S.*)$/;

/**
 * Tables of packages or indicators, and bullets that name a package with its version. A heading that names
 * an ecosystem holds for what stands under it. All other lines are prose and count as comments.
 */
export const markdown: ListFormat = {
  id: 'markdown',
  looksLike: 'Markdown with a table | package | version | or bullets - name@version',
  recognises(list) {
    const lines = list.lines();
    const named = /\.(?:md|markdown)$/i.test(list.name);
    if (
      lines.some(
        (line, index) => index > 0 && isDelimiterRow(line) && lines[index - 1]?.includes('|'),
      )
    )
      return named ? 80 : 70;
    return named && lines.some((line) => bullet.test(line)) ? 60 : 0;
  },
  read(list, into) {
    const lines = list.lines();
    let ecosystem: string | null = null;
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index] ?? '';
      if (line.trim() === '') into.skip('blank');
      else if (/^#{1,6}\s/.test(line)) {
        ecosystem = headingEcosystem(line);
        into.skip('comments');
      } else if (line.includes('|') && isDelimiterRow(lines[index + 1] ?? '')) {
        const rows = tableRows(lines, index);
        if (readTable(rows, into, ecosystem) === null) into.skip('comments', rows.length);
        index += rows.length;
      } else if (!readBullet(line, index + 1, ecosystem, into)) into.skip('comments');
    }
    return 'markdown';
  },
};

/** The heading row and the body of the table that begins at `start`; the delimiter row is left out. */
function tableRows(lines: readonly string[], start: number): Row[] {
  const rows: Row[] = [];
  for (let index = start; index < lines.length; index += 1) {
    const text = lines[index] ?? '';
    if (!text.includes('|')) break;
    if (index !== start + 1) rows.push({ cells: rowCells(text), line: index + 1, text });
  }
  return rows;
}

/** Takes a bullet that is a package with its version, or whose code span is a name; prose is left. */
function readBullet(
  line: string,
  number: number,
  ecosystem: string | null,
  into: ListBuilder,
): boolean {
  const content = bullet.exec(line)?.[1];
  if (content === undefined) return false;
  const code = /^\*{0,2}`([^`]+)`/.exec(content)?.[1];
  const parsed = parseCoordinates(code ?? plainText(content));
  if (!parsed.ok || (parsed.form === 'name' && code !== content.replaceAll('`', ''))) return false;
  into.package({ ...parsed, ecosystem: parsed.ecosystem ?? ecosystem, line: number, text: line });
  return true;
}
