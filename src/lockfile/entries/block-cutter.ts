import { blockCutterWasm } from './block-cutter-wasm.ts';

/** Where files are cut. A block reaches from one beginning to the next. */
export interface CutStyle {
  /**
   * `paragraphs`: behind empty lines, where the line is at the margin or, with an indentation of 2, there; with that also
   * at the lines four or six spaces deep under `importers`. `lines`: at
   * lines with as many signs in front as `indent`, or fewer, that are not empty and do not begin with a closing bracket
   * where entries do. `tables`: at `[[package]]`, `[[packages]]` and `[metadata`, and under `[metadata.files]` at the
   * margin.
   */
  readonly shape: 'paragraphs' | 'lines' | 'tables';
  /** How deep entries stand: 0 or 2 for paragraphs, 1 to 12 for lines. */
  readonly indent: number;
  readonly sign: ' ' | '\t';
}

/** How much is kept. */
export interface CutterLimits {
  /** Bytes of distinct blocks. */
  readonly stored: number;
  /** Distinct blocks, a power of two. */
  readonly blocks: number;
}

/** What hashes follow from, besides the bytes: without it no one can make blocks whose hashes are the same. */
export interface HashSecret {
  readonly key: bigint;
  /** Odd, so that nothing is lost by it. */
  readonly factor: bigint;
}

/** Another one at every call. */
export function randomSecret(): HashSecret {
  const [key = 0n, factor = 0n] = crypto.getRandomValues(new BigUint64Array(2));
  return { key, factor: factor | 1n };
}

/** Cuts files into blocks, and gives the same number to the same bytes as long as nothing is forgotten. */
export interface BlockCutter {
  /**
   * The numbers of a file's blocks in its order, valid until the next call: from 1 to `count`. Null where the file is too
   * large, has too many blocks, or has some that are made to collide; `full` where new ones do not fit.
   */
  cut(bytes: Uint8Array, style: CutStyle): Uint32Array | 'full' | null;
  /** A copy of a block's bytes. */
  block(number: number): Uint8Array;
  count(): number;
  forget(): void;
}

/** Hostile lockfiles can be of any size; real ones stay below this. */
const largestFile = 32 * 1024 * 1024;

const mostInFile = 1 << 19;

/** Behind a file, so that sixteen bytes can be looked at wherever it ends; it holds no line breaks. */
const padding = 64;

const pageSize = 65_536;

const shapes = { paragraphs: 0, lines: 1, tables: 2 } as const;

/** What of WebAssembly is used here: the types of Node.js do not have it. */
interface Machine {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  begin(
    key: bigint,
    factor: bigint,
    slots: number,
    slotMask: number,
    records: number,
    most: number,
    stored: number,
    storeLimit: number,
  ): void;
  cut(
    at: number,
    end: number,
    style: number,
    indent: number,
    sign: number,
    out: number,
    limit: number,
  ): number;
  count(): number;
}

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

/**
 * A cutter with memory of its own, of which only what is used is taken from the machine; null where there is no
 * WebAssembly or no address space for it. A block that is known costs one comparison of its bytes; hashes only say where
 * to look, and `secret` is asked for at the start and whenever all is forgotten.
 */
export function createBlockCutter(
  limits: CutterLimits,
  secret: () => HashSecret,
): BlockCutter | null {
  const plan = planOf(limits);
  const machine = machineOf(plan.end);
  if (machine === null) return null;
  const { memory } = machine;
  const forget = (): void => {
    new Uint8Array(memory.buffer, plan.slots, plan.records - plan.slots).fill(0);
    new Uint8Array(memory.buffer, plan.records, recordSize).fill(0);
    const { factor, key } = secret();
    machine.begin(
      key,
      factor,
      plan.slots,
      limits.blocks * 2 - 1,
      plan.records,
      limits.blocks,
      plan.stored,
      plan.stored + limits.stored,
    );
  };
  forget();
  return {
    forget,
    count: () => machine.count(),
    cut(bytes, { indent, shape, sign }) {
      const { length } = bytes;
      if (length > largestFile) return null;
      const own = new Uint8Array(memory.buffer, plan.file, length + padding);
      own.set(bytes);
      own.fill(0, length);
      const found = machine.cut(
        plan.file,
        plan.file + length,
        shapes[shape],
        indent,
        sign.charCodeAt(0),
        plan.out,
        plan.out + mostInFile * 4,
      );
      if (found === -2) return 'full';
      return found < 0 ? null : new Uint32Array(memory.buffer, plan.out, found);
    },
    block(number) {
      const [from = 0, length = 0] = new Uint32Array(
        memory.buffer,
        plan.records + number * recordSize,
        2,
      );
      return new Uint8Array(memory.buffer, from, length).slice();
    },
  };
}

/** Of a block: where its bytes are stored, how many, their hash, and which block followed the last time. */
const recordSize = 16;

/** Addresses: the table has two slots for each block, and what lies in front of the file is no line break. */
function planOf({ blocks, stored }: CutterLimits): Readonly<Record<string, number>> & {
  readonly slots: number;
  readonly records: number;
  readonly out: number;
  readonly stored: number;
  readonly file: number;
  readonly end: number;
} {
  const slots = pageSize;
  const records = slots + blocks * 2 * 4;
  const out = records + (blocks + 1) * recordSize;
  const store = out + mostInFile * 4;
  const file = store + stored + padding;
  return { slots, records, out, stored: store, file, end: file + largestFile + padding };
}

let code: object | null = null;

function machineOf(size: number): Machine | null {
  if (typeof WebAssembly === 'undefined') return null;
  code ??= new WebAssembly.Module(Buffer.from(blockCutterWasm, 'base64'));
  try {
    const { exports } = new WebAssembly.Instance(code);
    const machine = exports as Machine;
    machine.memory.grow(Math.ceil(size / pageSize));
    return machine;
  } catch {
    return null;
  }
}
