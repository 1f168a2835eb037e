/**
 * JSON read from bytes, without building what it says. Each function takes the index at which to begin
 * and gives the index behind what it read, or -1 where the bytes are not JSON there (RFC 8259).
 */
const deepest = 2000;

/** 1 for a byte that stands for itself in a string. */
const ordinary = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === 0x22 || byte === 0x5c ? 0 : 1,
);

/** Over white space. */
export function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
    at += 1;
  }
}

/** Over a string; `from` is at its opening quote. */
export function skipString(bytes: Uint8Array, from: number): number {
  if (bytes[from] !== 0x22) return -1;
  let at = from + 1;
  for (;;) {
    // Most bytes of a file stand in strings: four at a time, then one by one.
    while (
      ((ordinary[bytes[at] as number] as number) &
        (ordinary[bytes[at + 1] as number] as number) &
        (ordinary[bytes[at + 2] as number] as number) &
        (ordinary[bytes[at + 3] as number] as number)) ===
      1
    )
      at += 4;
    while (ordinary[bytes[at] as number] === 1) at += 1;
    const byte = bytes[at];
    if (byte === 0x22) return at + 1;
    if (byte !== 0x5c) return -1;
    at = skipEscape(bytes, at) + 1;
    if (at === 0) return -1;
  }
}

/** Over any value. */
export function skipValue(bytes: Uint8Array, from: number): number {
  const first = bytes[from];
  if (first === 0x22) return skipString(bytes, from);
  if (first !== 0x7b && first !== 0x5b) return skipWord(bytes, from);
  return skipNested(bytes, from);
}

/** Over an object or an array. `open` holds the closing byte of each level. */
function skipNested(bytes: Uint8Array, from: number): number {
  const open = [bytes[from] === 0x7b ? 0x7d : 0x5d];
  let at = skipSpace(bytes, from + 1);
  if (bytes[at] === open[0]) return at + 1;
  for (;;) {
    // A member begins here: a key and a colon within an object, then a value.
    if (open[open.length - 1] === 0x7d) {
      at = skipColon(bytes, skipString(bytes, at));
      if (at === -1) return -1;
    }
    const byte = bytes[at];
    if (byte === 0x7b || byte === 0x5b) {
      if (open.length === deepest) return -1;
      const closing = byte === 0x7b ? 0x7d : 0x5d;
      at = skipSpace(bytes, at + 1);
      if (bytes[at] !== closing) {
        open.push(closing);
        continue;
      }
      at += 1;
    } else {
      at = byte === 0x22 ? skipString(bytes, at) : skipWord(bytes, at);
      if (at === -1) return -1;
    }
    at = skipSpace(bytes, at);
    while (bytes[at] === open[open.length - 1]) {
      open.pop();
      if (open.length === 0) return at + 1;
      at = skipSpace(bytes, at + 1);
    }
    if (bytes[at] !== 0x2c) return -1;
    at = skipSpace(bytes, at + 1);
  }
}

/** From an opening brace to the first key, or to the closing brace. */
export function firstKey(bytes: Uint8Array, brace: number): number {
  const at = skipSpace(bytes, brace + 1);
  return bytes[at] === 0x22 || bytes[at] === 0x7d ? at : -1;
}

/** Whether a word stands there. */
export function spells(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index += 1)
    if (bytes[at + index] !== word[index]) return false;
  return true;
}

/** A text that is written with an escape may be any text. */
export function hasEscape(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (bytes[at] === 0x5c) return true;
  return false;
}

/** From behind a key over its colon, to where the value begins. */
export function skipColon(bytes: Uint8Array, behindKey: number): number {
  if (behindKey === -1) return -1;
  const at = skipSpace(bytes, behindKey);
  return bytes[at] === 0x3a ? skipSpace(bytes, at + 1) : -1;
}

/** From behind a member of an object to the next key, or to the closing brace. */
export function skipComma(bytes: Uint8Array, behindValue: number): number {
  if (behindValue === -1) return -1;
  const at = skipSpace(bytes, behindValue);
  if (bytes[at] === 0x7d) return at;
  if (bytes[at] !== 0x2c) return -1;
  const next = skipSpace(bytes, at + 1);
  return bytes[next] === 0x22 ? next : -1;
}

/** Over `\` and what it escapes, to the last byte of that. */
function skipEscape(bytes: Uint8Array, from: number): number {
  const kind = bytes[from + 1];
  if (kind === 0x75) {
    for (let at = from + 2; at < from + 6; at += 1) if (!isHex(bytes[at])) return -1;
    return from + 5;
  }
  // " \ / b f n r t
  const plain = kind === 0x22 || kind === 0x5c || kind === 0x2f || kind === 0x62;
  return plain || kind === 0x66 || kind === 0x6e || kind === 0x72 || kind === 0x74 ? from + 1 : -1;
}

function isHex(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x46) ||
    (byte >= 0x61 && byte <= 0x66)
  );
}

/** Over a number, `true`, `false` or `null`. */
function skipWord(bytes: Uint8Array, from: number): number {
  // By far the most frequent.
  if (
    bytes[from] === 0x74 &&
    bytes[from + 1] === 0x72 &&
    bytes[from + 2] === 0x75 &&
    bytes[from + 3] === 0x65
  )
    return from + 4;
  let end = from;
  while (end < bytes.length && end - from < 400 && isWordByte(bytes[end] as number)) end += 1;
  const word = String.fromCharCode(...bytes.subarray(from, end));
  return /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(word) ? end : -1;
}

/** Letters, digits, `+`, `-` and `.`. */
function isWordByte(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2e ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x45
  );
}
