/** By character code: what a hexadecimal digit counts; -1 for what is none. */
const digits = new Int8Array(256).fill(-1);
for (let value = 0; value < 16; value += 1) {
  digits[value.toString(16).charCodeAt(0)] = value;
  digits[value.toString(16).toUpperCase().charCodeAt(0)] = value;
}

/** What the hexadecimal digit of a character code counts; -1 where it is none, or there is none. */
export function hexDigit(code: number | undefined): number {
  return digits[code ?? 0] ?? -1;
}
