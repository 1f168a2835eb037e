import { createLineReader } from '../reading/line-tape.ts';

const newline = 0x0a;
const space = 0x20;
const apostrophe = 0x27;
const colon = 0x3a;

/** Printable ASCII, and UTF-8 in which no control or byte order mark can be. */
const text = /[ -~\x80-\xc1\xc3-\xee\xf0-\xff]/;

/** The lines of a file in the YAML that pnpm writes. */
export const withPnpmLines = createLineReader({
  keyStart: /[A-Za-z0-9/._]/,
  key: /[\w\-@()+=~^<>*,$/.:]/,
  plainStart: /[\w/.^~<$]/,
  plain: text,
  quote: "'",
  quoted: /[ -&(-~\x80-\xc1\xc3-\xee\xf0-\xff]/,
  rich: true,
  text,
  word: /[\w+/=-]/,
});

/** 1 for what may stand in a flow's quoted scalar. */
const inText = Uint8Array.from({ length: 256 }, (_, byte) =>
  text.test(String.fromCharCode(byte)) ? 1 : 0,
);

/** 1 for what may stand in a flow's plain scalar, 2 for what may also begin it. */
const inFlow = Uint8Array.from({ length: 256 }, (_, byte) => {
  const sign = String.fromCharCode(byte);
  if (/[A-Za-z0-9/._^~<$]/.test(sign)) return 2;
  return /[-@+=>|*() :]/.test(sign) ? 1 : 0;
});

/**
 * Reads over the flow that fills the rest of a line and gives the start of the next; -1 for one that holds others, has
 * more than a few keys or one of them twice, or is not as pnpm writes it.
 */
export function skipFlow(bytes: Uint8Array, start: number): number {
  const isMapping = bytes[start] === 0x7b;
  const close = (bytes[start] as number) + 2;
  let keys = 0;
  let at = start + 1;
  for (;;) {
    if (isMapping) {
      const from = at;
      at = skipFlowScalar(bytes, at);
      if (at === -1 || bytes[at] !== colon || bytes[at + 1] !== space) return -1;
      if (keys === few || !isNewKey(bytes, from, at, keys)) return -1;
      keys += 1;
      at += 2;
    }
    at = skipFlowScalar(bytes, at);
    if (at === -1) return -1;
    if (bytes[at] === close) return bytes[at + 1] === newline ? at + 2 : -1;
    if (bytes[at] !== 0x2c || bytes[at + 1] !== space) return -1;
    at += 2;
  }
}

/** The flows of pnpm have a key for each engine. */
const few = 8;

/** Starts and ends of the keys of the flow that is being read. */
const flowKeys = new Int32Array(few * 2);

function isNewKey(bytes: Uint8Array, from: number, to: number, keys: number): boolean {
  const quotes = bytes[from] === apostrophe ? 1 : 0;
  const start = from + quotes;
  const end = to - quotes;
  flowKeys[keys * 2] = start;
  flowKeys[keys * 2 + 1] = end;
  for (let index = 0; index < keys; index += 1) {
    const other = flowKeys[index * 2] as number;
    if ((flowKeys[index * 2 + 1] as number) - other !== end - start) continue;
    let same = 0;
    while (same < end - start && bytes[other + same] === bytes[start + same]) same += 1;
    if (same === end - start) return false;
  }
  return true;
}

/** Over a scalar, to what ends it: `,`, `: ` or a bracket. */
function skipFlowScalar(bytes: Uint8Array, start: number): number {
  let at = start;
  if (bytes[start] === apostrophe) {
    for (at += 1; ; at += 1) {
      const byte = bytes[at] as number;
      if (byte === apostrophe) return bytes[at + 1] === apostrophe ? -1 : at + 1;
      if (inText[byte] === 0) return -1;
    }
  }
  if (inFlow[bytes[start] as number] !== 2) return -1;
  for (; ; at += 1) {
    const byte = bytes[at] as number;
    const is = inFlow[byte];
    if (byte === colon) {
      if (bytes[at + 1] === space) break;
    } else if (is === 0) break;
  }
  const last = bytes[at - 1];
  return last === space || last === colon ? -1 : at;
}
