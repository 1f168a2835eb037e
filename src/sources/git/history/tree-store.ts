import type { RawEntry } from '../../shape.ts';
import { longArray } from './long-array.ts';
import { nameTable } from './name-table.ts';
import type { ObjectTable } from './object-table.ts';

/**
 * The trees of a repository, of each only what could matter: its directories, links and submodules, and files whose names
 * some format, companion or indicator has. A tree is called by its object's number.
 */
export interface TreeStore {
  /** Takes a tree's content; false where it is not well formed. */
  take(object: number, bytes: Buffer): boolean;
  has(object: number): boolean;
  /** What was kept of a tree. */
  entriesOf(object: number): RawEntry[];
  /** The same entry by entry, without making anything: entries have numbers from `firstOf` to before `endOf`. */
  readonly entries: StoredEntries;
}

/** Entries of all trees by number. */
export interface StoredEntries {
  firstOf(tree: number): number;
  endOf(tree: number): number;
  kindOf(entry: number): RawEntry['kind'];
  isDirectory(entry: number): boolean;
  /** Whether a file is kept for its content, whatever its name. */
  isSought(entry: number): boolean;
  nameOf(entry: number): string;
  /** Kind and name in one number: entries of one kind and name have the same. */
  wordOf(entry: number): number;
  /** What all such numbers are below. */
  words(): number;
  /** The object's number; below 0 where it is not in the repository. */
  targetOf(entry: number): number;
  /** In hexadecimal. */
  idOf(entry: number): string;
}

/** By code. The last is a file that is kept for its content, whatever its name. */
const kinds = ['file', 'link', 'directory', 'submodule', 'file'] as const;
const [isFile, isLink, isDirectory, isSubmodule, isSoughtFile] = [0, 1, 2, 3, 4] as const;
const kindBits = 3;
const kindMask = 7;

/** Which files a tree store keeps. */
export interface FilesOfInterest {
  /** Whether files of a name could be of interest anywhere. */
  readonly matters: (name: string) => boolean;
  /** Object numbers of contents that are of interest under any name. */
  readonly contents: ReadonlySet<number>;
}

/** A store of nothing. */
export function emptyTreeStore(
  objects: ObjectTable,
  { contents, matters }: FilesOfInterest,
): TreeStore {
  const names = nameTable();
  const { oidBytes } = objects;
  const start = new Int32Array(objects.count).fill(-1);
  const length = new Int32Array(objects.count);
  const kindAndName = longArray();
  const targets = longArray();
  /** By name: whether files of it matter, null until that is asked; and what entries of it led to last. */
  const told: (boolean | null)[] = [];
  const last: number[] = [];
  /** Ids of what is not in the repository: their targets count down from -2. */
  const absent: string[] = [];
  const numbersOfAbsent = new Map<string, number>();

  function keeps(name: number): boolean {
    return (told[name] ??= matters(names.nameOf(name)));
  }

  /** The number of the name at `from`, which a NUL ends; -1 where none does. */
  function nameAt(previous: number, bytes: Buffer, from: number): number {
    const name = names.numberAfter(previous, bytes, from);
    if (name === told.length) {
      told.push(null);
      last.push(-1);
    }
    return name;
  }

  function keep(kind: number, name: number, target: number): void {
    kindAndName.push((name << kindBits) | kind);
    targets.push(target);
  }

  /** Versions of one directory mostly lead to what they led to before. */
  function targetAt(bytes: Buffer, at: number, name: number): number {
    const before = last[name] as number;
    if (before !== -1 && objects.isAt(before, bytes, at)) return before;
    const object = objects.find(bytes, at);
    last[name] = object;
    return object === -1 ? absentAt(bytes, at) : object;
  }

  function absentAt(bytes: Buffer, at: number): number {
    const oid = bytes.toString('hex', at, at + oidBytes);
    const known = numbersOfAbsent.get(oid) ?? absent.push(oid) - 1;
    numbersOfAbsent.set(oid, known);
    return -2 - known;
  }

  function idOf(target: number): string {
    return target < 0 ? (absent[-2 - target] as string) : objects.oidOf(target);
  }

  const entries: StoredEntries = {
    firstOf: (tree) => start[tree] as number,
    endOf: (tree) => (start[tree] as number) + (length[tree] as number),
    kindOf: (entry) => kinds[kindAndName.at(entry) & kindMask] as (typeof kinds)[number],
    isDirectory: (entry) => (kindAndName.at(entry) & kindMask) === isDirectory,
    isSought: (entry) => (kindAndName.at(entry) & kindMask) === isSoughtFile,
    nameOf: (entry) => names.nameOf(kindAndName.at(entry) >>> kindBits),
    wordOf: (entry) => kindAndName.at(entry),
    words: () => names.size() << kindBits,
    targetOf: (entry) => targets.at(entry),
    idOf: (entry) => idOf(targets.at(entry)),
  };

  return {
    has: (object) => start[object] !== -1,
    take(object, bytes) {
      const from = targets.length;
      let name = -1;
      for (let at = 0; at < bytes.length;) {
        const kind = kindAt(bytes, at);
        const space = spaceAfter(bytes, at);
        if (kind === -1 || space === -1) return false;
        name = nameAt(name, bytes, space + 1);
        if (name === -1) return false;
        const id = space + names.lengthOf(name) + 2;
        if (id + oidBytes > bytes.length) return false;
        at = id + oidBytes;
        // A sought content is one under every name: also under those that matter for something else.
        const sought = kind === isFile && contents.size > 0 ? objects.find(bytes, id) : -1;
        if (sought !== -1 && contents.has(sought)) keep(isSoughtFile, name, sought);
        else if (kind === isSubmodule) keep(kind, name, absentAt(bytes, id));
        else if (kind !== isFile || keeps(name)) keep(kind, name, targetAt(bytes, id, name));
      }
      start[object] = from;
      length[object] = targets.length - from;
      return true;
    },
    entriesOf(object) {
      const from = start[object] as number;
      return Array.from({ length: length[object] as number }, (_, index) => ({
        kind: entries.kindOf(from + index),
        name: entries.nameOf(from + index),
        id: entries.idOf(from + index),
      }));
    },
    entries,
  };
}

/** The first two digits of the mode tell the kinds apart: 10 file, 12 link, 16 submodule, 40 (or 04) directory. */
function kindAt(bytes: Uint8Array, at: number): number {
  const [first, second] = [bytes[at], bytes[at + 1]];
  if (first === 0x31) {
    if (second === 0x30) return isFile;
    if (second === 0x32) return isLink;
    return second === 0x36 ? isSubmodule : -1;
  }
  const directory = (first === 0x34 && second === 0x30) || (first === 0x30 && second === 0x34);
  return directory ? isDirectory : -1;
}

/** Modes have six digits at most. */
function spaceAfter(bytes: Uint8Array, at: number): number {
  for (let index = at; index < at + 8; index += 1) if (bytes[index] === 32) return index;
  return -1;
}
