import { hashStart, hashStep } from '../coordinate-hash.ts';
import type { KeyStyle } from './dep-path.ts';
import { isPeers, scanPackageKey, type ScannedKey } from './scan-key.ts';
import { kind, type ScannedLine } from './scan-line.ts';
import { startsWith } from './scan-references.ts';
import { role } from './scan-roles.ts';
import type { KeySet } from './scan-set.ts';

const resolution = Buffer.from('resolution');
const dependencies = Buffer.from('dependencies');
const optionalDependencies = Buffer.from('optionalDependencies');
const integrity = Buffer.from('{integrity: ');

/** 1 for what an integrity is written with. */
const inIntegrity = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[\w+/=-]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/** Takes in the packages of one document. What `read` gives is the role of what is below, or -1. */
export class ScannedPackages {
  readonly names: number[] = [];
  readonly pairs: number[] = [];
  /** Containers of the keys of `packages` and of `snapshots`; 0 where the document has none. */
  container = 0;
  snapshots = 0;
  readonly #bytes: Uint8Array;
  readonly #set: KeySet;
  readonly #keys: KeyStyle;
  readonly #isJoined: boolean;
  readonly #key: ScannedKey = { name: 0, pair: 0, suffix: 0 };
  /** By slot, the packages that have a snapshot. */
  readonly #joined: Uint8Array;
  #joinedCount = 0;

  constructor(bytes: Uint8Array, set: KeySet, keys: KeyStyle) {
    this.#bytes = bytes;
    this.#set = set;
    this.#keys = keys;
    this.#isJoined = keys === 'at';
    this.#joined = new Uint8Array(this.#isJoined ? set.size : 0);
  }

  /** Where the keys are to which references lead. */
  get targets(): number {
    return this.#isJoined ? this.snapshots : this.container;
  }

  /** Whether every package has its snapshot. */
  isDone(): boolean {
    return !this.#isJoined || this.#joinedCount === this.names.length;
  }

  readKey(line: ScannedLine): number {
    const key = this.#key;
    if (line.kind !== kind.open && line.kind !== kind.empty) return -1;
    if (!scanPackageKey(this.#bytes, line.key, line.keyEnd, this.#keys, key)) return -1;
    this.names.push(key.name);
    this.pairs.push(key.pair);
    return role.entry;
  }

  readEntry(line: ScannedLine): number {
    const bytes = this.#bytes;
    if (line.keyEnd - line.key === 10 && startsWith(bytes, line.key, resolution)) {
      // Whatever else stands there may name another package.
      if (line.kind !== kind.flow || !startsWith(bytes, line.value, integrity)) return -1;
      let at = line.value + integrity.length;
      while (inIntegrity[bytes[at] as number] === 1) at += 1;
      return bytes[at] === 0x7d && bytes[at + 1] === 0x0a ? role.ignored : -1;
    }
    return this.#isJoined ? role.ignored : this.readSnapshot(line);
  }

  readSnapshotKey(line: ScannedLine): number {
    if (line.kind !== kind.open && line.kind !== kind.empty) return -1;
    // What is found among the keys of packages needs no further look than at what follows it.
    const base = this.#baseOf(line);
    const slot = base === null || this.container === 0 ? -1 : this.#set.find(this.container, base);
    if (slot === -1) return -1;
    if (this.#joined[slot] === 0) {
      this.#joined[slot] = 1;
      this.#joinedCount += 1;
    }
    return role.snapshot;
  }

  readSnapshot({ key, keyEnd, kind: is }: ScannedLine): number {
    const length = keyEnd - key;
    const asks =
      (length === 12 && startsWith(this.#bytes, key, dependencies)) ||
      (length === 20 && startsWith(this.#bytes, key, optionalDependencies));
    if (!asks) return role.ignored;
    return is === kind.open ? role.references : -1;
  }

  /** The hash of a key without its peers; null where what follows in parentheses is none. */
  #baseOf({ hash, key, keyEnd }: ScannedLine): number | null {
    const bytes = this.#bytes;
    if (bytes[keyEnd - 1] !== 0x29) return hash;
    let base = hashStart;
    let at = key;
    for (; at < keyEnd && bytes[at] !== 0x28; at += 1) base = hashStep(base, bytes[at] as number);
    return isPeers(bytes, at, keyEnd) ? base : null;
  }
}
