import type { LockedPackage, OpenRequest } from '../../lockfile/types.ts';
import type { Connection } from '../connection.ts';
import { artefactsHolding, soughtStatements } from '../holding.ts';
import { digestText } from '../statement/digest-bytes.ts';
import type { Statement } from '../statement/row.ts';
import type { Store } from '../store.ts';
import { stored } from '../text.ts';
import type { Sought } from '../types.ts';

/** Somewhere that something asked for is stated. */
export interface Holding {
  readonly target: string;
  readonly identity: string;
  readonly place: string;
  /** When the part was last looked at. */
  readonly at: string;
  readonly part: { readonly key: string; readonly kind: string; readonly reach: string | null };
  /** The artefact's number within the part. */
  readonly number: number;
  readonly digest: string;
  readonly reader: string;
  readonly packages: readonly LockedPackage[];
  readonly requests: readonly OpenRequest[];
}

/**
 * Everywhere that statements with sought names are which the caller takes, by target, part and number. `takes` is asked
 * once for each distinct statement.
 */
export function findHoldings(
  store: Store,
  sought: Sought,
  takes: (statement: Statement) => boolean,
): readonly Holding[] {
  const { connection } = store;
  return connection.reading(() => {
    const hits = new Map<number, Statement>();
    for (const one of soughtStatements(connection, sought))
      if (takes(one)) hits.set(one.id * 2 + (one.kind === 'request' ? 1 : 0), one);
    const rows = new Set([...hits.values()].map(({ id }) => id));
    return artefactsHolding(store, rows).flatMap((artefact) => {
      const held = statedBy(store, artefact, hits);
      return placesOf(connection, artefact).map((place) => ({ ...place, ...held }));
    });
  });
}

/** Ecosystems in which the inventory knows packages. */
export function knownEcosystems(connection: Connection): string[] {
  return connection
    .all('select distinct ecosystem from package order by ecosystem')
    .map(([ecosystem]) => stored(String(ecosystem)));
}

function statedBy(
  store: Store,
  artefact: number,
  hits: ReadonlyMap<number, Statement>,
): Pick<Holding, 'packages' | 'requests'> {
  const [pack, slot, documents] =
    store.connection.first('select pack, slot, documents from artefact where id = ?', artefact) ??
    [];
  const end = Number(slot) + Number(documents);
  const stated = new Set<Statement>();
  for (let at = Number(slot); at < end; at += 1)
    for (const code of store.packs.read(Number(pack), end).codesAt(at).codes) {
      const one = hits.get(code);
      if (one !== undefined) stated.add(one);
    }
  const packages: LockedPackage[] = [];
  const requests: OpenRequest[] = [];
  for (const one of stated)
    if (one.kind === 'package') packages.push(one.stated);
    else requests.push(one.stated);
  return { packages, requests };
}

function placesOf(
  connection: Connection,
  artefact: number,
): Omit<Holding, 'packages' | 'requests'>[] {
  return connection
    .all(
      `select t.name, t.identity, t.place, coalesce(l.looked_at, t.looked_at), p.key, p.kind, p.reach, s.number,
              a.digest, r.reader
       from sighting s join part p on p.id = s.part join target t on t.id = p.target
       left join look l on l.part = p.id
       join artefact a on a.id = s.artefact join reading r on r.id = a.reading
       where s.artefact = ? order by t.name, t.identity, p.key, s.number`,
      artefact,
    )
    .map(([name, identity, place, at, key, kind, reach, number, digest, reader]) => ({
      target: stored(String(name)),
      identity: stored(String(identity)),
      place: stored(String(place)),
      at: String(at),
      part: {
        key: stored(String(key)),
        kind: String(kind),
        reach: reach === null || reach === undefined ? null : String(reach),
      },
      number: Number(number),
      digest: digestText(digest as Uint8Array),
      reader: String(reader),
    }));
}
