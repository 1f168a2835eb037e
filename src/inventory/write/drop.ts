import type { Store } from '../store.ts';

/** Takes a part away, within a transaction. Its artefacts stay until something is forgotten: they may come back. */
export function dropPart({ connection }: Store, part: number): void {
  connection.run('delete from sighting where part = ?', part);
  connection.run('delete from look where part = ?', part);
  connection.run('delete from part where id = ?', part);
}

/** Takes a target and all its parts away, within a transaction. */
export function dropTarget(store: Store, target: number): void {
  const { connection } = store;
  for (const [part] of connection.all('select id from part where target = ?', target))
    dropPart(store, Number(part));
  connection.run('delete from target where id = ?', target);
}
