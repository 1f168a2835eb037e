import { findColumns } from '../../columns.ts';
import { readTable } from '../../table.ts';
import type { ListText } from '../../text.ts';
import type { ListFormat } from '../types.ts';
import { findDelimiter } from './delimiter.ts';
import { csvRows } from './rows.ts';

/**
 * Comma, semicolon, tab or bar separated rows: a name and its version or versions, or typed indicators,
 * with a heading or without. Dialects: `csv`, `csv-aggregated` (several versions in a field), `csv-typed`.
 */
export const csv: ListFormat = {
  id: 'csv',
  looksLike: 'CSV or TSV with a heading such as package,version or type,indicator,context',
  recognises(list) {
    const head = list.lines().slice(0, 200);
    const delimiter = findDelimiter(head);
    if (delimiter === null) return 0;
    const found = findColumns(csvRows(head, delimiter).rows.map((row) => row.cells));
    if (found === null) return isNamedCsv(list) ? 20 : 0;
    return (found.header ? 65 : 50) + (isNamedCsv(list) ? 10 : 0);
  },
  read(list, into) {
    const delimiter = findDelimiter(list.lines()) ?? ',';
    const { rows, broken, comments, blank } = csvRows(list.lines(), delimiter);
    into.skip('comments', comments);
    into.skip('blank', blank);
    for (const row of broken) into.notUnderstood(row.line, row.text, 'a quote that is not closed');
    const dialect = readTable(rows, into);
    if (dialect === null) {
      for (const row of rows)
        into.notUnderstood(row.line, row.text, 'no column holds package names or indicators');
    }
    return dialect === null || dialect === 'plain' ? 'csv' : `csv-${dialect}`;
  },
};

function isNamedCsv(list: ListText): boolean {
  return /\.[ct]sv$/i.test(list.name);
}
