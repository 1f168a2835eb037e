import { kind, type LineTape, type ScannedLine } from '../reading/line-tape.ts';
import type { KeyStyle } from './dep-path.ts';
import { isPeers, scanPackageKey, type ScannedKey } from './scan-key.ts';
import { keyHash, startsWith } from './scan-references.ts';
import { role } from './scan-roles.ts';
import type { KeySet } from './scan-set.ts';

const resolution = Buffer.from('resolution');
const dependencies = Buffer.from('dependencies');
const optionalDependencies = Buffer.from('optionalDependencies');
const integrity = Buffer.from('{integrity: ');

/** Takes in the packages of one document. What `read` gives is the role of what is below, or -1. */
export class ScannedPackages {
  readonly names: number[] = [];
  readonly pairs: number[] = [];
  /** Containers of the keys of `packages` and of `snapshots`; 0 where the document has none. */
  container = 0;
  snapshots = 0;
  readonly #tape: LineTape;
  readonly #bytes: Uint8Array;
  readonly #set: KeySet;
  readonly #keys: KeyStyle;
  readonly #isJoined: boolean;
  readonly #key: ScannedKey = { name: 0, nameEnd: 0, pair: 0, suffix: 0 };
  /** By slot, the packages that have a snapshot. */
  readonly #joined: Uint8Array;
  #joinedCount = 0;

  constructor(tape: LineTape, set: KeySet, keys: KeyStyle) {
    this.#tape = tape;
    this.#bytes = tape.bytes;
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
    const hash = this.#isJoined ? line.hash : this.#targetOf(line, key.nameEnd);
    if (!this.#set.add(this.container, hash)) return -1;
    this.names.push(key.name);
    this.pairs.push(key.pair);
    return role.entry;
  }

  readEntry(line: ScannedLine): number {
    const bytes = this.#bytes;
    if (line.keyEnd - line.key === 10 && startsWith(bytes, line.key, resolution)) {
      // Whatever else stands there may name another package.
      // A quoted one would be one to look at.
      const isPlain = line.kind === kind.pair && bytes[line.valueEnd - 2] !== 0x27;
      return isPlain && startsWith(bytes, line.value, integrity) ? role.ignored : -1;
    }
    return this.#isJoined ? role.ignored : this.readSnapshot(line);
  }

  readSnapshotKey(line: ScannedLine): number {
    if (line.kind !== kind.open && line.kind !== kind.empty) return -1;
    const { key, keyEnd } = line;
    const bytes = this.#bytes;
    let parting = key + 1;
    while (parting < keyEnd && bytes[parting] !== 0x40) parting += 1;
    let end = keyEnd;
    if (bytes[keyEnd - 1] === 0x29) {
      for (end = parting; end < keyEnd && bytes[end] !== 0x28;) end += 1;
      if (!isPeers(bytes, end, keyEnd)) return -1;
    }
    // What is found among the keys of packages needs no further look than at what follows it.
    const base = end === keyEnd ? line.hash : this.#tape.hash(key, end);
    const slot = this.container === 0 ? -1 : this.#set.find(this.container, base);
    if (slot === -1 || !this.#set.add(this.snapshots, this.#targetOf(line, parting))) return -1;
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

  /** The hash by which references find a key whose name ends at an index. */
  #targetOf({ key, keyEnd }: ScannedLine, nameEnd: number): number {
    return keyHash(this.#tape, this.#keys, key, nameEnd, keyEnd);
  }
}
