/** A stretch of the original that is still in its place among the others, or bytes that a mutation brought. */
export type Piece =
  | { readonly kind: 'kept'; readonly start: number; readonly end: number }
  | { readonly kind: 'new'; readonly bytes: Uint8Array };

/** A file in pieces, so that it is known after any number of mutations what of the original was not touched. */
export interface Rope {
  readonly original: Uint8Array;
  readonly pieces: readonly Piece[];
}

/** The original, untouched. */
export function ropeOf(original: Uint8Array): Rope {
  return { original, pieces: [{ kind: 'kept', start: 0, end: original.length }] };
}

/** The bytes that a rope comes to. */
export function bytesOf({ original, pieces }: Rope): Buffer {
  return Buffer.concat(
    pieces.map((piece) =>
      piece.kind === 'new' ? piece.bytes : original.subarray(piece.start, piece.end),
    ),
  );
}

/** The rope with `bytes` in place of what it comes to from `start` up to `end`. */
export function replaced(rope: Rope, start: number, end: number, bytes: Uint8Array): Rope {
  const pieces: Piece[] = [];
  let at = 0;
  let isPut = false;
  const put = (): void => {
    if (!isPut && bytes.length > 0) pieces.push({ kind: 'new', bytes });
    isPut = true;
  };
  for (const piece of rope.pieces) {
    const length = lengthOf(piece);
    const [from, to] = [Math.max(0, start - at), Math.max(0, end - at)];
    if (from > 0) pieces.push(part(piece, 0, Math.min(from, length)));
    if (from < length || at + length === start) put();
    if (to < length) pieces.push(part(piece, to, length));
    at += length;
  }
  put();
  return { original: rope.original, pieces: pieces.filter((piece) => lengthOf(piece) > 0) };
}

/** Where each kept stretch of the original begins in what the rope comes to. */
export function keptIn({ pieces }: Rope): { start: number; end: number; at: number }[] {
  const kept: { start: number; end: number; at: number }[] = [];
  let at = 0;
  for (const piece of pieces) {
    if (piece.kind === 'kept') kept.push({ start: piece.start, end: piece.end, at });
    at += lengthOf(piece);
  }
  return kept;
}

function lengthOf(piece: Piece): number {
  return piece.kind === 'new' ? piece.bytes.length : piece.end - piece.start;
}

function part(piece: Piece, from: number, to: number): Piece {
  return piece.kind === 'new'
    ? { kind: 'new', bytes: piece.bytes.subarray(from, to) }
    : { kind: 'kept', start: piece.start + from, end: piece.start + to };
}
