/** Numbers of 32 bits, any number of them: it grows without ever copying what it holds. */
export interface LongArray {
  readonly length: number;
  push(value: number): void;
  at(index: number): number;
}

const chunkBits = 18;
const chunkSize = 1 << chunkBits;

/** An empty one. */
export function longArray(): LongArray {
  const chunks: Int32Array[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      const offset = length & (chunkSize - 1);
      if (offset === 0) chunks.push(new Int32Array(chunkSize));
      (chunks[length >>> chunkBits] as Int32Array)[offset] = value;
      length += 1;
    },
    at: (index) => (chunks[index >>> chunkBits] as Int32Array)[index & (chunkSize - 1)] as number,
  };
}
