/** Contents that are dealt out together: neighbours are cheap for git, and differ by little. */
const length = 64;

/** Segments of a row of contents, of which each is taken by one reader. Threads that share the memory deal by themselves. */
export interface Segments {
  /** By which another thread sees the same. */
  readonly memory: SharedArrayBuffer;
  readonly count: number;
  /** Numbers of the contents of a segment, from the first to before the second. */
  range(segment: number): readonly [from: number, to: number];
  /** The segment that a content lies in. */
  ofContent(content: number): number;
  /** Takes a segment; false where another reader has it. `reader` is not 0. */
  take(segment: number, reader: number): boolean;
  /** Takes the last segment that nobody has; -1 where there is none. */
  takeLast(reader: number): number;
  /** Who has a segment; 0 for nobody. */
  readerOf(segment: number): number;
  /** Whether there is one that nobody has. */
  areLeft(): boolean;
}

/** Segments of so many contents, none of them taken. */
export function segmentsOf(contents: number): Segments {
  const count = Math.ceil(contents / length);
  return segmentsIn(new SharedArrayBuffer(4 * count), contents);
}

/** The segments that another thread sees too. */
export function segmentsIn(memory: SharedArrayBuffer, contents: number): Segments {
  const readers = new Int32Array(memory);
  const count = readers.length;
  const take = (segment: number, reader: number): boolean =>
    Atomics.compareExchange(readers, segment, 0, reader) === 0;
  return {
    memory,
    count,
    range: (segment) => [segment * length, Math.min(contents, (segment + 1) * length)],
    ofContent: (content) => Math.floor(content / length),
    take,
    takeLast(reader) {
      for (let segment = count - 1; segment >= 0; segment -= 1)
        if (Atomics.load(readers, segment) === 0 && take(segment, reader)) return segment;
      return -1;
    },
    readerOf: (segment) => Atomics.load(readers, segment),
    areLeft: () => readers.includes(0),
  };
}
