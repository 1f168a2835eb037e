import { FirebreakError } from '../errors.ts';

/** Bytes that grow as numbers are put in: seven bits a byte, lowest first, the high bit where more follow. */
export interface NumberSink {
  /** A whole number from 0 to 2^32 - 1. */
  put(value: number): void;
  bytes(): Uint8Array;
}

/** An empty sink. */
export function numberSink(): NumberSink {
  let held = new Uint8Array(256);
  let length = 0;
  return {
    put(value) {
      if (length + 5 > held.length) {
        const wider = new Uint8Array(held.length * 2);
        wider.set(held);
        held = wider;
      }
      let rest = value;
      while (rest > 127) {
        held[length++] = (rest & 127) | 128;
        rest >>>= 7;
      }
      held[length++] = rest;
    },
    bytes: () => held.slice(0, length),
  };
}

/** Numbers as a sink put them, one after the other. */
export interface NumberReader {
  /** Where the next one begins. */
  position: number;
  /** Throws INVENTORY_INVALID where the bytes end. */
  next(): number;
}

/** Reads what a sink wrote, from a position on. */
export function numberReader(bytes: Uint8Array, from = 0): NumberReader {
  return {
    position: from,
    next() {
      let value = 0;
      for (let shift = 0; shift < 35; shift += 7) {
        const byte = bytes[this.position++];
        if (byte === undefined) break;
        value |= (byte & 127) << shift;
        if (byte < 128) return value >>> 0;
      }
      throw damaged('a list of numbers is cut off');
    },
  };
}

/** What is thrown where stored bytes are not what was written. */
export function damaged(what: string): FirebreakError {
  return new FirebreakError(
    'INVENTORY_INVALID',
    `the inventory is damaged: ${what}`,
    'Move the file inventory.sqlite aside and scan again: the next scan makes a new one.',
  );
}
