/** Numbers in a row, none of which is taken away. */
export interface Growing {
  /** Holds at least `length` numbers; zeros behind them. Another one after each push that needs more room. */
  readonly values: Int32Array;
  readonly length: number;
  push(value: number): void;
  /** Makes room for an index, so that `values[index]` can be set. */
  reserve(index: number): void;
}

/** An empty row. */
export function growing(): Growing {
  let values = new Int32Array(1024);
  let length = 0;
  function reserve(index: number): void {
    if (index < values.length) return;
    const larger = new Int32Array(Math.max(values.length * 2, index + 1));
    larger.set(values);
    values = larger;
  }
  return {
    get values() {
      return values;
    },
    get length() {
      return length;
    },
    push(value) {
      reserve(length);
      values[length] = value;
      length += 1;
    },
    reserve,
  };
}
