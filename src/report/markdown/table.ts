import { plural } from './text.ts';

const most = 500;

/**
 * A table. Cells are Markdown that is safe already. Of very long ones the first 500 rows are shown, and how many are
 * not; `none` stands where there are no rows.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  none: string,
): string[] {
  if (rows.length === 0) return [none, ''];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const hidden = rows.length - most;
  return [
    line(head),
    line(head.map(() => '---')),
    ...rows.slice(0, most).map(line),
    '',
    ...(hidden > 0
      ? [`${plural(hidden, 'row')} more: \`firebreak report --json\` has every one of them.`, '']
      : []),
  ];
}
