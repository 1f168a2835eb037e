/** Numbers by block; 0 where none was set. */
export interface Memo {
  get(block: number): number;
  set(block: number, value: number): void;
}

/** As many blocks as a table holds: an array takes room for all blocks there are. */
const few = 512;

/** A memo of nothing. */
export function memoOf(): Memo {
  const table = new Map<number, number>();
  let values: Int32Array | null = null;
  return {
    get(block) {
      return (values === null ? table.get(block) : values[block]) ?? 0;
    },
    set(block, value) {
      if (values === null && table.size < few) {
        table.set(block, value);
        return;
      }
      if (values === null || block >= values.length) {
        const larger = new Int32Array(block * 2);
        if (values !== null) larger.set(values);
        else for (const [known, of] of table) larger[known] = of;
        table.clear();
        values = larger;
      }
      values[block] = value;
    },
  };
}
