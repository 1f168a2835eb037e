import type { LockedPackage, OpenRequest } from '../../lockfile/types.ts';
import type { Connection } from '../connection.ts';
import type { Counters } from '../counters.ts';
import { storable } from '../text.ts';
import { digestBytes } from './digest-bytes.ts';
import { isSamePackage, packageKey, requestKey, restOf } from './fingerprint.ts';
import { comparedName } from './name.ts';
import { splitUrl } from './resolved.ts';
import { selectStatements, statementOf } from './row.ts';
import type { Stated } from './space.ts';
import { dependencyKinds, sources, statementKinds } from './words.ts';

/** Finds the rows of statements and makes those that are missing. Works within a write transaction. */
export interface Vocabulary {
  /** To be called when the transaction has begun: others may have written since. True where rows were taken away. */
  renew(): boolean;
  /** `hash`: of what is stated, as its space gives it. */
  rowOf(one: Stated, hash: number): number;
  /** Forgets what it knows: the transaction came to nothing. */
  drop(): void;
}

interface KnownPackage {
  readonly id: number;
  /** Rows by what tells statements apart. */
  readonly statements: Map<string, number>;
}

/** Packages and statements kept in mind at one time. */
const maxKnown = 20_000;
const maxMet = 200_000;

/** The vocabulary of an inventory. */
export function vocabularyOf(connection: Connection, counters: Counters): Vocabulary {
  const packages = new Map<string, KnownPackage>();
  const origins = new Map<string, number>();
  const met = new Map<number, { readonly row: number; readonly stated: LockedPackage }>();
  let written = -1;
  let forgotten = -1;
  const drop = (): void => {
    packages.clear();
    origins.clear();
    met.clear();
  };
  const packageOf = (ecosystem: string, name: string): KnownPackage => {
    const key = `${ecosystem}\n${name}`;
    const known = packages.get(key);
    if (known !== undefined) return known;
    if (packages.size >= maxKnown) packages.clear();
    const found =
      findPackage(connection, ecosystem, name) ?? addPackage(connection, counters, ecosystem, name);
    packages.set(key, found);
    return found;
  };
  const originOf = (pattern: string | null): number | null => {
    if (pattern === null) return null;
    const known =
      origins.get(pattern) ??
      connection.first('select id from origin where pattern = ?', storable(pattern))?.[0];
    const id = known === undefined ? counters.next('origin') : Number(known);
    if (known === undefined)
      connection.run('insert into origin (id, pattern) values (?, ?)', id, storable(pattern));
    origins.set(pattern, id);
    return id;
  };
  const find = (one: Stated): number => {
    const { ecosystem, name } = one.stated;
    const { id, statements } = packageOf(ecosystem, name);
    const key = keyOf(one);
    const known = statements.get(key);
    if (known !== undefined) return known;
    const row = counters.next('statement');
    if (one.kind === 'package') addStated(connection, row, id, one.stated, originOf);
    else addRequest(connection, row, id, one.stated);
    statements.set(key, row);
    written = row;
    return row;
  };
  return {
    drop,
    renew() {
      const taken = counters.last('forgotten');
      const isTaken = forgotten !== -1 && taken !== forgotten;
      if (counters.last('statement') !== written || isTaken) drop();
      forgotten = taken;
      written = counters.last('statement');
      return isTaken;
    },
    rowOf(one, hash) {
      if (one.kind === 'request') return find(one);
      const known = met.get(hash);
      if (known !== undefined && isSamePackage(known.stated, one.stated)) return known.row;
      if (met.size >= maxMet) met.clear();
      const row = find(one);
      met.set(hash, { row, stated: one.stated });
      return row;
    },
  };
}

function keyOf(one: Stated): string {
  return one.kind === 'package' ? packageKey(one.stated) : `r${requestKey(one.stated)}`;
}

function findPackage(connection: Connection, ecosystem: string, name: string): KnownPackage | null {
  const compared = comparedName(ecosystem, name);
  const rows = connection.all(
    'select id, name from package where ecosystem = ? and compared = ?',
    storable(ecosystem),
    storable(compared),
  );
  const own = compared === name ? null : storable(name);
  const row = rows.find(([, stored]) => stored === own);
  if (row === undefined) return null;
  const stated = connection.all(`${selectStatements} where s.package = ?`, Number(row[0]));
  return {
    id: Number(row[0]),
    statements: new Map(stated.map(statementOf).map((one) => [keyOf(one), one.id])),
  };
}

function addPackage(
  connection: Connection,
  counters: Counters,
  ecosystem: string,
  name: string,
): KnownPackage {
  const id = counters.next('package');
  const compared = comparedName(ecosystem, name);
  connection.run(
    'insert into package (id, ecosystem, compared, name) values (?, ?, ?, ?)',
    id,
    storable(ecosystem),
    storable(compared),
    compared === name ? null : storable(name),
  );
  return { id, statements: new Map() };
}

const insert = `
  insert into statement (id, package, kind, detail, version, origin, resolved, revision, integrity)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

function addStated(
  connection: Connection,
  row: number,
  owner: number,
  { commit, integrity, name, resolved, source, version }: LockedPackage,
  originOf: (pattern: string | null) => number | null,
): void {
  const url =
    resolved === null
      ? { pattern: null, rest: null }
      : splitUrl(resolved, { name, version, commit });
  connection.run(
    insert,
    row,
    owner,
    statementKinds.package,
    sources.indexOf(source),
    storable(version),
    originOf(url.pattern),
    url.rest === null ? null : storable(url.rest),
    commit === null ? null : storable(commit),
    integrity === null ? null : digestBytes(storable(integrity)),
  );
}

function addRequest(
  connection: Connection,
  row: number,
  owner: number,
  request: OpenRequest,
): void {
  const { kind, range } = request;
  connection.run(
    insert,
    row,
    owner,
    statementKinds.request,
    dependencyKinds.indexOf(kind),
    range === null ? null : storable(range),
    null,
    restOf(request),
    null,
    null,
  );
}
