import { hashStep } from '../coordinate-hash.ts';

/** What stands behind a key, or that there is none. */
export const kind = {
  /** Nothing: deeper lines may follow. */
  open: 0,
  /** A scalar as it stands, between `value` and `valueEnd`. */
  scalar: 1,
  /** A quoted scalar with doubled quotes in it. */
  escaped: 2,
  /** `{}` */
  empty: 3,
  flow: 4,
  block: 5,
  /** No key: an item of a sequence. */
  item: 6,
} as const;

/** One line of a file in the YAML that pnpm writes. */
export interface ScannedLine {
  kind: number;
  key: number;
  keyEnd: number;
  /** Of the key, from the seed on. */
  hash: number;
  value: number;
  valueEnd: number;
  /** Where the next line begins. */
  next: number;
}

const newline = 0x0a;
const space = 0x20;
const apostrophe = 0x27;
const colon = 0x3a;

/** 1 for what may stand in a text, but for a line break: printable ASCII, and UTF-8 in which no control or byte order mark can be. */
const inText = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte >= 0x20 && byte < 0x7f) || (byte >= 0x80 && byte !== 0xc2 && byte !== 0xef) ? 1 : 0,
);

/** 1 for what a key without quotes may hold, 2 for what it may also begin with, 3 for the colon. */
const inKey = tableOf('-@()+=~^<>*,$', '/._', 3);

/** 1 for what may stand in a flow's plain scalar, 2 for what may also begin it. */
const inFlow = tableOf('-@+=>|*() :', '/._^~<$', 1);

function tableOf(within: string, first: string, ofColon: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    const sign = String.fromCharCode(byte);
    if (sign === ':') return ofColon;
    if (/[A-Za-z0-9]/.test(sign) || first.includes(sign)) return 2;
    return byte > 0x20 && within.includes(sign) ? 1 : sign === ' ' && within.includes(' ') ? 1 : 0;
  });
}

/** 1 for what a plain scalar may begin with. */
const first = inFlow.map((is) => (is === 2 ? 1 : 0));

/**
 * Reads the line whose text begins at `start`, behind its indentation, into `line`. False for all that pnpm does not
 * write so, or that does not mean itself. The bytes end with a line break; scalars of more than one line and flows are
 * not followed: `next` is behind the header of a block scalar, and not set for a flow.
 */
export function scanLine(
  bytes: Uint8Array,
  start: number,
  seed: number,
  line: ScannedLine,
): boolean {
  if (bytes[start] === 0x2d) {
    line.kind = kind.item;
    return bytes[start + 1] === space && scanScalar(bytes, start + 2, line);
  }
  const behind = scanKey(bytes, start, seed, line);
  if (behind === -1) return false;
  if (bytes[behind] === newline) {
    line.kind = kind.open;
    line.next = behind + 1;
    return true;
  }
  if (bytes[behind] !== space) return false;
  const value = behind + 1;
  const sign = bytes[value];
  if (sign === 0x7b || sign === 0x5b) {
    line.value = value;
    line.kind = kind.flow;
    if (bytes[value + 1] === sign + 2 && bytes[value + 2] === newline) {
      if (sign === 0x7b) line.kind = kind.empty;
      line.next = value + 3;
    }
    return true;
  }
  line.kind = kind.scalar;
  if (sign !== 0x3e && sign !== 0x7c) return scanScalar(bytes, value, line);
  line.kind = kind.block;
  const end = bytes[value + 1] === 0x2d ? value + 2 : value + 1;
  line.next = end + 1;
  return bytes[end] === newline;
}

/** Reads a key and gives the index behind its colon; -1 where there is none. */
function scanKey(bytes: Uint8Array, start: number, seed: number, line: ScannedLine): number {
  let hash = seed;
  let at = start;
  if (bytes[start] === apostrophe) {
    line.key = start + 1;
    for (at += 1; ; at += 1) {
      const byte = bytes[at] as number;
      if (byte === apostrophe) break;
      if (inText[byte] === 0) return -1;
      hash = hashStep(hash, byte);
    }
    line.keyEnd = at;
    line.hash = hash;
    if (at - start > 1000 || bytes[at + 1] !== colon) return -1;
    return at + 2;
  }
  if (inKey[bytes[start] as number] !== 2) return -1;
  line.key = start;
  for (; ; at += 1) {
    const byte = bytes[at] as number;
    const is = inKey[byte];
    if (is === 0) return -1;
    if (is === 3) {
      const after = bytes[at + 1];
      if (after === newline || after === space) break;
    }
    hash = hashStep(hash, byte);
  }
  line.keyEnd = at;
  line.hash = hash;
  return at - start > 1000 || bytes[at - 1] === colon ? -1 : at + 1;
}

/** Reads the scalar that fills the rest of a line. */
function scanScalar(bytes: Uint8Array, start: number, line: ScannedLine): boolean {
  let at = start;
  if (bytes[start] === apostrophe) {
    line.value = start + 1;
    for (at += 1; ; at += 1) {
      const byte = bytes[at] as number;
      if (inText[byte] === 0) return false;
      if (byte !== apostrophe) continue;
      if (bytes[at + 1] !== apostrophe) break;
      if (line.kind === kind.scalar) line.kind = kind.escaped;
      at += 1;
    }
    line.valueEnd = at;
    line.next = at + 2;
    return bytes[at + 1] === newline;
  }
  if (first[bytes[start] as number] === 0) return false;
  line.value = start;
  for (; ; at += 1) {
    const byte = bytes[at] as number;
    if (byte === newline) break;
    if (inText[byte] === 0) return false;
    if (byte === space) {
      if (bytes[at + 1] === 0x23) return false;
    } else if (byte === colon && isBreak(bytes[at + 1])) return false;
  }
  line.valueEnd = at;
  line.next = at + 1;
  return bytes[at - 1] !== space;
}

function isBreak(byte: number | undefined): boolean {
  return byte === space || byte === newline;
}

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

/**
 * Over the lines of a block scalar, the first of which has this many spaces in front, to the line behind it. -1 for
 * one without lines, and for one whose lines are indented otherwise.
 */
export function skipBlock(bytes: Uint8Array, start: number, indent: number): number {
  let at = start;
  let filled = false;
  while (at < bytes.length) {
    if (bytes[at] === newline) {
      at += 1;
      continue;
    }
    let text = at;
    while (bytes[text] === space) text += 1;
    if (bytes[text] === newline) return -1;
    if (text - at < indent) break;
    if (!filled && text - at > indent) return -1;
    filled = true;
    for (at = text; bytes[at] !== newline; at += 1)
      if (inText[bytes[at] as number] === 0) return -1;
    at += 1;
  }
  return filled ? at : -1;
}
