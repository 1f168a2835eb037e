import { FirebreakError } from '../../errors.ts';
import { squeezed, squeezedList } from '../compressed.ts';
import { contentKeyBytes } from '../hash.ts';
import type { GrowingPack } from '../pack/build.ts';
import type { Placed } from '../pack/append.ts';
import { digestBytes } from '../statement/digest-bytes.ts';
import type { Store } from '../store.ts';
import { storable, stored } from '../text.ts';
import type { TargetFacts } from '../types.ts';
import type { NewArtefact, Recorded } from './recorder.ts';
import { dropPart } from './drop.ts';
import { storePacks } from './store-packs.ts';

/** What a look at a target left, by the keys of its parts. */
export interface Left {
  readonly records: readonly Recorded[];
  /** Parts that are as they were. */
  readonly kept: ReadonlySet<string>;
  /** Parts that are no more. */
  readonly dropped: ReadonlySet<string>;
}

/** Keeps what a look at a target left, within a transaction. Parts that it does not name stay as they were. */
export function commitTarget(
  store: Store,
  target: TargetFacts,
  { dropped, kept, records }: Left,
  at: string,
): void {
  const row = storeTarget(store, target, at);
  const before = partsOf(store, row);
  for (const record of records)
    if (record.finished !== null) storePart(store, row, before.get(record.key) ?? null, record, at);
  const named = new Set([...kept, ...records.map(({ key }) => key)]);
  for (const [key, part] of before) {
    if (kept.has(key)) storeLook(store, part, at);
    if (dropped.has(key) && !named.has(key)) dropPart(store, part);
  }
}

function storeTarget({ connection, counters }: Store, facts: TargetFacts, at: string): number {
  const { identity, kind, name, place } = facts;
  const known = connection.first('select id from target where identity = ?', storable(identity));
  const id = known === null ? counters.next('target') : Number(known[0]);
  if (known === null)
    connection.run(
      'insert into target (id, identity, name, kind, place, looked_at) values (?, ?, ?, ?, ?, ?)',
      id,
      storable(identity),
      storable(name),
      kind,
      storable(place),
      at,
    );
  else
    connection.run(
      'update target set name = ?, kind = ?, place = ?, looked_at = ? where id = ?',
      storable(name),
      kind,
      storable(place),
      at,
      id,
    );
  return id;
}

function partsOf({ connection }: Store, target: number): Map<string, number> {
  const rows = connection.all('select key, id from part where target = ?', target);
  return new Map(rows.map(([key, id]) => [stored(String(key)), Number(id)]));
}

function storePart(
  store: Store,
  target: number,
  before: number | null,
  record: Recorded,
  at: string,
): void {
  const { connection, counters } = store;
  const { evidence, fingerprint, notes } = record.finished as NonNullable<Recorded['finished']>;
  const placed = storePacks(store, record.packer.packs, before);
  const rows = storedRows(store, record, placed);
  const part = before ?? counters.next('part');
  const values = [
    record.kind,
    storable(fingerprint),
    record.reach,
    squeezed(evidence),
    squeezedList(record.problems),
    record.weights === null ? null : squeezed(Buffer.from(JSON.stringify(record.weights))),
    notes === null ? null : squeezed(notes),
    part,
  ] as const;
  if (before === null)
    connection.run(
      `insert into part (kind, fingerprint, reach, evidence, problems, weights, notes, id,
                         target, key)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...values,
      target,
      storable(record.key),
    );
  else
    connection.run(
      `update part set kind = ?, fingerprint = ?, reach = ?, evidence = ?, problems = ?, weights = ?,
         notes = ? where id = ?`,
      ...values,
    );
  storeLook(store, part, at);
  storeSightings(store, part, rows);
  storeContents(store, record, rows);
}

/** When a part was last looked at. */
function storeLook({ connection }: Store, part: number, at: string): void {
  if (connection.first('select part from look where part = ?', part) === null)
    connection.run('insert into look (looked_at, part) values (?, ?)', at, part);
  else connection.run('update look set looked_at = ? where part = ?', at, part);
}

/** Two numbers may be one artefact: one that waited to be built, and one that states the same. */
function storedRows(
  store: Store,
  { artefacts }: Recorded,
  placed: ReadonlyMap<GrowingPack, Placed>,
): number[] {
  const made = new Map<NewArtefact, number>();
  return artefacts.map((one) => {
    if (typeof one === 'number') return present(store, one);
    const row = made.get(one) ?? storeArtefact(store, one, placed);
    made.set(one, row);
    return row;
  });
}

/** Throws INVENTORY_BUSY where another process has forgotten an artefact since it was given out. */
function present({ connection, counters, forgotten }: Store, row: number): number {
  if (
    counters.last('forgotten') !== forgotten &&
    connection.first('select id from artefact where id = ?', row) === null
  )
    throw new FirebreakError(
      'INVENTORY_BUSY',
      `another firebreak has forgotten something in ${connection.path} that this one relied on`,
      'Run the command again.',
    );
  return row;
}

function storeArtefact(
  store: Store,
  one: NewArtefact,
  placed: ReadonlyMap<GrowingPack, Placed>,
): number {
  const { connection, counters } = store;
  const id = counters.next('artefact');
  const place = one.pack === null ? null : (placed.get(one.pack) as Placed);
  connection.run(
    `insert into artefact (id, digest, reading, checksum, problems, installs, pack, slot, documents, pairs)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    digestBytes(one.digest),
    readingRow(store, one),
    one.checksum,
    one.problems,
    one.installs,
    place?.pack ?? null,
    one.slot + (place?.offset ?? 0),
    one.documents,
    one.pairs,
  );
  return id;
}

function readingRow({ connection, counters }: Store, one: NewArtefact): number {
  const values = [
    one.reader,
    JSON.stringify(one.formatVersion),
    one.describes,
    one.ecosystems.join(' '),
  ];
  const known = connection.first(
    `select id from reading
     where reader = ? and format_version = ? and describes = ? and ecosystems = ?`,
    ...values,
  );
  if (known !== null) return Number(known[0]);
  const id = counters.next('reading');
  connection.run(
    'insert into reading (id, reader, format_version, describes, ecosystems) values (?, ?, ?, ?, ?)',
    id,
    ...values,
  );
  return id;
}

/** Rewrites what differs alone: most looks add a few artefacts at the end. */
function storeSightings({ connection }: Store, part: number, rows: readonly number[]): void {
  const before = connection.all(
    'select artefact from sighting where part = ? order by number',
    part,
  );
  let same = 0;
  while (same < rows.length && before[same]?.[0] === rows[same]) same += 1;
  if (same < before.length)
    connection.run('delete from sighting where part = ? and number >= ?', part, same);
  for (let number = same; number < rows.length; number += 1)
    connection.run(
      'insert into sighting (part, number, artefact) values (?, ?, ?)',
      part,
      number,
      rows[number] as number,
    );
}

function storeContents({ connection }: Store, record: Recorded, rows: readonly number[]): void {
  for (const [text, number] of record.contents) {
    const key = contentKeyBytes(text);
    if (connection.first('select artefact from content where key = ?', key) === null)
      connection.run(
        'insert into content (key, artefact) values (?, ?)',
        key,
        rows[number] as number,
      );
  }
}
