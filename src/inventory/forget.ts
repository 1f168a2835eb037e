import type { Connection } from './connection.ts';
import { decodeUniverse, difference, type Slot } from './pack/pack.ts';
import type { PackReader } from './pack/read.ts';
import type { Store } from './store.ts';
import { dropTarget } from './write/drop.ts';
import { insertPack } from './write/store-packs.ts';
import { writing } from './write/writer.ts';

/** What was taken away. */
export interface Forgotten {
  readonly targets: number;
  readonly artefacts: number;
  readonly statements: number;
  /** How much smaller the file is, in bytes. */
  readonly bytes: number;
}

/**
 * Takes targets away by their rows, and with them all artefacts that no part holds any more and all statements that no
 * artefact states. Gives the space back to the disk. Throws as a writer's `commit`.
 */
export function forgetTargets(store: Store, targets: readonly number[]): Forgotten {
  const { connection, counters } = store;
  const before = bytesOf(connection);
  const taken = writing(store, () => {
    for (const target of targets) dropTarget(store, target);
    const artefacts = forgetArtefacts(store);
    const statements = forgetStatements(connection);
    counters.next('forgotten');
    return { artefacts, statements };
  });
  store.packs.drop();
  connection.release();
  return { targets: targets.length, ...taken, bytes: Math.max(0, before - bytesOf(connection)) };
}

/** How large an inventory's file is, in bytes. */
export function bytesOf(connection: Connection): number {
  const of = (name: 'page_count' | 'page_size'): number =>
    Number(connection.first(`pragma ${name}`)?.[0]);
  return of('page_count') * of('page_size');
}

function forgetArtefacts(store: Store): number {
  const { connection } = store;
  const rows = connection.all(
    'select id, pack from artefact where id not in (select artefact from sighting)',
  );
  for (const [id] of rows) connection.run('delete from artefact where id = ?', Number(id));
  // Nothing leads from an artefact to its keys: they are many, and nobody else asks.
  connection.run('delete from content where artefact not in (select id from artefact)');
  const packs = new Set(rows.flatMap(([, pack]) => (pack === null ? [] : [Number(pack)])));
  for (const pack of packs) repack(store, pack);
  return rows.length;
}

/** Puts what is left of a pack into a new one: who still reads the old one must not find other documents in it. */
function repack(store: Store, id: number): void {
  const { connection, packs } = store;
  packs.drop(id);
  const left = connection.all(
    'select id, slot, documents from artefact where pack = ? order by slot',
    id,
  );
  if (left.length > 0) {
    const from = packs.read(id, 0);
    const slots = left.flatMap(([, slot, documents]) =>
      Array.from({ length: Number(documents) }, (_, index) => Number(slot) + index),
    );
    const { pack } = insertPack(store, slotsOf(from, slots));
    let next = 0;
    for (const [artefact, , documents] of left) {
      connection.run(
        'update artefact set pack = ?, slot = ? where id = ?',
        pack,
        next,
        Number(artefact),
      );
      next += Number(documents);
    }
  }
  connection.run('delete from pack where id = ?', id);
}

function slotsOf(from: PackReader, kept: readonly number[]): Slot[] {
  const last = new Map<string, Uint32Array>();
  return kept.map((slot): Slot => {
    const label = from.labelOf(slot);
    const codes = from.codesAt(slot).codes.toSorted();
    const toggles = difference(last.get(label) ?? new Uint32Array(), codes, Infinity);
    last.set(label, codes);
    return { label, toggles: toggles as Uint32Array };
  });
}

function forgetStatements(connection: Connection): number {
  const stated = new Set<number>();
  for (const [universe] of connection.each('select universe from pack'))
    for (const code of decodeUniverse(universe as Uint8Array).codes) stated.add(code >>> 1);
  const unstated = connection
    .all('select id from statement')
    .map(([id]) => Number(id))
    .filter((id) => !stated.has(id));
  for (const id of unstated) connection.run('delete from statement where id = ?', id);
  connection.run('delete from package where id not in (select package from statement)');
  connection.run(
    'delete from origin where id not in (select origin from statement where origin is not null)',
  );
  connection.run('delete from reading where id not in (select reading from artefact)');
  return unstated.length;
}
