import type { Connection } from '../connection.ts';
import { damaged } from '../varint.ts';
import { type PackReader, readPack } from './read.ts';

/** Packs that are kept unfolded. */
const maxKept = 16;

/** Packs of an inventory. One that is stored under an id only ever grows at its end. */
export interface StoredPacks {
  /** A pack with at least so many documents. Throws INVENTORY_INVALID where there is none. */
  read(id: number, slots: number): PackReader;
  /** To be read anew: one pack, or all. */
  drop(id?: number): void;
}

/** Reads packs and keeps those used last. */
export function storedPacks(connection: Connection): StoredPacks {
  const kept = new Map<number, PackReader>();
  return {
    drop(id) {
      if (id === undefined) kept.clear();
      else kept.delete(id);
    },
    read(id, slots) {
      const known = kept.get(id);
      kept.delete(id);
      const pack = known !== undefined && known.slots >= slots ? known : load(connection, id);
      kept.set(id, pack);
      const [oldest] = kept.keys();
      if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
      return pack;
    },
  };
}

function load(connection: Connection, id: number): PackReader {
  const row = connection.first('select universe, body from pack where id = ?', id);
  const [universe, body] = row ?? [];
  if (!(universe instanceof Uint8Array) || !(body instanceof Uint8Array))
    throw damaged(`pack ${id} is not there, or was forgotten meanwhile`);
  return readPack({ universe, body });
}
