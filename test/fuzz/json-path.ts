/**
 * The members that enclose each of some places in a text that looks like JSON, outermost first, as one text per place.
 * `offsets` rise. Elements of lists have no name. Works by brackets alone, whatever else is wrong with the text.
 */
export function enclosing(bytes: Uint8Array, offsets: readonly number[]): string[] {
  const found: string[] = [];
  const open: string[] = [];
  let last = '';
  let at = 0;
  for (const offset of offsets) {
    while (at < offset && at < bytes.length) {
      const byte = bytes[at];
      if (byte === 0x22) {
        const end = endOfString(bytes, at);
        last = Buffer.from(bytes.subarray(at + 1, Math.min(end, at + 200))).toString('latin1');
        at = end + 1;
        continue;
      }
      if (byte === 0x7b || byte === 0x5b) {
        open.push(`${byte} ${last}`);
        last = '';
      } else if (byte === 0x7d || byte === 0x5d) {
        open.pop();
        last = '';
      } else if (byte === 0x2c) last = '';
      at += 1;
    }
    found.push(open.slice(0, 50).join('\n'));
  }
  return found;
}

function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1;
  return at;
}
