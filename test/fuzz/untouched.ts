import { enclosing } from './json-path.ts';
import { keptIn, type Rope } from './rope.ts';

/** An entry of the original and the lines it stands on, as byte offsets. */
export interface EntryPlace {
  /** 1-based line that names the package. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** A text and where its lines begin. */
export interface Lined {
  readonly bytes: Uint8Array;
  readonly starts: readonly number[];
}

/** Finds the lines of a text. */
export function linedOf(bytes: Uint8Array): Lined {
  const starts = [0];
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1))
    starts.push(at + 1);
  return { bytes, starts };
}

/**
 * The stretch of each entry: from its line to the line of the next entry, and what stands right in front of it: where it
 * is not indented the lines up to a blank one (TOML's `[[package]]`), in JSON those behind what was closed last, because
 * members in front of the one that names the package can say what the object is. More than the entry's own bytes at
 * times, never less.
 */
export function placesOf(lined: Lined, lines: readonly number[]): EntryPlace[] {
  const json = isJson(lined);
  const sorted = [...new Set(lines.filter((line) => line > 0))].toSorted((a, b) => a - b);
  return sorted.map((line, index) => {
    const before = sorted[index - 1] ?? 0;
    let first = line;
    while (first - 1 > before && (json ? !isClosing(lined, first - 1) : isHead(lined, first)))
      first -= 1;
    const next = sorted[index + 1];
    return {
      line,
      start: lined.starts[first - 1] ?? 0,
      end: next === undefined ? lined.bytes.length : (lined.starts[next - 1] ?? lined.bytes.length),
    };
  });
}

/**
 * Lines of the original whose entries a reader must still state, or report: no byte of theirs was touched, nor one
 * beside them, and they stand under the same as before. In JSON an entry stands under the members that enclose it;
 * elsewhere a line stands under those in front of it that are less indented, and under the heading in brackets that is
 * nearest. Where a change renamed what an entry stands under, or put it under something else, the file says something
 * else. Bytes beside it are two in front, for a line end that a backslash takes away, and one behind.
 */
export function untouchedLines(
  rope: Rope,
  before: Lined,
  after: Lined,
  places: readonly EntryPlace[],
): Set<number> {
  const kept = keptIn(rope);
  const candidates = places.flatMap(({ end, line, start }) => {
    const piece = kept.find(
      (one) =>
        (one.start < start - 1 || (start === 0 && one.start === 0 && one.at === 0)) &&
        (one.end > end || (one.end === end && one.at + end - one.start === after.bytes.length)),
    );
    if (piece === undefined) return [];
    const was = before.starts[line - 1] ?? 0;
    return [{ line, was, is: piece.at + was - piece.start }];
  });
  const standing = isJson(before) ? enclosing : underLines;
  const was = standing(
    before.bytes,
    candidates.map((one) => one.was),
  );
  const is = standing(
    after.bytes,
    candidates.map((one) => one.is),
  );
  return new Set(candidates.filter((_, index) => was[index] === is[index]).map(({ line }) => line));
}

function isJson({ bytes }: Lined): boolean {
  const first = bytes.find((byte) => byte > 0x20);
  return first === 0x7b || first === 0x5b;
}

function underLines(bytes: Uint8Array, offsets: readonly number[]): string[] {
  const lined = linedOf(bytes);
  return offsets.map((offset) => above(lined, lineAt(lined, offset)).join('\n'));
}

/** The lines that a line stands under, nearest first. */
function above(lined: Lined, line: number): string[] {
  const found: string[] = [];
  let indent = indentOf(lined, line);
  let hasHeading = false;
  for (let one = line - 1; one > 0 && (indent > 0 || !hasHeading); one -= 1) {
    if (isBlank(lined, one)) continue;
    const own = indentOf(lined, one);
    const isHeading = own === 0 && lined.bytes[lined.starts[one - 1] ?? 0] === 0x5b;
    if (own < indent || (isHeading && !hasHeading)) found.push(textOf(lined, one));
    if (isHeading) hasHeading = true;
    indent = Math.min(indent, own);
  }
  return found;
}

function lineAt({ starts }: Lined, offset: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

function indentOf({ bytes, starts }: Lined, line: number): number {
  const start = starts[line - 1] ?? 0;
  let at = start;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at += 1;
  return at - start;
}

/** Whether the line in front of one that is not indented belongs to it. */
function isHead(lined: Lined, line: number): boolean {
  return indentOf(lined, line) === 0 && !isBlank(lined, line - 1);
}

function isClosing(lined: Lined, line: number): boolean {
  return /^\s*[}\]]/.test(textOf(lined, line));
}

function isBlank(lined: Lined, line: number): boolean {
  return textOf(lined, line).trim() === '';
}

function textOf({ bytes, starts }: Lined, line: number): string {
  const start = starts[line - 1] ?? 0;
  return Buffer.from(bytes.subarray(start, starts[line] ?? bytes.length)).toString('latin1');
}
