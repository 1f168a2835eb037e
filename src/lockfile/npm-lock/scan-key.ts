import { hashStart, hashStep } from '../coordinate-hash.ts';
import { spells } from '../reading/bytes.ts';
import { type JsonTape, wordOf } from '../reading/json-tape.ts';
import { careful } from '../reading/scan-url.ts';

/** What the key of an entry tells. */
export interface ScannedKey {
  /**
   * Index of the name's first byte: behind the last `node_modules/`, or the key's own start where it has none. -1 for a
   * path that npm would not write so (an escape, empty parts, `.`, `..`), and for what is no name.
   */
  name: number;
  /** Of the name. */
  hash: number;
}

const modules = wordOf('node_modules');
const modulesSlash = wordOf('node_modules/');

/** 1 for a slash, 2 for what a name cannot hold or must not be trusted to be. */
const inKeys = careful.map((is, byte) => (byte === 0x2f ? 1 : is * 2));

/** Reads a key, which has no escape, into `into`. */
export function scanKey(tape: JsonTape, key: number, into: ScannedKey): void {
  const { bytes } = tape;
  const start = tape.start(key);
  const end = tape.end(key);
  into.name = -1;
  // As almost all keys do.
  const inModules = end - start > modules.length && spells(bytes, start, modulesSlash);
  let from = inModules ? start + modulesSlash.length : start;
  let part = from;
  let slashes = 0;
  let hash = hashStart;
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] as number;
    const kind = inKeys[byte];
    hash = hashStep(hash, byte);
    if (kind === 0) continue;
    if (kind === 2 || isDetour(bytes, part, at)) return;
    part = at + 1;
    slashes += 1;
    if (at - start >= modules.length && spells(bytes, at - modules.length, modules)) {
      from = part;
      slashes = 0;
      hash = hashStart;
    }
  }
  if (isDetour(bytes, part, end)) return;
  // A node_modules directory itself is no package.
  if (end - part === modules.length && spells(bytes, part, modules)) return;
  if (from !== start && slashes > 0 && (slashes > 1 || bytes[from] !== 0x40)) return;
  into.name = from;
  into.hash = hash;
}

/** Whether a part of a path is empty, `.` or `..`. */
function isDetour(bytes: Uint8Array, start: number, end: number): boolean {
  return start === end || (bytes[start] === 0x2e && end - start < 3 && bytes[end - 1] === 0x2e);
}
