import { createHash } from 'node:crypto';
import type { Neighbours } from '../lockfile/types.ts';
import { joinPath, type Listing, nodeOf } from './listing.ts';

/** Companions looked for below one lockfile; a reader that needs more says which references it could not follow. */
const maxCompanions = 20_000;

/** What a reader asked of its neighbourhood, so that the same file elsewhere need not be read again. */
export interface Asked {
  readonly listed: boolean;
  /** Path to content id; null where nothing lay there. */
  readonly files: ReadonlyMap<string, string | null>;
}

/** A neighbourhood that hands over what has been fetched and records what was asked for. */
export interface RecordingNeighbours extends Neighbours {
  asked(): Asked;
  /** Ids that were asked for and are there, but have not been fetched. */
  unfetched(): string[];
}

/** Companions at and below a directory, by path relative to it. `node_modules` is no part of it. */
export function companionsBelow(
  listing: Listing,
  node: number,
  names: readonly string[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const open = [{ node, path: '' }];
  for (let at = open.shift(); at !== undefined && found.size < maxCompanions; at = open.shift()) {
    const { files, children } = nodeOf(listing, at.node);
    for (const file of files)
      if (names.includes(file.name)) found.set(joinPath(at.path, file.name), file.id);
    for (const child of children) {
      if (nodeOf(listing, child.node).mode === 'ordinary')
        open.push({ node: child.node, path: joinPath(at.path, child.name) });
    }
  }
  return found;
}

/** Neighbours over companions of which some bytes are at hand. */
export function recordingNeighbours(
  companions: () => ReadonlyMap<string, string>,
  fetched: ReadonlyMap<string, Uint8Array | null>,
): RecordingNeighbours {
  let listed = false;
  const files = new Map<string, string | null>();
  return {
    get paths() {
      listed = true;
      return [...companions().keys()];
    },
    bytes(path) {
      const id = companions().get(path) ?? null;
      files.set(path, id);
      return id === null ? null : (fetched.get(id) ?? null);
    },
    asked: () => ({ listed, files }),
    unfetched: () =>
      [...files.values()].filter((id): id is string => id !== null && !fetched.has(id)),
  };
}

/** Whether a reading made in one neighbourhood holds in another. */
export function sameNeighbourhood(
  asked: Asked,
  before: () => ReadonlyMap<string, string>,
  here: () => ReadonlyMap<string, string>,
): boolean {
  for (const [path, id] of asked.files) if ((here().get(path) ?? null) !== id) return false;
  if (!asked.listed) return true;
  const there = before();
  const present = here();
  return there.size === present.size && [...there.keys()].every((path) => present.has(path));
}

/** `sha256:` over a file, and over each companion that was consulted where any was. */
export function digestOf(
  bytes: Uint8Array,
  asked: Asked,
  fetched: ReadonlyMap<string, Uint8Array | null>,
): string {
  const own = createHash('sha256').update(bytes).digest('hex');
  const used = [...asked.files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (used.length === 0) return `sha256:${own}`;
  const whole = createHash('sha256').update(own);
  for (const [path, id] of used) {
    const companion = id === null ? null : (fetched.get(id) ?? null);
    whole.update(
      `\n${path} ${companion === null ? '-' : createHash('sha256').update(companion).digest('hex')}`,
    );
  }
  return `sha256:${whole.digest('hex')}`;
}
