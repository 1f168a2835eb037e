import { ecosystemOf } from '../package/ecosystem.ts';
import { roleOf } from './headings.ts';
import type { Role } from './headings.ts';
import { packageLabel } from './indicator.ts';
import { looksLikeVersions, splitVersions } from './version-text.ts';

/** Which column holds what; a column that holds nothing we use is in none. */
export type Columns = ReadonlyMap<Role, number>;

type Cells = readonly string[];

/** Rows that are looked at to find out what the columns hold. */
const SAMPLE = 200;

/**
 * Finds the columns of a table: by its first row where that is a heading, and by what the columns hold
 * where headings are missing. Null where no column holds names or indicators.
 */
export function findColumns(rows: readonly Cells[]): { header: boolean; columns: Columns } | null {
  const first = rows[0] ?? [];
  const named = headingRoles(first);
  const header =
    (named.has('name') || named.has('purl') || named.has('indicator')) &&
    !first.some(looksLikeVersions);
  const body = (header ? rows.slice(1) : rows).slice(0, SAMPLE);
  const columns = header ? named : new Map<Role, number>();
  if (header) settle(columns, body);
  else guess(columns, body);
  if (!columns.has('version') && !columns.has('indicator'))
    guessVersion(columns, body, header ? areReleases : looksLikeVersions);
  const usable =
    columns.has('purl') ||
    columns.has('indicator') ||
    (columns.has('name') && (header || columns.has('version')));
  return usable ? { header, columns } : null;
}

function headingRoles(cells: Cells): Map<Role, number> {
  const found = new Map<Role, number>();
  for (const [index, cell] of cells.entries()) {
    const role = roleOf(cell);
    if (role !== null && !found.has(role)) found.set(role, index);
  }
  return found;
}

/** Beside indicators `type` says what each is; beside packages it, or `registry`, may name the ecosystem. */
function settle(columns: Map<Role, number>, body: readonly Cells[]): void {
  if (columns.has('indicator') && columns.has('name')) columns.delete('indicator');
  for (const role of ['registry', 'type'] as const) {
    const index = columns.get(role);
    if (index === undefined || (role === 'type' && columns.has('indicator'))) continue;
    columns.delete(role);
    const names = body.some((row) => (packageLabel(row[index] ?? '')?.ecosystem ?? null) !== null);
    if (names && !columns.has('ecosystem')) columns.set('ecosystem', index);
  }
}

function guess(columns: Map<Role, number>, body: readonly Cells[]): void {
  const width = widthOf(body);
  if (width > 1 && most(body, 0, isTypeWord)) {
    columns.set('type', 0).set('indicator', 1);
    if (width > 2) columns.set('context', 2);
    return;
  }
  for (let index = 0; index < width; index += 1) {
    if (!columns.has('ecosystem') && most(body, index, (cell) => ecosystemOf(cell) !== null))
      columns.set('ecosystem', index);
    else if (!columns.has('name') && most(body, index, looksLikeName)) columns.set('name', index);
  }
}

function guessVersion(
  columns: Map<Role, number>,
  body: readonly Cells[],
  holds: (cell: string) => boolean,
): void {
  const taken = new Set(columns.values());
  for (let index = 0; index < widthOf(body); index += 1) {
    if (taken.has(index) || !most(body, index, holds)) continue;
    columns.set('version', index);
    return;
  }
}

/** Versions with three parts, as a column of unknown heading must hold: a severity of 9.8 is no version. */
function areReleases(cell: string): boolean {
  const pieces = splitVersions(cell);
  return (
    pieces.length > 0 &&
    pieces.every(({ text, range }) => range || /^v?\d+\.\d+\.\d+(?:[-+]\S*)?$/.test(text))
  );
}

function isTypeWord(cell: string): boolean {
  const plain =
    /^(?:domain|ip(?:v[46])?|url|md5|sha-?(?:1|256|512)|file ?(?:name|path)|user-agent|email)$/i;
  return plain.test(cell) || (/package/i.test(cell) && packageLabel(cell) !== null);
}

/** A name without a version behind it: `axios`, `@antv/g2`, also `@@antv/g2`, not `axios@1.14.1`. */
function looksLikeName(cell: string): boolean {
  return /^@{0,2}[^\s,;|:@]+$/.test(cell) && !looksLikeVersions(cell);
}

/** Whether more than half of a column's cells that are not blank hold something. */
function most(body: readonly Cells[], index: number, holds: (cell: string) => boolean): boolean {
  const cells = body.map((row) => row[index]?.trim() ?? '').filter((cell) => cell !== '');
  return cells.filter(holds).length * 2 > cells.length;
}

function widthOf(body: readonly Cells[]): number {
  return body.reduce((width, row) => Math.max(width, row.length), 0);
}
