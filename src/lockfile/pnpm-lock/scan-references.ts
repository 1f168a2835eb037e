import { hashStart, hashStep } from '../coordinate-hash.ts';
import { pairedHash } from '../reading/line-hash.ts';
import type { LineTape, ScannedLine } from '../reading/line-tape.ts';
import type { KeyStyle } from './dep-path.ts';
import type { KeySet } from './scan-set.ts';

const link = Buffer.from('link:');

/** The references of one document, by hash, until all its keys are known. */
export class ScannedReferences {
  /** Hashes of the names of linked directories. */
  readonly linked: number[] = [];
  readonly #tape: LineTape;
  readonly #keys: KeyStyle;
  /** Of the key that alias and reference make: its hash, and where the reference stands, which may be a key itself. */
  readonly #made: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  constructor(tape: LineTape, keys: KeyStyle) {
    this.#tape = tape;
    this.#keys = keys;
  }

  /** Takes in a reference under an alias. False for an empty one. */
  add(alias: ScannedAlias, { value, valueEnd }: ScannedLine): boolean {
    const { bytes } = this.#tape;
    if (value === valueEnd) return false;
    if (startsWith(bytes, value, link)) {
      let name = hashStart;
      for (let at = alias.key; at < alias.keyEnd; at += 1)
        name = hashStep(name, bytes[at] as number);
      this.linked.push(name);
      return true;
    }
    this.#made.push(pairedHash(alias.hash, this.#tape.hash(value, valueEnd)));
    this.#starts.push(value);
    this.#ends.push(valueEnd);
    return true;
  }

  /** Whether every reference leads to a key of this container, which is there by its `keyHash`. */
  allLeadTo(set: KeySet, container: number): boolean {
    for (let index = 0; index < this.#made.length; index += 1) {
      if (set.find(container, this.#made[index] as number) !== -1) continue;
      const whole = this.#wholeHash(this.#starts[index] as number, this.#ends[index] as number);
      if (whole === null || set.find(container, whole) === -1) return false;
    }
    return true;
  }

  /** Of a reference that is a key itself; null for one that is none. */
  #wholeHash(start: number, end: number): number | null {
    const { bytes } = this.#tape;
    const keys = this.#keys;
    const parting = keys === 'path' ? 0x2f : 0x40;
    const isSlashed = bytes[start] === 0x2f;
    if (isSlashed === (keys === 'at')) return null;
    const name = isSlashed ? start + 1 : start;
    let at = name + 1;
    if (keys === 'path' && bytes[name] === 0x40) while (at < end && bytes[at - 1] !== 0x2f) at += 1;
    while (at < end && bytes[at] !== parting) at += 1;
    return at === end ? null : keyHash(this.#tape, keys, start, at, end);
  }
}

/** The hash of a key by its two halves, so that it is that of an alias and a reference too: they are never put together. */
export function keyHash(
  tape: LineTape,
  keys: KeyStyle,
  start: number,
  nameEnd: number,
  end: number,
): number {
  const name = keys === 'at' ? start : start + 1;
  return pairedHash(tape.hash(name, nameEnd), tape.hash(nameEnd + 1, end));
}

export type ScannedAlias = Pick<ScannedLine, 'key' | 'keyEnd' | 'hash'>;

/** Whether these bytes stand here. */
export function startsWith(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index += 1)
    if (bytes[at + index] !== word[index]) return false;
  return true;
}
