import { hashStart, hashStep } from '../coordinate-hash.ts';
import type { JsonTape } from '../reading/json-tape.ts';
import type { HashTable } from '../reading/hash-table.ts';

/** Longer and deeper keys are left to a closer look. */
const longest = 1024;
const deepest = 64;

/**
 * Hash of a key of `packages`; null for what is none that bun writes. `levels`, where given, receives the hashes of the
 * places it names, from the outermost to its own.
 */
export function hashOfPlace(tape: JsonTape, key: number, levels?: number[]): number | null {
  const { bytes } = tape;
  const end = tape.end(key);
  let part = tape.start(key);
  if (end - part > longest || tape.hasEscape(key)) return null;
  let inScope = false;
  let depth = 1;
  let hash = hashStart;
  for (let at = part; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 0x2f) {
      if (at === part) return null;
      // The slash of a scope parts no names.
      inScope = !inScope && bytes[part] === 0x40;
      if (!inScope) {
        depth += 1;
        levels?.push(hash);
      }
      part = at + 1;
    }
    hash = hashStep(hash, byte);
  }
  levels?.push(hash);
  // A scope alone is no name.
  const isName = part < end && (inScope || bytes[part] !== 0x40);
  return isName && depth <= deepest ? hash : null;
}

/** Where something is asked for: at a place of `packages` or, -1, in the project itself. */
export interface Asking {
  /** A string that names the place as a key does; -1 for the project. */
  readonly place: number;
  /** Hashes of all keys. */
  readonly keys: HashTable;
}

/** Whether what is asked for, by a name as packages have them, has an entry at the place or at one above it. */
export function isAnswered(tape: JsonTape, name: number, { keys, place }: Asking): boolean {
  const hash = hashOfName(tape, name);
  if (hash === null) return false;
  // As almost all are: answered by what the project has for all.
  if (keys.get(hash) !== -1) return true;
  if (place === -1) return false;
  const levels: number[] = [];
  hashOfPlace(tape, place, levels);
  return levels.some((level) => keys.get(tape.hash(hashStep(level, 0x2f), name)) !== -1);
}

/** Null for a name that holds another slash than that of its scope: it may read like the key of a place. */
function hashOfName(tape: JsonTape, name: number): number | null {
  const { bytes } = tape;
  const start = tape.start(name);
  const end = tape.end(name);
  let inScope = bytes[start] === 0x40;
  let hash = hashStart;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 0x2f) {
      if (!inScope) return null;
      inScope = false;
    }
    hash = hashStep(hash, byte);
  }
  return hash;
}
