import { expect, it } from 'vitest';
import { createEntryReaderWithin } from '../../../src/lockfile/entries/reader.ts';
import type { EntryReader } from '../../../src/lockfile/entries/types.ts';
import type { LockedPackage, LockfileReader } from '../../../src/lockfile/types.ts';
import { neighboursOf } from '../support.ts';
import type { Part } from './fixtures.ts';

/** A format, and a file of it that its tool could have written. */
export interface Format {
  readonly reader: LockfileReader;
  readonly path: string;
  write(parts: readonly Part[]): string;
}

/** What is changed in a file, and what is put there; the file is then to be read whole. */
export type Change = readonly [what: string, place: string | RegExp, put: string];

/** Two packages, the first of which asks for the other. */
export const pair: readonly Part[] = [
  { name: 'a', version: '1.0.0', needs: ['b'] },
  { name: 'b', version: '2.0.0', needs: [] },
];

/**
 * Holds what entries of a format say against what its reader says of whole files: of versions that follow one another,
 * of files that end anywhere, and of files whose lines were moved, doubled, lost or damaged.
 */
export function itSaysWhatIsSaidWhole(format: Format): void {
  it('says in every version what the whole file does', () => {
    const random = chance(11);
    const entries = smallReader();
    let parts = beginning(random);
    for (let version = 0; version < 60; version += 1) {
      const text = format.write(parts);

      expect(wholeOf(format, text).problems).toEqual([]);
      expect(told(entries, format, text)).toEqual(wholeOf(format, text).stated);

      parts = next(parts, random);
    }
  });

  it('says nothing else of files that were cut off, moved about or damaged', () => {
    const random = chance(7);
    const entries = smallReader();
    const text = format.write(beginning(random));
    const known = told(entries, format, text);

    for (const hostile of [...cut(text), ...damaged(text, random)])
      expectNoOther(entries, format, hostile);

    expect(known).not.toBeNull();
    expect(told(entries, format, text)).toEqual(known);
  });
}

/** Files in which each block can be read alone, and of which nothing may be said but by reading them whole. */
export function itReadsWhole(
  format: Format,
  parts: readonly Part[],
  changes: readonly Change[],
): void {
  it.each(changes)('reads a file whole with %s', (_, place, put) => {
    const text = format.write(parts);
    const hostile = text.replace(place, put);
    const entries = smallReader();

    expect(hostile).not.toBe(text);
    for (let version = 0; version < 2; version += 1) {
      expect(told(entries, format, text)).toEqual(wholeOf(format, text).stated);
      expect(told(entries, format, hostile)).toBeNull();
    }
  });
}

/** A reader of entries that takes no more than these tests need. */
export function smallReader(): EntryReader {
  return createEntryReaderWithin({ stored: 1 << 20, blocks: 1 << 12 });
}

/** What entries say of a file, in order; null where it is to be read whole. */
export function told(
  entries: EntryReader,
  { path, reader }: Format,
  text: string,
): readonly string[] | null {
  const reading = entries.read(reader, path, Buffer.from(text));
  if (reading === null) return null;
  return [...reading.statements].map((id) => statement(entries.statements.at(id))).toSorted();
}

/** What the format's reader says of the file. */
export function wholeOf(
  { path, reader }: Format,
  text: string,
): { stated: readonly string[]; problems: readonly string[] } {
  const reading = reader.read(Buffer.from(text), { path, neighbours: neighboursOf() });
  const stated = reading.documents.flatMap(({ packages }) => packages.map(statement));
  const open = reading.documents.flatMap(({ requests = [] }) => requests.map(({ name }) => name));
  return {
    stated: [...new Set(stated)].toSorted(),
    problems: [...reading.problems.map(({ message }) => message), ...open],
  };
}

function statement(one: LockedPackage): string {
  const { commit, ecosystem, integrity, name, resolved, source, version } = one;
  return JSON.stringify([ecosystem, name, version, source, resolved, commit, integrity]);
}

function expectNoOther(entries: EntryReader, format: Format, text: string): void {
  const found = told(entries, format, text);
  if (found === null) return;
  const { problems, stated } = wholeOf(format, text);
  expect({ text, found, problems }).toEqual({ text, found: stated, problems: [] });
}

/** Numbers from 0 to 1 that look like chance, and are the same every time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

function part(random: () => number): Part {
  const name = (): string => `p${Math.floor(random() * 40)}`;
  return {
    name: name(),
    version: `1.${Math.floor(random() * 9)}.0`,
    needs: [...new Set([name(), name()])],
  };
}

/** In the order of their names, and asking for nothing that is not there. */
function whole(parts: readonly Part[]): readonly Part[] {
  const byName = new Map(parts.map((one) => [one.name, one]));
  return [...byName.values()]
    .map((one) => ({ ...one, needs: one.needs.filter((need) => byName.has(need)) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function beginning(random: () => number): readonly Part[] {
  return whole(Array.from({ length: 9 }, () => part(random)));
}

/** Something was added, removed or bumped. */
function next(parts: readonly Part[], random: () => number): readonly Part[] {
  const at = Math.floor(random() * parts.length);
  const kind = Math.floor(random() * 3);
  if (kind === 0) return whole([...parts, part(random)]);
  if (kind === 1 && parts.length > 4) return whole(parts.toSpliced(at, 1));
  return parts.map((one, index) => (index === at ? { ...one, version: `2.${at}.1` } : one));
}

function cut(text: string): string[] {
  const ends = Array.from(text.matchAll(/\n/g), ({ index }) => [index, index + 1]).flat();
  for (let end = 0; end < text.length; end += 37) ends.push(end);
  return ends.map((end) => text.slice(0, end));
}

function damaged(text: string, random: () => number): string[] {
  const lines = text.split(/(?<=\n)/);
  const found = [
    text.replaceAll('\n', '\r\n'),
    `\ufeff${text}`,
    text.replace('\n', '\0\n'),
    text.replaceAll(/\n\s*/g, ''),
    text + text,
    `${text}\n${text}`,
    text.replace(/\n(?=[^\n]*p1)/, '\n<<<<<<< a\n').replace(/\n(?=[^\n]*p2)/, '\n=======\n'),
    text.replace('"', '"\n'),
    text.replace(/\{/, '{"a":'.repeat(5000)),
    text.replace(/\[/, '['.repeat(5000)),
  ];
  const place = (): number => Math.floor(random() * lines.length);
  for (let count = 0; count < 30; count += 1) {
    const from = place();
    const to = place();
    const taken = lines.slice(from, from + 1 + Math.floor(random() * 9));
    const rest = lines.toSpliced(from, taken.length);
    found.push(
      rest.toSpliced(to, 0, ...taken).join(''),
      lines.toSpliced(to, 0, ...taken).join(''),
      rest.join(''),
      lines.toSpliced(to, 0, '\n').join(''),
      lines.toSpliced(to, 1, lines[to]?.replace(/[",}{[\]=]/, '') ?? '').join(''),
      lines.toSpliced(to, 1, ` ${lines[to] ?? ''}`).join(''),
      lines.toSpliced(to, 1, lines[to]?.replace(/\d/, '3') ?? '').join(''),
    );
  }
  return found;
}
