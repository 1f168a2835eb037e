import { parse } from 'csv-parse/sync';
import type { Row } from '../../table.ts';
import { looksLikeVersions } from '../../version-text.ts';
import type { Delimiter } from './delimiter.ts';

export interface CsvRows {
  readonly rows: readonly Row[];
  /** Lines whose quotes do not close. */
  readonly broken: readonly { line: number; text: string }[];
  readonly comments: number;
  readonly blank: number;
}

interface RecordWithInfo {
  record: string[];
  info: { lines: number };
}

/**
 * Splits a CSV into rows with their lines (RFC 4180, `#` at the start of a line as comment). Where a
 * quote is left open and would swallow the rows behind it, each line is read by itself instead.
 */
export function csvRows(lines: readonly string[], delimiter: Delimiter): CsvRows {
  const whole = parseWhole(lines, delimiter);
  return whole ?? parseByLine(lines, delimiter);
}

function parseWhole(lines: readonly string[], delimiter: Delimiter): CsvRows | null {
  let records: RecordWithInfo[];
  try {
    records = parseText(lines.join('\n'), delimiter);
  } catch {
    return null;
  }
  const width = records[0]?.record.length ?? 0;
  const rows: Row[] = [];
  let next = 0;
  let comments = 0;
  let blank = 0;
  for (const { record, info } of records) {
    while (next < info.lines - 1 && isApart(lines[next] ?? '')) next += 1;
    const start = next;
    next = info.lines;
    const inside = lines.slice(start + 1, next);
    if (inside.some((line) => isRow(line, delimiter, width))) return null;
    if (record.every((cell) => cell === '')) continue;
    rows.push({ cells: record, line: start + 1, text: lines.slice(start, next).join('\n') });
  }
  for (const line of lines) {
    if (line.startsWith('#')) comments += 1;
    else if (isBlankRow(line, delimiter)) blank += 1;
  }
  return { rows, broken: [], comments, blank };
}

function parseByLine(lines: readonly string[], delimiter: Delimiter): CsvRows {
  const rows: Row[] = [];
  const broken: { line: number; text: string }[] = [];
  let comments = 0;
  let blank = 0;
  for (const [index, text] of lines.entries()) {
    if (text.startsWith('#')) comments += 1;
    else if (isBlankRow(text, delimiter)) blank += 1;
    else {
      const cells = parseLine(text, delimiter);
      if (cells === null) broken.push({ line: index + 1, text });
      else rows.push({ cells, line: index + 1, text });
    }
  }
  return { rows, broken, comments, blank };
}

function parseLine(text: string, delimiter: Delimiter): readonly string[] | null {
  const quotes = text.split('"').length - 1;
  if (quotes === 0) return text.split(delimiter).map((cell) => cell.trim());
  if (quotes % 2 === 1) return null;
  try {
    return parseText(text, delimiter)[0]?.record ?? null;
  } catch {
    return null;
  }
}

function parseText(text: string, delimiter: Delimiter): RecordWithInfo[] {
  return parse(text, {
    bom: true,
    comment: '#',
    comment_no_infix: true,
    delimiter,
    info: true,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  }) as unknown as RecordWithInfo[];
}

/** Whether a line inside a quoted field reads as a row of its own, and not as one more line of versions. */
function isRow(line: string, delimiter: Delimiter, width: number): boolean {
  const cells = line.split(delimiter);
  return cells.length >= Math.max(2, width) && !looksLikeVersions(cells[0] ?? '');
}

function isApart(line: string): boolean {
  return line.trim() === '' || line.startsWith('#');
}

function isBlankRow(line: string, delimiter: Delimiter): boolean {
  return line.replaceAll(delimiter, '').trim() === '';
}
