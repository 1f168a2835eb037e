import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { paint } from './style.ts';

/** Columns to print in: the terminal's, 80 where there is none, never fewer than 60 or more than 140. */
export function columns(): number {
  return Math.min(140, Math.max(60, process.stdout.columns ?? 80));
}

/** Pads to a width in terminal columns; longer text stays whole. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/**
 * Lays out text behind a label, wrapped to the page with a hanging indent. `indent` is where the label begins, `hang`
 * the columns from there to the text. A word is never broken, since names and paths are there to be copied: one that
 * does not fit stands further left on a line of its own.
 */
export function labelled(indent: number, label: string, hang: number, text: string): string[] {
  const lead = `${' '.repeat(indent)}${label}`;
  const start = Math.max(indent + hang, label === '' ? 0 : stringWidth(lead) + 1);
  return behind(lead, placed(indent + 2, start, text));
}

/** Text wrapped to the page, from a column on. */
export function wrapped(indent: number, text: string): string[] {
  return labelled(indent, '', 0, text);
}

/**
 * A command to type, on one line however long it is: a terminal wraps it by itself, and what is copied stays one
 * command. Half of one would run as soon as it is pasted.
 */
export function commandLines(indent: number, command: string): string[] {
  return [`${' '.repeat(indent)}${paint('cyan', command)}`];
}

/** Between two columns. */
const gap = 2;
/** What the last column is left with, where its words ask for that much. */
const lastColumn = 16;

/**
 * Rows as columns, the last one wrapped to what is left. Lines, row by row. A column is as wide as its widest cell that
 * leaves room for the others; a wider cell stays whole, and its row goes on below it.
 */
export function tableRows(indent: number, rows: readonly (readonly string[])[]): string[][] {
  const starts = columnStarts(indent, rows);
  return rows.map((row) => {
    const lines: string[] = [];
    let line = '';
    for (const [index, cell] of row.entries()) {
      if (cell === '') continue;
      const start = starts[index] ?? indent;
      if (index > 0 && line !== '' && stringWidth(line) + gap > start) {
        lines.push(line);
        line = '';
      }
      if (index < row.length - 1 && start + stringWidth(cell) <= columns()) {
        line = `${pad(line, start)}${cell}`;
      } else {
        lines.push(...behind(line, placed(index === 0 ? indent : indent + gap, start, cell)));
        line = '';
      }
    }
    if (line !== '') lines.push(line);
    return lines;
  });
}

/** The same as one list of lines. */
export function table(indent: number, rows: readonly (readonly string[])[]): string[] {
  return tableRows(indent, rows).flat();
}

/** `1 target`, `2 targets`. */
export function plural(number: number, one: string, many: string = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** Puts the first line behind what stands to its left already, or below it where the two would touch or not fit. */
function behind(lead: string, [first = '', ...rest]: readonly string[]): string[] {
  const text = first.trimStart();
  const at = first.length - text.length;
  if (lead.trim() === '' || text === '')
    return [`${lead.trimEnd()}${text === '' ? '' : first}`, ...rest];
  return stringWidth(lead) < at && stringWidth(first) <= columns()
    ? [`${pad(lead, at)}${text}`, ...rest]
    : [lead.trimEnd(), first, ...rest];
}

/** Text in lines that begin at `start`; a word too wide for that begins further left, but not left of `least`. */
function placed(least: number, start: number, text: string): string[] {
  const room = Math.max(1, columns() - start);
  return wrapAnsi(text, room, { hard: false, trim: true })
    .split('\n')
    .map((line) => {
      const width = stringWidth(line);
      const at = width <= room ? start : Math.min(start, Math.max(least, columns() - width));
      return `${' '.repeat(at)}${line}`;
    });
}

/** Where each column begins. */
function columnStarts(indent: number, rows: readonly (readonly string[])[]): number[] {
  const count = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const columnsOf = Array.from({ length: count }, (_, column) =>
    widthsOf(rows.map((row) => stringWidth(row[column] ?? ''))),
  );
  const last = Math.min(lastColumn, columnsOf.at(-1)?.[0]?.width ?? 0);
  const starts = [indent];
  for (const width of fitted(columnsOf.slice(0, -1), columns() - indent - last))
    starts.push((starts.at(-1) ?? indent) + width + gap);
  return starts;
}

/** A width that cells of a column have, and how many have it. */
interface Width {
  readonly width: number;
  readonly cells: number;
}

/** The widths in a column, the widest first. */
function widthsOf(widths: readonly number[]): Width[] {
  return [...Map.groupBy(widths, (width) => width)]
    .map(([width, cells]) => ({ width, cells: cells.length }))
    .toSorted((a, b) => b.width - a.width);
}

/**
 * Widths for columns so that all of them, gaps included, fit into the room: where they do not, the widest cells of some
 * column are left out of the count, those first that are few and save much.
 */
function fitted(all: readonly (readonly Width[])[], room: number): number[] {
  const from = all.map(() => 0);
  const widthOf = (column: number, skip = 0): number =>
    all[column]?.[(from[column] ?? 0) + skip]?.width ?? 0;
  const widths = (): number[] => all.map((_, column) => widthOf(column));
  const cost = (column: number): number => {
    const cells = all[column]?.[from[column] ?? 0]?.cells ?? 0;
    return cells / (widthOf(column) - widthOf(column, 1));
  };
  while (widths().reduce((sum, width) => sum + width + gap, 0) > room) {
    const open = [...all.keys()].filter((column) => widthOf(column) > 0);
    const [cheapest] = open.toSorted((a, b) => cost(a) - cost(b));
    if (cheapest === undefined) break;
    from[cheapest] = (from[cheapest] ?? 0) + 1;
  }
  return widths();
}
