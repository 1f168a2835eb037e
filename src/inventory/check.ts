import { FirebreakError } from '../errors.ts';
import { unsqueezed, unsqueezedList } from './compressed.ts';
import type { Connection } from './connection.ts';
import { readPack, type PackReader } from './pack/read.ts';
import { checksumOf, type Summed } from './statement/checksum.ts';
import { fingerprintOf, packageKey, requestKey } from './statement/fingerprint.ts';
import { selectStatements, statementOf } from './statement/row.ts';
import type { Store } from './store.ts';

/** What is told at most. */
const maxTold = 20;

/**
 * Whether an inventory is whole, as a list of what is not: SQLite's own check, every reference, and every artefact's
 * statements held against the checksum that was made when it was read. Reads all of it.
 */
export function checkInventory({ connection }: Store): readonly string[] {
  return connection.reading(() => {
    const told: string[] = [];
    for (const check of [ofDatabase, ofReferences, ofSightings, ofPacks, ofParts]) {
      try {
        for (const one of check(connection)) {
          told.push(one);
          if (told.length === maxTold) return told;
        }
      } catch (error) {
        if (!(error instanceof FirebreakError)) throw error;
        told.push(error.message);
      }
    }
    return told;
  });
}

function* ofDatabase(connection: Connection): Generator<string> {
  for (const [message] of connection.all('pragma integrity_check'))
    if (message !== 'ok') yield `SQLite: ${String(message)}`;
  for (const [table, row, other] of connection.all('pragma foreign_key_check'))
    yield `${String(table)} ${String(row)} names a ${String(other)} that is not there`;
}

/** Those that no foreign key guards, and the counters that give ids. */
function* ofReferences(connection: Connection): Generator<string> {
  const loose: readonly (readonly [string, string, string])[] = [
    ['statement', 'origin', 'origin'],
    ['artefact', 'reading', 'reading'],
    ['content', 'artefact', 'artefact'],
  ];
  for (const [table, column, other] of loose)
    for (const [row] of connection.all(
      `select distinct ${column} from ${table} where ${column} is not null and ${column} not in (select id from ${other})`,
    ))
      yield `${table} names a ${other} that is not there: ${String(row)}`;
  for (const table of [
    'artefact',
    'origin',
    'pack',
    'package',
    'part',
    'reading',
    'statement',
    'target',
  ]) {
    const [last] = connection.first(`select max(id) from ${table}`) ?? [];
    const [value] = connection.first('select value from counter where name = ?', table) ?? [];
    if (Number(last ?? 0) > Number(value ?? 0)) yield `the counter of ${table} stands too low`;
  }
}

function* ofSightings(connection: Connection): Generator<string> {
  const rows = connection.all(
    'select part, count(*), min(number), max(number), count(distinct number) from sighting group by part',
  );
  for (const [part, count, least, most, distinct] of rows)
    if (least !== 0 || Number(most) + 1 !== count || distinct !== count)
      yield `numbers of artefacts in part ${String(part)} have gaps`;
}

function* ofPacks(connection: Connection): Generator<string> {
  const hashes = new Map<number, readonly [number, number]>();
  for (const row of connection.each(selectStatements)) {
    const one = statementOf(row);
    const code = one.id * 2 + (one.kind === 'request' ? 1 : 0);
    const key = one.kind === 'package' ? packageKey(one.stated) : requestKey(one.stated);
    const [low = 0, high = 0] = fingerprintOf(key);
    hashes.set(code, [low, high]);
  }
  const unused = new Set(hashes.keys());
  for (const [id, universe, body] of connection.each('select id, universe, body from pack')) {
    const pack = readPack({ universe: universe as Uint8Array, body: body as Uint8Array });
    const codes = new Set(pack.unfold().flatMap(({ toggles }) => [...toggles]));
    if (codes.size !== pack.breadth)
      yield `pack ${String(id)} holds what none of its documents states`;
    for (const code of codes) {
      unused.delete(code);
      if (!hashes.has(code)) yield `pack ${String(id)} names a statement that is not there`;
    }
    yield* ofArtefacts(connection, Number(id), pack, hashes);
  }
  for (const code of unused) yield `statement ${code >>> 1} is stated by nothing`;
}

function* ofArtefacts(
  connection: Connection,
  id: number,
  pack: PackReader,
  hashes: ReadonlyMap<number, readonly [number, number]>,
): Generator<string> {
  const rows = connection.all(
    'select id, slot, documents, pairs, problems, installs, checksum from artefact where pack = ? order by slot',
    id,
  );
  let next = 0;
  for (const [artefact, slot, documents, pairs, problems, installs, checksum] of rows) {
    if (slot !== next) yield `documents of pack ${id} belong to nothing, or to two artefacts`;
    next = Number(slot) + Number(documents);
    if (next > pack.slots) {
      yield `artefact ${String(artefact)} names a document that its pack does not hold`;
      continue;
    }
    let stated = 0;
    const summed = Array.from({ length: Number(documents) }, (_, index): Summed => {
      const at = Number(slot) + index;
      const { codes, packages } = pack.codesAt(at);
      stated += packages;
      return { label: pack.labelOf(at), sums: sumsOf(codes, hashes), count: codes.length };
    });
    const sum = checksumOf(textOf(problems), textOf(installs), summed);
    if (Buffer.compare(sum, checksum as Uint8Array) !== 0 || stated !== pairs)
      yield `artefact ${String(artefact)} does not state what was read in it`;
  }
  if (next !== pack.slots) yield `documents of pack ${id} belong to nothing`;
}

function sumsOf(
  codes: Uint32Array,
  hashes: ReadonlyMap<number, readonly [number, number]>,
): readonly [number, number] {
  let low = 0;
  let high = 0;
  for (const code of codes) {
    const [ownLow, ownHigh] = hashes.get(code) ?? [0, 0];
    low = (low + ownLow) >>> 0;
    high = (high + ownHigh) >>> 0;
  }
  return [low, high];
}

function* ofParts(connection: Connection): Generator<string> {
  for (const [id, evidence, problems, weights, notes] of connection.each(
    'select id, evidence, problems, weights, notes from part',
  )) {
    try {
      unsqueezed(evidence);
      unsqueezedList(problems);
      unsqueezedList(weights);
      if (notes !== null) unsqueezed(notes);
    } catch {
      yield `what is remembered of part ${String(id)} cannot be unpacked`;
    }
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
