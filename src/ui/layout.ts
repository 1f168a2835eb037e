import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Columns to print in: the terminal's, 80 where there is none, never fewer than 60 or more than 140. */
export function columns(): number {
  return Math.min(140, Math.max(60, process.stdout.columns ?? 80));
}

/** Pads to a width in terminal columns; longer text stays whole. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/**
 * Lays out text behind a label, wrapped to the page with a hanging indent.
 * `indent` is where the label begins, `hang` the columns from there to the text.
 */
export function labelled(indent: number, label: string, hang: number, text: string): string[] {
  const room = Math.max(20, columns() - indent - hang);
  const lines = wrapAnsi(text, room, { hard: true, trim: true }).split('\n');
  return lines.map(
    (line, index) =>
      `${' '.repeat(indent)}${index === 0 ? pad(label, hang) : ' '.repeat(hang)}${line}`,
  );
}

/** Rows as columns, each as wide as its widest cell; the last one is wrapped to what is left. Lines, row by row. */
export function tableRows(indent: number, rows: readonly (readonly string[])[]): string[][] {
  const columnCount = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columnCount }, (_, column) =>
    Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))),
  );
  return rows.map((row) => {
    const lead = row
      .slice(0, -1)
      .map((cell, column) => pad(cell, (widths[column] ?? 0) + 2))
      .join('');
    return labelled(indent, lead, stringWidth(lead), row.at(-1) ?? '').map((line) =>
      line.trimEnd(),
    );
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
