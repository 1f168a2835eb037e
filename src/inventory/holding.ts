import type { LockedPackage } from '../lockfile/types.ts';
import type { Connection, Row } from './connection.ts';
import { memoryOf } from './memory.ts';
import { markedPlaces, slotsHolding } from './pack/search.ts';
import { selectStatements, type Statement, statementOf } from './statement/row.ts';
import type { Store } from './store.ts';
import { storable, stored } from './text.ts';
import type { HoldingPart, Sought } from './types.ts';
import { damaged } from './varint.ts';

/**
 * Every part that holds an artefact with a statement that is hit. First the statements with sought names, then one pass
 * over what packs hold at all, then the documents of those that hold a hit. Throws INVENTORY_INVALID.
 */
export function partsHolding(
  store: Store,
  sought: Sought,
  isHit: (statement: LockedPackage) => boolean,
): readonly HoldingPart[] {
  const { connection } = store;
  return connection.reading(() => {
    const hits = new Set<number>();
    for (const one of soughtStatements(connection, sought))
      if (one.kind === 'request' || isHit(one.stated)) hits.add(one.id);
    const ids = new Set(Array.from(hits, (row) => row * 2));
    return partsWith(store, artefactsHolding(store, hits), ids);
  });
}

/** All statements with names that are sought, requests among them. */
export function* soughtStatements(connection: Connection, sought: Sought): Generator<Statement> {
  if (sought.kind === 'all') {
    for (const row of connection.each(selectStatements)) yield statementOf(row);
    return;
  }
  for (const [ecosystem, names] of sought.names)
    for (const name of names)
      yield* connection
        .all(
          `${selectStatements} where p.ecosystem = ? and p.compared = ?`,
          storable(ecosystem),
          storable(name),
        )
        .map(statementOf);
  for (const [ecosystem, scopes] of sought.scopes)
    for (const scope of scopes)
      yield* connection
        .all(
          `${selectStatements} where p.ecosystem = ? and p.compared >= ? and p.compared < ?`,
          storable(ecosystem),
          scope,
          after(scope),
        )
        .map(statementOf);
}

/** The least text that begins with none of what `scope` begins. */
function after(scope: string): string {
  return scope.slice(0, -1) + String.fromCharCode(scope.charCodeAt(scope.length - 1) + 1);
}

/** Packs read at one time: fewer calls, and no more memory than that. */
const batch = 256;

/** Artefacts whose documents state something of the given rows, ascending. */
export function artefactsHolding({ connection }: Store, rows: ReadonlySet<number>): number[] {
  if (rows.size === 0) return [];
  const found: number[] = [];
  const [last] = connection.first('select max(id) from statement') ?? [];
  // Long enough for every row there is: what is asked beyond an array's end is answered slowly.
  const marks = new Uint8Array(Number(last) + 1);
  for (const row of rows) marks[row] = 1;
  for (let from = 0; ;) {
    const packs = connection.all(
      'select id, universe from pack where id >= ? order by id limit ?',
      from,
      batch,
    );
    for (const [id, universe] of packs) {
      if (!(universe instanceof Uint8Array)) throw damaged(`pack ${Number(id)} is empty`);
      const places = markedPlaces(universe, marks);
      if (places.length > 0) found.push(...holdersIn(connection, Number(id), places));
    }
    if (packs.length < batch) return found.toSorted((a, b) => a - b);
    from = Number(packs.at(-1)?.[0]) + 1;
  }
}

function holdersIn(connection: Connection, pack: number, places: readonly number[]): number[] {
  const [body] = connection.first('select body from pack where id = ?', pack) ?? [];
  if (!(body instanceof Uint8Array)) throw damaged(`pack ${pack} is empty`);
  const holders = slotsHolding(body, places);
  return connection
    .all('select id, slot, documents from artefact where pack = ?', pack)
    .filter(([, slot, documents]) =>
      holders.slice(Number(slot), Number(slot) + Number(documents)).includes(true),
    )
    .map(([id]) => Number(id));
}

/** From here on one walk over a table is quicker than a question for each row. */
const many = 500;

/** The parts in which artefacts were sighted, by target name, with the numbers they have there. */
function partsWith(
  store: Store,
  artefacts: readonly number[],
  hits: ReadonlySet<number>,
): readonly HoldingPart[] {
  const { connection } = store;
  const numbers = new Map<number, number[]>();
  for (const [part, number] of sightingsOf(connection, artefacts)) {
    const own = numbers.get(Number(part)) ?? [];
    own.push(Number(number));
    numbers.set(Number(part), own);
  }
  return partRows(connection, [...numbers.keys()])
    .map((row) => holdingPart(store, row, numbers.get(Number(row[0])) ?? [], hits))
    .toSorted(
      (a, b) =>
        order(a.target.name, b.target.name) ||
        order(a.target.identity, b.target.identity) ||
        order(a.partKey, b.partKey),
    );
}

function sightingsOf(connection: Connection, artefacts: readonly number[]): Row[] {
  const select = 'select part, number, artefact from sighting';
  if (artefacts.length < many)
    return artefacts.flatMap((one) => connection.all(`${select} where artefact = ?`, one));
  const wanted = new Set(artefacts);
  return connection.all(select).filter(([, , artefact]) => wanted.has(Number(artefact)));
}

function partRows(connection: Connection, parts: readonly number[]): Row[] {
  const select = `
    select p.id, p.key, p.kind, p.fingerprint, t.identity, t.name, t.kind, t.place,
           coalesce(l.looked_at, t.looked_at)
    from part p join target t on t.id = p.target
    left join look l on l.part = p.id`;
  if (parts.length < many)
    return parts.flatMap((one) => connection.all(`${select} where p.id = ?`, one));
  const wanted = new Set(parts);
  return connection.all(select).filter(([id]) => wanted.has(Number(id)));
}

function holdingPart(
  store: Store,
  row: Row,
  numbers: readonly number[],
  hits: ReadonlySet<number>,
): HoldingPart {
  const text = (index: number): string => stored(String(row[index]));
  return {
    target: {
      identity: text(4),
      name: text(5),
      kind: text(6) === 'directory' ? 'directory' : 'repository',
      place: text(7),
    },
    at: text(8),
    partKey: text(1),
    partKind: text(2) === 'files' ? 'files' : 'repository',
    artefacts: numbers.toSorted((a, b) => a - b),
    hits,
    memory: memoryOf(store, Number(row[0]), text(3)),
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
