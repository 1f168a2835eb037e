import type { RawEntry } from '../../shape.ts';
import { longArray } from './long-array.ts';
import { type NameTable, nameTable } from './name-table.ts';
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
  /** Whether a file is kept for its content, whatever its name. */
  isSought(entry: number): boolean;
  /** Of other files: equal names have equal numbers. */
  fileNameOf(entry: number): number;
  /** How many numbers of file names there are. */
  fileNames(): number;
  nameOf(entry: number): string;
  /** Kind and name in one number: entries of one kind and name have the same. */
  wordOf(entry: number): number;
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
  const files = nameTable(matters);
  const others = nameTable(() => true);
  const { oidBytes } = objects;
  const start = new Int32Array(objects.count).fill(-1);
  const length = new Int32Array(objects.count);
  const kindAndName = longArray();
  const targets = longArray();
  /** Ids of what is not in the repository: their targets count down from -2. */
  const absent: string[] = [];

  function keep(kind: number, name: number, target: number): void {
    kindAndName.push((name << kindBits) | kind);
    targets.push(target);
  }

  function targetAt(bytes: Buffer, at: number, kind: number): number {
    const object = kind === isSubmodule ? -1 : objects.find(bytes, at);
    if (object !== -1) return object;
    absent.push(bytes.toString('hex', at, at + oidBytes));
    return -1 - absent.length;
  }

  function idOf(target: number): string {
    return target < 0 ? (absent[-2 - target] as string) : objects.oidOf(target);
  }

  const entries: StoredEntries = {
    firstOf: (tree) => start[tree] as number,
    endOf: (tree) => (start[tree] as number) + (length[tree] as number),
    kindOf: (entry) => kinds[kindAndName.at(entry) & kindMask] as (typeof kinds)[number],
    isSought: (entry) => (kindAndName.at(entry) & kindMask) === isSoughtFile,
    fileNameOf: (entry) => kindAndName.at(entry) >>> kindBits,
    fileNames: () => files.size(),
    nameOf(entry) {
      const word = kindAndName.at(entry);
      return ((word & kindMask) === isFile ? files : others).nameOf(word >>> kindBits);
    },
    wordOf: (entry) => kindAndName.at(entry),
    targetOf: (entry) => targets.at(entry),
    idOf: (entry) => idOf(targets.at(entry)),
  };

  return {
    has: (object) => start[object] !== -1,
    take(object, bytes) {
      const from = targets.length;
      for (let at = 0; at < bytes.length;) {
        const kind = kindAt(bytes, at);
        const space = spaceAfter(bytes, at);
        if (kind === -1 || space === -1) return false;
        const end = nulAfter(bytes, space + 1);
        const next = end + 1 + oidBytes;
        if (end === -1 || next > bytes.length) return false;
        // A sought content is one under every name: also under those that matter for something else.
        const sought = kind === isFile && contents.size > 0 ? objects.find(bytes, end + 1) : -1;
        if (sought !== -1 && contents.has(sought))
          keep(isSoughtFile, others.numberOf(bytes, space + 1, end), sought);
        else {
          const table: NameTable = kind === isFile ? files : others;
          const name = table.numberOf(bytes, space + 1, end);
          if (name !== -1) keep(kind, name, targetAt(bytes, end + 1, kind));
        }
        at = next;
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

function nulAfter(bytes: Uint8Array, at: number): number {
  for (let index = at; index < bytes.length; index += 1) if (bytes[index] === 0) return index;
  return -1;
}
