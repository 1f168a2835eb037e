import type { CoordinateHashes } from '../coordinate-hash.ts';
import { isDigit } from '../reading/bytes.ts';
import { type JsonTape, valueOf, wordOf } from '../reading/json-tape.ts';
import { scanPackages } from './flat-scan.ts';
import { scanNested } from './nested-scan.ts';

/** What an ordinary lockfile tells without being built. */
export interface NpmScan {
  readonly formatVersion: string;
  readonly hashes: CoordinateHashes;
  /** Keys of the directories that npm links, relative to the lockfile's own. */
  readonly members: readonly string[];
  /** Whether the project's own entry stands there. */
  readonly hasProject: boolean;
}

const lockfileVersion = wordOf('lockfileVersion');
const packages = wordOf('packages');
const dependencies = wordOf('dependencies');

const root = 0;

/** Reads a lockfile of npm from its tape. Null for what is out of the ordinary: that is read the slow way. */
export function scanLock(tape: JsonTape, installed: boolean): NpmScan | null {
  if (!tape.isObject(root)) return null;
  let formatVersion = '';
  let flat = -1;
  let nested = -1;
  for (let key = tape.first(root); key < tape.last(root); key = tape.behind(valueOf(key))) {
    if (tape.hasEscape(key)) return null;
    const value = valueOf(key);
    if (tape.spells(key, lockfileVersion)) {
      if (formatVersion !== '' || !isDigit(tape.sign(value))) return null;
      formatVersion = tape.text(value);
    } else if (tape.spells(key, packages)) {
      if (flat !== -1 || !tape.isObject(value)) return null;
      flat = value;
    } else if (tape.spells(key, dependencies)) {
      if (nested !== -1 || !tape.isObject(value)) return null;
      nested = value;
    }
  }
  if (flat === -1 && nested !== -1 && (formatVersion === '1' || formatVersion === ''))
    return scanV1(tape, nested, formatVersion);
  return flat !== -1 && ['2', '3', '4'].includes(formatVersion)
    ? scanFlat(tape, { flat, nested, formatVersion, installed })
    : null;
}

interface FlatParts {
  readonly flat: number;
  /** -1 where the file has no part for npm 6. */
  readonly nested: number;
  readonly formatVersion: string;
  readonly installed: boolean;
}

function scanFlat(
  tape: JsonTape,
  { flat, formatVersion, installed, nested }: FlatParts,
): NpmScan | null {
  const found = scanPackages(tape, flat, installed);
  if (found === null) return null;
  if (nested !== -1) {
    // npm 6 reads this part instead: it must state nothing else.
    const pairs = new Set(found.hashes.pairs);
    if (!scanNested(tape, nested, true, (_, pair) => pairs.has(pair))) return null;
  }
  return { formatVersion, ...found };
}

function scanV1(tape: JsonTape, nested: number, formatVersion: string): NpmScan | null {
  const names: number[] = [];
  const pairs: number[] = [];
  const isWhole = scanNested(tape, nested, false, (name, pair) => {
    names.push(name);
    pairs.push(pair);
    return true;
  });
  if (!isWhole) return null;
  const hashes = { names: new Int32Array(names), pairs: new Int32Array(pairs) };
  return { formatVersion, hashes, members: [], hasProject: false };
}
