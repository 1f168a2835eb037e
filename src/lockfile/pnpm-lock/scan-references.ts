import { hashStart, hashStep } from '../coordinate-hash.ts';
import type { KeyStyle } from './dep-path.ts';
import type { ScannedLine } from './scan-line.ts';
import type { KeySet } from './scan-set.ts';

const slashed = hashStep(hashStart, 0x2f);
const link = Buffer.from('link:');

/** The references of one document, by hash, until all its keys are known. */
export class ScannedReferences {
  /** From what the hash of an alias goes on, so that it begins as the key does that it leads to. */
  readonly seed: number;
  /** Hashes of the names of linked directories. */
  readonly linked: number[] = [];
  readonly #bytes: Uint8Array;
  readonly #parting: number;
  /** Of the key that alias and reference make. */
  readonly #made: number[] = [];
  /** Of the reference, which may be a key itself. */
  readonly #whole: number[] = [];

  constructor(bytes: Uint8Array, keys: KeyStyle) {
    this.#bytes = bytes;
    this.seed = keys === 'at' ? hashStart : slashed;
    this.#parting = keys === 'path' ? 0x2f : 0x40;
  }

  /** Takes in a reference under an alias: its hash from the seed on, and where it stands. False for an empty one. */
  add(alias: ScannedAlias, { value, valueEnd }: ScannedLine): boolean {
    const bytes = this.#bytes;
    if (value === valueEnd) return false;
    if (startsWith(bytes, value, link)) {
      let name = hashStart;
      for (let at = alias.key; at < alias.keyEnd; at += 1)
        name = hashStep(name, bytes[at] as number);
      this.linked.push(name);
      return true;
    }
    let made = hashStep(alias.hash, this.#parting);
    let whole = hashStart;
    for (let at = value; at < valueEnd; at += 1) {
      const byte = bytes[at] as number;
      made = hashStep(made, byte);
      whole = hashStep(whole, byte);
    }
    this.#made.push(made);
    this.#whole.push(whole);
    return true;
  }

  /** Whether every reference leads to a key of this container. */
  allLeadTo(set: KeySet, container: number): boolean {
    for (let index = 0; index < this.#made.length; index += 1) {
      if (set.find(container, this.#made[index] as number) !== -1) continue;
      if (set.find(container, this.#whole[index] as number) === -1) return false;
    }
    return true;
  }
}

export type ScannedAlias = Pick<ScannedLine, 'key' | 'keyEnd' | 'hash'>;

/** Whether these bytes stand here. */
export function startsWith(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index += 1)
    if (bytes[at + index] !== word[index]) return false;
  return true;
}
