/** Short texts by number, as the bytes that they were. */
export interface SubjectStore {
  /** Takes the next one: what lies at `from` to before `end`, of which no more than 255 bytes are kept. */
  push(bytes: Buffer, from: number, end: number): void;
  /** Decoded from UTF-8; `''` for a number that nothing has. */
  of(number: number): string;
}

const pieceBits = 16;
const pieceBytes = 1 << pieceBits;
const maxBytes = 255;

/** Room for so many texts. */
export function subjectStore(count: number): SubjectStore {
  const pieces: Buffer[] = [];
  const [piece, offset] = [new Uint16Array(count), new Uint16Array(count)];
  const length = new Uint8Array(count);
  let used = pieceBytes;
  let taken = 0;
  return {
    push(bytes, from, end) {
      const size = Math.min(end - from, maxBytes);
      if (used + size >= pieceBytes) {
        pieces.push(Buffer.alloc(pieceBytes));
        used = 0;
      }
      bytes.copy(pieces.at(-1) as Buffer, used, from, from + size);
      piece[taken] = pieces.length - 1;
      offset[taken] = used;
      length[taken] = size;
      used += size;
      taken += 1;
    },
    of(number) {
      if (number < 0 || number >= taken) return '';
      const from = offset[number] as number;
      const bytes = pieces[piece[number] as number] as Buffer;
      return bytes.toString('utf8', from, from + (length[number] as number));
    },
  };
}
