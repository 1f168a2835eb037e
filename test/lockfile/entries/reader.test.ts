import { describe, expect, it } from 'vitest';
import {
  createEntryReader,
  createEntryReaderWithin,
} from '../../../src/lockfile/entries/reader.ts';
import type { EntryReader } from '../../../src/lockfile/entries/types.ts';
import { npmLock } from '../../../src/lockfile/npm-lock/index.ts';
import { pnpmLock } from '../../../src/lockfile/pnpm-lock/index.ts';
import type { LockedPackage, LockfileReader } from '../../../src/lockfile/types.ts';
import { yarnLock } from '../../../src/lockfile/yarn-lock/index.ts';
import { neighboursOf } from '../support.ts';
import { type Part, type Writing, writings } from './fixtures.ts';

const formats = Object.entries(writings);

function readerOf({ path }: Writing): LockfileReader {
  const found = [npmLock, pnpmLock, yarnLock].find((reader) => reader.matches(path));
  if (found === undefined) throw new Error(`no reader for ${path}`);
  return found;
}

function statement(one: LockedPackage): string {
  const { commit, ecosystem, integrity, name, resolved, source, version } = one;
  return JSON.stringify([ecosystem, name, version, source, resolved, commit, integrity]);
}

/** What the format's reader says of the whole file. */
function readWhole(writing: Writing, text: string): { stated: string[]; problems: number } {
  const input = { path: writing.path, neighbours: neighboursOf() };
  const { documents, problems } = readerOf(writing).read(Buffer.from(text), input);
  const stated = documents.flatMap(({ packages }) => packages.map(statement));
  return { stated: [...new Set(stated)].toSorted(), problems: problems.length };
}

/** What its entries say, or null. */
function readEntries(entries: EntryReader, writing: Writing, text: string): string[] | null {
  const reading = entries.read(readerOf(writing), writing.path, Buffer.from(text));
  if (reading === null) return null;
  return [...reading.statements].map((id) => statement(entries.statements.at(id))).toSorted();
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
  const pick = (): string => {
    const number = Math.floor(random() * 60);
    if (number === 7) return '__proto__';
    return number % 5 === 0 ? `@scope/p${number}` : `p${number}`;
  };
  const needs = [...new Set([pick(), pick()])];
  return { name: pick(), version: `1.${Math.floor(random() * 9)}.0`, needs };
}

function distinct(parts: readonly Part[]): readonly Part[] {
  return [...new Map(parts.map((one) => [one.name, one])).values()];
}

/** The next version of a file: something was added, removed, bumped or put elsewhere. */
function next(parts: readonly Part[], random: () => number): readonly Part[] {
  const at = Math.floor(random() * parts.length);
  const kind = Math.floor(random() * 4);
  if (kind === 0) return distinct([...parts, part(random)]);
  if (kind === 1 && parts.length > 3) return parts.toSpliced(at, 1);
  if (kind === 2) return [...parts.slice(at), ...parts.slice(0, at)];
  return parts.map((one, index) => (index === at ? { ...one, version: `2.${at}.1` } : one));
}

function beginning(random: () => number): readonly Part[] {
  return distinct(Array.from({ length: 12 }, () => part(random)));
}

describe.each(formats)('%s', (_, writing) => {
  it('says in every version what the whole file does', () => {
    const random = chance(11);
    const entries = createEntryReader();
    let parts = beginning(random);
    for (let version = 0; version < 200; version += 1) {
      const text = writing.write(parts);
      const whole = readWhole(writing, text);

      expect(whole.problems).toBe(0);
      expect(readEntries(entries, writing, text)).toEqual(whole.stated);

      parts = next(parts, random);
    }
  });

  it('says nothing of a file that was cut off', () => {
    const random = chance(5);
    const entries = createEntryReader();
    const text = writing.write(beginning(random));
    readEntries(entries, writing, text);

    const ends = new Set(
      Array.from(text.matchAll(/\n/g), ({ index }) => [index, index + 1]).flat(),
    );
    for (let end = 0; end < text.length; end += 11) ends.add(end);
    const read = [...ends].filter((end) => expectSame(entries, writing, text.slice(0, end)));

    expect(read).toContain(text.length);
  });

  it('says nothing else of files that were tampered with', () => {
    const random = chance(7);
    const entries = createEntryReader();
    const text = writing.write(beginning(random));
    readEntries(entries, writing, text);

    for (const hostile of tampered(text, random)) expectSame(entries, writing, hostile);
    expect(readEntries(entries, writing, text)).toEqual(readWhole(writing, text).stated);
  });

  it('says the same when it has forgotten what it knew', () => {
    const random = chance(3);
    const entries = createEntryReaderWithin({ stored: 8192, blocks: 256 });
    let parts = beginning(random);
    let read = 0;
    for (let version = 0; version < 60; version += 1) {
      const text = writing.write(parts);
      if (expectSame(entries, writing, text)) read += 1;
      parts = next(parts, random);
    }

    expect(read).toBeGreaterThan(50);
  });
});

/** Whether the file was read by its entries; then they say what the whole file does, and that has no problems. */
function expectSame(entries: EntryReader, writing: Writing, text: string): boolean {
  const found = readEntries(entries, writing, text);
  if (found === null) return false;
  const { problems, stated } = readWhole(writing, text);
  expect({ text, found, problems }).toEqual({ text, found: stated, problems: 0 });
  return true;
}

/** A file changed in ways that its writer does not change it. */
function tampered(text: string, random: () => number): string[] {
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
    text.replace(/: /, ': &a '),
    text.replace(/\{/, '{"a":'.repeat(5000)),
    text.replace('9.0', '9.1'),
    text.replace('lockfile v1', 'lockfile v2'),
    text.replaceAll('version: 8', 'version: 7'),
    text.replace(/"lockfileVersion": \d/, '"lockfileVersion": 2'),
    text.replace('packages', 'dependencies'),
    text.replace('dependencies', 'packages'),
    text.replace('snapshots', 'overrides'),
    Buffer.from(text, 'utf16le').toString('latin1'),
  ];
  const place = (): number => Math.floor(random() * lines.length);
  for (let count = 0; count < 40; count += 1) {
    const from = place();
    const to = place();
    const taken = lines.slice(from, from + 1 + Math.floor(random() * 8));
    found.push(
      lines
        .toSpliced(from, taken.length)
        .toSpliced(to, 0, ...taken)
        .join(''),
      lines.toSpliced(to, 0, ...taken).join(''),
      lines.toSpliced(from, taken.length).join(''),
      lines.toSpliced(to, 0, '\n').join(''),
      lines.toSpliced(to, 1, lines[to]?.replace(/[":,}{']/, '') ?? '').join(''),
      lines.toSpliced(to, 1, ` ${lines[to] ?? ''}`).join(''),
    );
  }
  return found;
}
