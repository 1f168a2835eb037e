import type { LockedPackage, OpenRequest } from '../../lockfile/types.ts';
import type { Connection } from '../connection.ts';
import type { Counters } from '../counters.ts';
import { storable } from '../text.ts';
import { digestBytes } from './digest-bytes.ts';
import { fingerprintOf, packageKey, requestKey, restOf } from './fingerprint.ts';
import { type KnownRows, knownRows } from './known-rows.ts';
import { comparedName } from './name.ts';
import { splitUrl } from './resolved.ts';
import { selectStatements, statementOf } from './row.ts';
import type { Stated } from './space.ts';
import { dependencyKinds, sources, statementKinds } from './words.ts';

/** Finds the rows of statements and makes those that are missing. Works within a write transaction. */
export interface Vocabulary {
  /** To be called when the transaction has begun: others may have written since. True where rows were taken away. */
  renew(): boolean;
  /** `fingerprint`: of what is stated, as its space gives it. */
  rowOf(one: Stated, fingerprint: Uint32Array): number;
  /** Forgets what it knows: the transaction came to nothing. */
  drop(): void;
}

/** Packages and statements kept in mind from one transaction to the next, in some 5 and 10 MB. */
const maxPackages = 40_000;
const maxStatements = 200_000;

/** The vocabulary of an inventory. */
export function vocabularyOf(connection: Connection, counters: Counters): Vocabulary {
  const packages = new Map<string, number>();
  const known = knownRows();
  /** Releases of which there are many statements, all of them in `known`. */
  const crowded = new Set<string>();
  const origins = new Map<string, number>();
  let written = -1;
  let forgotten = -1;
  const drop = (): void => {
    packages.clear();
    origins.clear();
    known.clear();
    crowded.clear();
  };
  const packageOf = (ecosystem: string, name: string): number => {
    const key = `${ecosystem}\n${name}`;
    const before = packages.get(key);
    if (before !== undefined) return before;
    const id =
      findPackage(connection, ecosystem, name) ?? addPackage(connection, counters, ecosystem, name);
    packages.set(key, id);
    return id;
  };
  const originOf = (pattern: string | null): number | null => {
    if (pattern === null) return null;
    const before =
      origins.get(pattern) ??
      connection.first('select id from origin where pattern = ?', storable(pattern))?.[0];
    const id = before === undefined ? counters.next('origin') : Number(before);
    if (before === undefined)
      connection.run('insert into origin (id, pattern) values (?, ?)', id, storable(pattern));
    origins.set(pattern, id);
    return id;
  };
  return {
    drop,
    renew() {
      const taken = counters.last('forgotten');
      const isTaken = forgotten !== -1 && taken !== forgotten;
      const isMuch = packages.size >= maxPackages || known.size >= maxStatements;
      if (counters.last('statement') !== written || isTaken || isMuch) drop();
      forgotten = taken;
      written = counters.last('statement');
      return isTaken;
    },
    rowOf(one, fingerprint) {
      const met = known.find(fingerprint);
      if (met !== 0) return met;
      const owner = packageOf(one.stated.ecosystem, one.stated.name);
      learn(connection, { owner, one, known, crowded });
      const found = known.find(fingerprint);
      if (found !== 0) return found;
      const row = counters.next('statement');
      if (one.kind === 'package') addStated(connection, row, owner, one.stated, originOf);
      else addRequest(connection, row, owner, one.stated);
      known.add(fingerprint, row);
      written = row;
      return row;
    },
  };
}

function findPackage(connection: Connection, ecosystem: string, name: string): number | null {
  const compared = comparedName(ecosystem, name);
  const rows = connection.all(
    'select id, name from package where ecosystem = ? and compared = ?',
    storable(ecosystem),
    storable(compared),
  );
  const own = compared === name ? null : storable(name);
  const row = rows.find(([, stored]) => stored === own);
  return row === undefined ? null : Number(row[0]);
}

/** So many statements of one release are not asked for again each time that one more is met. */
const many = 16;

interface Learning {
  readonly owner: number;
  readonly one: Stated;
  readonly known: KnownRows;
  readonly crowded: Set<string>;
}

/** Statements of a release, or requests for a range, that are there already. */
function learn(connection: Connection, { crowded, known, one, owner }: Learning): void {
  const version = one.kind === 'package' ? one.stated.version : one.stated.range;
  const release = JSON.stringify([owner, version]);
  if (crowded.has(release)) return;
  const rows = connection.all(
    `${selectStatements} where s.package = ? and s.version is not distinct from ?`,
    owner,
    version === null ? null : storable(version),
  );
  for (const row of rows) {
    const there = statementOf(row);
    const key = there.kind === 'package' ? packageKey(there.stated) : requestKey(there.stated);
    const fingerprint = fingerprintOf(key);
    if (known.find(fingerprint) === 0) known.add(fingerprint, there.id);
  }
  if (rows.length >= many) crowded.add(release);
}

function addPackage(
  connection: Connection,
  counters: Counters,
  ecosystem: string,
  name: string,
): number {
  const id = counters.next('package');
  const compared = comparedName(ecosystem, name);
  connection.run(
    'insert into package (id, ecosystem, compared, name) values (?, ?, ?, ?)',
    id,
    storable(ecosystem),
    storable(compared),
    compared === name ? null : storable(name),
  );
  return id;
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
