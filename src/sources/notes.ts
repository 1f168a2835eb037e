/**
 * What looks note of contents, so that the next look need not read them again. A key names the content by its object id, and
 * how it was read: under equal keys the same is noted, whoever reads.
 */
export interface Notes {
  /** Null where nothing was noted. */
  of(key: string): unknown;
  /** `note`: what JSON has. It may change until all are packed. */
  keep(key: string, note: unknown): void;
}

/** Notes that come to bytes in the end. */
export interface NotesInHand extends Notes {
  pack(): Uint8Array;
}

/** Rises when notes mean something else. */
const version = 1;

/** Notes beyond those of the last look that are kept: refs that were forced elsewhere may be forced back. */
const maxIdle = 10_000;

/**
 * Goes on from what the last look packed. What is not asked for is kept behind what is, and the oldest of it is let go.
 * Bytes that are no notes are none.
 */
export function notesFrom(packed: Uint8Array | null): NotesInHand {
  const before = new Map(packed === null ? [] : unpack(packed));
  const used = new Map<string, unknown>();
  return {
    of(key) {
      const note = used.get(key) ?? before.get(key) ?? null;
      if (note !== null) used.set(key, note);
      return note;
    },
    keep: (key, note) => void used.set(key, note),
    pack() {
      const idle = [...before].filter(([key]) => !used.has(key)).slice(0, maxIdle);
      return Buffer.from(JSON.stringify({ version, notes: [...used, ...idle] }));
    },
  };
}

function unpack(bytes: Uint8Array): (readonly [string, unknown])[] {
  let found: unknown;
  try {
    found = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return [];
  }
  if (typeof found !== 'object' || found === null || !('notes' in found)) return [];
  if (!('version' in found) || found.version !== version || !Array.isArray(found.notes)) return [];
  return (found.notes as unknown[]).filter(isEntry);
}

function isEntry(value: unknown): value is readonly [string, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string';
}
