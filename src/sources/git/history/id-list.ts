import { hexDigit } from './hex.ts';

/** Object ids by number, as bytes. */
export interface IdList {
  /** Writes an id, given in lower-case hexadecimal at `at`, in the place of `number`, which may be the next. */
  setHex(number: number, hex: Uint8Array, at: number): void;
  /** Makes an id that of another number too. */
  copy(from: number, to: number): void;
  /** In hexadecimal. */
  hexOf(number: number): string;
  /** Whether the id of `number` stands in `bytes` at `at`. */
  isAt(number: number, bytes: Uint8Array, at: number): boolean;
  /** Writes an id into `target` at `at`. */
  write(number: number, target: Uint8Array, at: number): void;
}

/** Ids lie in pieces of so many, so that nothing is moved when there are more. */
const pieceBits = 16;
const pieceMask = (1 << pieceBits) - 1;

/** A list of nothing, for ids of so many bytes. */
export function idList(oidBytes: number): IdList {
  const pieces: Buffer[] = [];

  function write(number: number, target: Uint8Array, at: number): void {
    const piece = pieces[number >>> pieceBits] as Buffer;
    const own = (number & pieceMask) * oidBytes;
    for (let index = 0; index < oidBytes; index += 1)
      target[at + index] = piece[own + index] as number;
  }

  return {
    write,
    setHex(number, hex, at) {
      if (number >>> pieceBits === pieces.length) pieces.push(Buffer.alloc(oidBytes << pieceBits));
      const piece = pieces[number >>> pieceBits] as Buffer;
      const own = (number & pieceMask) * oidBytes;
      for (let index = 0; index < oidBytes; index += 1)
        piece[own + index] =
          (hexDigit(hex[at + 2 * index]) << 4) | hexDigit(hex[at + 2 * index + 1]);
    },
    copy(from, to) {
      write(from, pieces[to >>> pieceBits] as Buffer, (to & pieceMask) * oidBytes);
    },
    hexOf(number) {
      const own = (number & pieceMask) * oidBytes;
      return (pieces[number >>> pieceBits] as Buffer).toString('hex', own, own + oidBytes);
    },
    isAt(number, bytes, at) {
      const piece = pieces[number >>> pieceBits] as Buffer;
      const own = (number & pieceMask) * oidBytes;
      for (let index = 0; index < oidBytes; index += 1)
        if (piece[own + index] !== bytes[at + index]) return false;
      return true;
    },
  };
}
