import { ecosystemTypeOf } from '../package/ecosystem.ts';
import type { ListBuilder } from './builder.ts';
import { findColumns } from './columns.ts';
import type { Columns } from './columns.ts';
import type { Role } from './headings.ts';
import { parseCoordinates, splitPrefix } from './coordinates.ts';
import { packageLabel } from './indicator.ts';
import { referencesOf } from './reference.ts';
import { takeTyped } from './typed.ts';
import { splitVersions } from './version-text.ts';

/** One row of a table, however the file draws tables. */
export interface Row {
  readonly cells: readonly string[];
  readonly line: number | null;
  /** The row as it stands in the file. */
  readonly text: string;
}

/** How the rows of a table are written. */
export type TableDialect = 'typed' | 'aggregated' | 'plain';

/**
 * Reads a table of packages or typed indicators, the first row being a heading where it reads as one.
 * `ecosystem` is what rows without one belong to, null for bare names. Null when the table holds neither
 * packages nor indicators; nothing is taken then.
 */
export function readTable(
  rows: readonly Row[],
  into: ListBuilder,
  ecosystem: string | null = null,
): TableDialect | null {
  const found = findColumns(rows.slice(0, 201).map((row) => row.cells));
  if (found === null) return null;
  const { header, columns } = found;
  if (header) into.skip('headers');
  let aggregated = false;
  for (const row of header ? rows.slice(1) : rows) {
    if (columns.has('indicator')) readTyped(row, columns, into, ecosystem);
    else aggregated = readPackage(row, columns, into, ecosystem) > 1 || aggregated;
  }
  if (columns.has('indicator')) return 'typed';
  return aggregated ? 'aggregated' : 'plain';
}

function readPackage(
  row: Row,
  columns: Columns,
  into: ListBuilder,
  ecosystem: string | null,
): number {
  const cell = (role: Role): string => row.cells[columns.get(role) ?? -1]?.trim() ?? '';
  const field = splitVersions(cell('version'));
  const vendors = cell('sources')
    .split(/[,;|]/)
    .map((vendor) => vendor.trim())
    .filter((vendor) => vendor !== '');
  const word = cell('ecosystem');
  const own = word === '' ? ecosystem : (packageLabel(word)?.ecosystem ?? ecosystemTypeOf(word));
  const references = referencesOf(cell('reference'));
  const rest = { line: row.line, text: row.text, vendors, references };
  const name = unquoted(cell('purl') || cell('name'));
  if (name === '') {
    into.notUnderstood(row.line, row.text, 'a row without a package name');
    return 0;
  }
  if (field.length > 0 && !/^pkg:/i.test(name)) {
    const split = splitPrefix(name);
    const prefixed =
      own === null ? split : { ecosystem: own, rest: split.ecosystem === own ? split.rest : name };
    into.package({ ecosystem: prefixed.ecosystem, name: prefixed.rest, versions: field, ...rest });
    return field.length;
  }
  const parsed = parseCoordinates(name);
  if (!parsed.ok) {
    into.notUnderstood(row.line, row.text, parsed.reason);
    return 0;
  }
  const versions = field.length > 0 ? field : parsed.versions;
  into.package({ ecosystem: parsed.ecosystem ?? own, name: parsed.name, versions, ...rest });
  return versions.length;
}

function readTyped(row: Row, columns: Columns, into: ListBuilder, ecosystem: string | null): void {
  const cell = (role: Role): string => row.cells[columns.get(role) ?? -1]?.trim() ?? '';
  const { line, text } = row;
  takeTyped(
    {
      labels: [cell('type')],
      value: cell('indicator'),
      context: cell('context') || null,
      version: cell('version'),
      ecosystem,
      line,
      text,
    },
    into,
  );
}

/** A cell without the quotes that some exports leave around names. */
function unquoted(cell: string): string {
  const sign = cell[0] ?? '';
  return cell.length > 1 && `"'\``.includes(sign) && cell.endsWith(sign)
    ? cell.slice(1, -1).trim()
    : cell;
}
