import { createHash } from 'node:crypto';
import type { Neighbours } from '../lockfile/types.ts';
import type { Companions } from './companions.ts';

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

/** Neighbours over companions of which some bytes are at hand. */
export function recordingNeighbours(
  companions: Companions,
  fetched: ReadonlyMap<string, Uint8Array | null>,
): RecordingNeighbours {
  let listed = false;
  const files = new Map<string, string | null>();
  return {
    get paths() {
      listed = true;
      return companions.list().paths;
    },
    bytes(path) {
      const id = companions.idOf(path);
      files.set(path, id);
      return id === null ? null : (fetched.get(id) ?? null);
    },
    asked: () => ({ listed, files }),
    unfetched: () => [
      ...new Set([...files.values()].filter((id): id is string => id !== null && !fetched.has(id))),
    ],
  };
}

/**
 * What a neighbourhood answers to what was asked, as a digest: where it is the same, a reading made in one
 * neighbourhood holds in another.
 */
export function answerOf(asked: Asked, companions: Companions): string {
  const hash = createHash('sha256');
  for (const path of asked.files.keys()) hash.update(`${companions.idOf(path) ?? ''}\0`);
  if (asked.listed) hash.update(companions.list().paths.toSorted().join('\0'));
  return hash.digest('hex');
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
    const digest = companion === null ? '' : createHash('sha256').update(companion).digest('hex');
    whole.update(`\0${path}\0${digest}`);
  }
  return `sha256:${whole.digest('hex')}`;
}
