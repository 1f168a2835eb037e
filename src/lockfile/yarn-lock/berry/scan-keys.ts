import { pairedHash, textHash } from '../../reading/line-hash.ts';
import type { LineTape } from '../../reading/line-tape.ts';
import { createKeySet } from '../../pnpm-lock/scan-set.ts';
import { splitDescriptor } from '../descriptor.ts';
import { spells } from '../scan-words.ts';

const [colon, space] = [0x3a, 0x20] as const;

const npm = new TextEncoder().encode('npm:');

/** The keys of entries, and their descriptors that are a name and a range of npm's registry. */
export interface EntryKeys {
  /** Adds the key of an entry by its `textHash`. False where it is there, or where there are too many. */
  addKey(hash: number): boolean;
  /**
   * Adds the name of what an entry asks for in no order, of which no two may be the same: the dependencies begin at this
   * line. False where it is there, or where there are too many.
   */
  addNeed(first: number, hash: number): boolean;
  /** Adds a descriptor by its `askedHash`. False where there are too many. */
  addDescriptor(hash: number): boolean;
  hasDescriptor(hash: number): boolean;
  /** Whether a descriptor as it is compared (canonical.ts) is among them. */
  has(descriptor: string): boolean;
}

/** None yet, of a file of this many lines. */
export function createEntryKeys(lines: number): EntryKeys {
  const [ofEntries, ofDescriptors, ofNeeds] = [1, 2, 3] as const;
  const set = createKeySet(lines + 64);
  const hasDescriptor = (hash: number): boolean => set.find(ofDescriptors, hash) !== -1;
  return {
    addKey: (hash) => set.add(ofEntries, hash),
    addNeed: (first, hash) => set.add(ofNeeds + first, hash),
    addDescriptor: (hash) => hasDescriptor(hash) || set.add(ofDescriptors, hash),
    hasDescriptor,
    has(descriptor) {
      const { name, range } = splitDescriptor(descriptor);
      if (!range.startsWith('npm:') || range.includes(':', npm.length)) return false;
      return hasDescriptor(pairedHash(textHash(name), textHash(range.slice(npm.length))));
    },
  };
}

/**
 * The hash of a name, whose own hash is known, and a range of npm's registry, with its protocol or without; 0 for one of
 * another protocol, and one that has spaces around it.
 */
export function askedHash(tape: LineTape, ofName: number, start: number, end: number): number {
  const { bytes } = tape;
  const from = spells(bytes, start, npm) ? start + npm.length : start;
  for (let at = from; at < end; at += 1) if (bytes[at] === colon) return 0;
  if (bytes[start] === space || bytes[end - 1] === space || from > end) return 0;
  return pairedHash(ofName, tape.hash(from, end));
}

/** Whether a range is one of npm's registry that says so. */
export function isOfNpm({ bytes }: LineTape, start: number, end: number): boolean {
  if (!spells(bytes, start, npm) || end < start + npm.length) return false;
  for (let at = start + npm.length; at < end; at += 1) if (bytes[at] === colon) return false;
  return true;
}
