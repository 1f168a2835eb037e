import { ecosystemOf } from '../package/ecosystem.ts';
import { packageLabel } from './indicator.ts';
import { foldKey } from './json-access.ts';
import { looksLikeVersions } from './version-text.ts';

/** What a column of a table holds. */
export type Role =
  | 'name'
  | 'version'
  | 'ecosystem'
  | 'sources'
  | 'purl'
  | 'indicator'
  | 'type'
  | 'context';

/** Which column holds what; a column that holds nothing we use is in none. */
export type Columns = ReadonlyMap<Role, number>;

/** Spellings of headings and keys, folded to letters and digits. */
const spellings: ReadonlyMap<string, Role> = new Map([
  ...roles(
    'name',
    'name',
    'names',
    'package',
    'packages',
    'packagename',
    'packagenames',
    'pkg',
    'pkgname',
    'module',
    'library',
    'component',
    'dependency',
    'artifact',
    'npmpackage',
    'affectedpackage',
    'compromisedpackage',
    'maliciouspackage',
  ),
  ...roles(
    'version',
    'version',
    'versions',
    'ver',
    'packageversion',
    'packageversions',
    'affected',
    'affectedversion',
    'affectedversions',
    'badversion',
    'badversions',
    'compromisedversion',
    'compromisedversions',
    'exactversion',
    'maliciousversion',
    'maliciousversions',
    'range',
    'ranges',
    'versionrange',
    'vulnerableversion',
    'vulnerableversions',
    'vulnerableversionrange',
  ),
  ...roles(
    'ecosystem',
    'ecosystem',
    'eco',
    'registry',
    'packagemanager',
    'packagetype',
    'platform',
    'language',
  ),
  ...roles(
    'sources',
    'source',
    'sources',
    'vendor',
    'vendors',
    'reportedby',
    'reporter',
    'reporters',
  ),
  ...roles('purl', 'purl', 'purls', 'packageurl'),
  ...roles('indicator', 'indicator', 'indicatorvalue', 'ioc', 'iocvalue', 'observable', 'value'),
  ...roles('type', 'type', 'indicatortype', 'ioctype', 'kind', 'category'),
  ...roles('context', 'context', 'comment', 'comments', 'description', 'details', 'note', 'notes'),
]);

/** The role a heading or key names. */
export function roleOf(heading: string): Role | null {
  return spellings.get(foldKey(heading)) ?? null;
}

/**
 * Finds the columns of a table: by its first row where that is a heading, and by what the columns hold
 * where headings are missing. Null where no column holds names or indicators.
 */
export function findColumns(
  rows: readonly (readonly string[])[],
): { header: boolean; columns: Columns } | null {
  const first = rows[0] ?? [];
  const named = headingRoles(first);
  const header =
    (named.has('name') || named.has('purl') || named.has('indicator')) &&
    !first.some(looksLikeVersions);
  const body = (header ? rows.slice(1) : rows).slice(0, 200);
  const columns = header ? named : new Map<Role, number>();
  if (header) settleType(columns, body);
  else guess(columns, body);
  if (!columns.has('version') && !columns.has('indicator')) guessVersion(columns, body);
  const usable =
    columns.has('purl') ||
    columns.has('indicator') ||
    (columns.has('name') && (header || columns.has('version')));
  return usable ? { header, columns } : null;
}

function headingRoles(cells: readonly string[]): Map<Role, number> {
  const found = new Map<Role, number>();
  for (const [index, cell] of cells.entries()) {
    const role = roleOf(cell);
    if (role !== null && !found.has(role)) found.set(role, index);
  }
  return found;
}

/** Beside indicators `type` says what each is; beside packages it, or `registry`, may name the ecosystem. */
function settleType(columns: Map<Role, number>, body: readonly (readonly string[])[]): void {
  if (columns.has('indicator') && columns.has('name')) columns.delete('indicator');
  const type = columns.get('type');
  if (columns.has('indicator') || type === undefined) return;
  columns.delete('type');
  if (
    !columns.has('ecosystem') &&
    body.some((row) => (packageLabel(row[type] ?? '')?.ecosystem ?? null) !== null)
  )
    columns.set('ecosystem', type);
}

function guess(columns: Map<Role, number>, body: readonly (readonly string[])[]): void {
  const width = Math.max(0, ...body.map((row) => row.length));
  if (width > 1 && most(body, (row) => isTypeWord(row[0] ?? ''))) {
    columns.set('type', 0).set('indicator', 1);
    if (width > 2) columns.set('context', 2);
    return;
  }
  for (let index = 0; index < width; index += 1) {
    if (!columns.has('ecosystem') && most(body, (row) => ecosystemOf(row[index] ?? '') !== null))
      columns.set('ecosystem', index);
    else if (!columns.has('name') && most(body, (row) => looksLikeName(row[index] ?? '')))
      columns.set('name', index);
  }
}

function guessVersion(columns: Map<Role, number>, body: readonly (readonly string[])[]): void {
  const taken = new Set(columns.values());
  const width = Math.max(0, ...body.map((row) => row.length));
  for (let index = 0; index < width; index += 1) {
    if (taken.has(index) || !most(body, (row) => looksLikeVersions(row[index] ?? ''))) continue;
    columns.set('version', index);
    return;
  }
}

function isTypeWord(cell: string): boolean {
  return (
    /^(?:domain|ip(?:v[46])?|url|md5|sha-?(?:1|256|512)|file ?(?:name|path)|user-agent|email)$/i.test(
      cell,
    ) ||
    (/package/i.test(cell) && packageLabel(cell) !== null)
  );
}

function looksLikeName(cell: string): boolean {
  return (
    /^[^\s,;|:]+$/.test(cell) &&
    cell.lastIndexOf('@') <= 0 + (cell.startsWith('@@') ? 1 : 0) &&
    !looksLikeVersions(cell)
  );
}

function most(
  body: readonly (readonly string[])[],
  holds: (row: readonly string[]) => boolean,
): boolean {
  return body.length > 0 && body.filter(holds).length * 2 > body.length;
}

function roles(role: Role, ...words: string[]): [string, Role][] {
  return words.map((word) => [word, role]);
}
