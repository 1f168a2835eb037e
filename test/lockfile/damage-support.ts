import { describe, expect, it } from 'vitest';
import { classify, pathsTo } from '../../src/lockfile/graph.ts';
import { inspectRows } from '../../src/lockfile/inspect.ts';
import type { Reading } from '../../src/lockfile/types.ts';
import { codes, read, stated } from './support.ts';

const isAll = process.env['FIREBREAK_TEST_EXHAUSTIVE'] !== undefined;

export interface Damage {
  /** Files beside it, as `read` of support.ts takes them. */
  readonly companions?: Readonly<Record<string, string | object>>;
  /** What the whole fixture states, at the least, as `stated` writes it. */
  readonly packages: readonly string[];
  /** A version in the fixture, of an entry that is not the last, which a merge conflict would change on every line that has it. */
  readonly conflict?: { readonly ours: string; readonly theirs: string; readonly name: string };
  /**
   * Set where nothing in a file of the format says where it ends (requirements.txt): what a cut takes away is gone
   * without a trace, and the line that it went through may say something else. What stands on the lines in front of it
   * must still be there.
   */
  readonly endless?: true;
}

/** Asks a reading for everything that is built late. */
export function exhaust(reading: Reading): void {
  inspectRows(reading);
  for (const document of reading.documents) {
    expect(document.lines()).toHaveLength(document.packages.length);
    expect(classify(document)).toHaveLength(document.packages.length);
    for (const index of document.packages.keys()) pathsTo(document, index, 2);
  }
}

/**
 * What a text fixture of any format owes: each cut and each changed byte shows or has lost nothing, every encoding that
 * can be told is read, and what is no text is a problem. The fixture itself is without a problem.
 */
export function describeDamage(title: string, path: string, text: string, damage: Damage): void {
  describe.each([title])('%s', () => {
    itIsWhole(path, text, damage);
    itShowsCuts(path, Buffer.from(text), damage);
    itBearsChanges(path, Buffer.from(text), damage);
    itIsReadInEncodings(path, text, damage);
    itIsNoText(path, text, damage);
    if (damage.conflict !== undefined) itIsReadInConflict(path, text, damage, damage.conflict);
  });
}

/** The same of a format that is no text: cuts and changed bytes. */
export function describeBinaryDamage(
  title: string,
  path: string,
  bytes: Uint8Array,
  damage: Damage,
): void {
  describe.each([title])('%s', () => {
    itIsWhole(path, bytes, damage);
    itShowsCuts(path, bytes, damage);
    itBearsChanges(path, bytes, damage);
    it('is a problem without a byte', () => {
      const reading = read(path, new Uint8Array(0), damage.companions);

      expect(reading.problems.length).toBeGreaterThan(0);
    });
  });
}

/**
 * Lengths at which the file can be cut off without a problem although packages are gone, each with the bytes in front
 * of the cut, for a message.
 */
export function silentCuts(
  path: string,
  bytes: Uint8Array,
  { companions, endless }: Pick<Damage, 'companions' | 'endless'>,
): string[] {
  const whole = stated(read(path, bytes, companions));
  const silent: string[] = [];
  for (const length of cutsOf(bytes)) {
    const reading = read(path, bytes.subarray(0, length), companions);
    exhaust(reading);
    if (reading.problems.length > 0) continue;
    const wanted =
      endless === true ? stated(read(path, inFront(bytes, length), companions)) : whole;
    const left = stated(reading);
    if (
      endless === true ? wanted.every((one) => left.includes(one)) : left.join() === wanted.join()
    )
      continue;
    silent.push(
      `${length}: ${Buffer.from(bytes.subarray(Math.max(0, length - 30), length)).toString()}`,
    );
  }
  return silent;
}

/**
 * Where a file is cut: in front of and behind every byte that is no letter or digit, and at every third within words, most
 * of which are digests. With FIREBREAK_TEST_EXHAUSTIVE at every byte.
 */
function cutsOf(bytes: Uint8Array): number[] {
  const isWord = (at: number): boolean => /[A-Za-z0-9]/.test(String.fromCharCode(bytes[at] ?? 0));
  return [...bytes.keys()].filter((at) => isAll || at % 3 === 0 || !isWord(at) || !isWord(at - 1));
}

/** The whole lines in front of a cut. */
function inFront(bytes: Uint8Array, length: number): Uint8Array {
  return bytes.subarray(0, length === 0 ? 0 : bytes.lastIndexOf(0x0a, length - 1) + 1);
}

function itIsWhole(path: string, content: string | Uint8Array, damage: Damage): void {
  it('is a fixture without a problem', () => {
    const reading = read(path, content, damage.companions);

    expect(stated(reading)).toEqual(expect.arrayContaining([...damage.packages]));
    expect(reading.problems).toEqual([]);
  });
}

function itShowsCuts(path: string, bytes: Uint8Array, damage: Damage): void {
  it('cut off at any byte either shows or has lost no package', () => {
    expect(silentCuts(path, bytes, damage)).toEqual([]);
  });
}

function itBearsChanges(path: string, bytes: Uint8Array, { companions }: Damage): void {
  it('with any one byte changed is still read, or a problem', () => {
    const signs = ['"', '{', ']', ':', ' ', '\n', '\\', '(', '@', 'é', '#', '\0', '<'];
    // Every third byte, in turn by each of the signs; with FIREBREAK_TEST_EXHAUSTIVE every byte.
    for (let at = 0; at < bytes.length; at += isAll ? 1 : 3) {
      const sign = signs[at % signs.length] ?? '';
      const changed = [bytes.subarray(0, at), Buffer.from(sign), bytes.subarray(at + 1)];
      const reading = read(path, Buffer.concat(changed), companions);
      exhaust(reading);

      expect(reading.documents.length + reading.problems.length).toBeGreaterThan(0);
    }
  });
}

function itIsReadInEncodings(path: string, text: string, { companions }: Damage): void {
  it.each([
    ['with CRLF', Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['in UTF-16, little endian', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['in UTF-16, big endian', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('is read %s', (_, bytes) => {
    const reading = read(path, bytes, companions);

    expect(stated(reading)).toEqual(stated(read(path, text, companions)));
    expect(reading.problems).toEqual([]);
  });
}

function itIsNoText(path: string, text: string, { companions, packages }: Damage): void {
  const middle = Math.trunc(text.length / 2);

  it.each([
    ['in UTF-16 without a byte order mark', Buffer.from(text, 'utf16le'), 'NOT_TEXT'],
    [
      'with a NUL in it',
      Buffer.from(`${text.slice(0, middle)}\0${text.slice(middle)}`),
      'NOT_TEXT',
    ],
    ['without a byte', Buffer.alloc(0), 'FILE_EMPTY'],
    ['with white space alone', Buffer.from(' \r\n\t\n'), 'FILE_EMPTY'],
  ])('is a problem %s', (_, bytes, code) => {
    const reading = read(path, bytes, companions);

    expect(codes(reading)).toEqual([code]);
    expect(reading.documents).toEqual([]);
  });

  it('with bytes that are no UTF-8 is read, and they are a problem', () => {
    const reading = read(path, Buffer.concat([Buffer.from(text), Buffer.from([0xff])]), companions);

    expect(codes(reading)).toContain('NOT_TEXT');
    expect(stated(reading)).toEqual(expect.arrayContaining(packages.slice(0, 1)));
  });
}

function itIsReadInConflict(
  path: string,
  text: string,
  { companions }: Damage,
  { name, ours, theirs }: NonNullable<Damage['conflict']>,
): void {
  const whole = stated(read(path, text, companions));

  it('in conflict is read on both sides, each on its own lines', () => {
    const conflicted = text
      .split('\n')
      .flatMap((line) =>
        line.includes(ours)
          ? [
              '<<<<<<< HEAD',
              line,
              '||||||| base',
              line.replaceAll(ours, '7.7.7'),
              '=======',
              line.replaceAll(ours, theirs),
              '>>>>>>> topic',
            ]
          : [line],
      );
    const reading = read(path, conflicted.join('\n'), companions);

    const labels = reading.documents.map(({ label }) => label);
    const own = reading.documents.filter(({ label }) => label === 'ours');
    expect(new Set(labels)).toEqual(new Set(['ours', 'theirs']));
    expect(stated({ ...reading, documents: own })).toEqual(whole);
    expect(stated(reading)).toEqual(
      expect.arrayContaining([`${name}@${ours}`, `${name}@${theirs}`]),
    );
    expect(stated(reading).join()).not.toContain('7.7.7');
    expect(reading.problems[0]).toMatchObject({
      code: 'CONFLICT_MARKERS',
      line: conflicted.indexOf('<<<<<<< HEAD') + 1,
    });
    const shown = inspectRows(reading).packages.filter((row) => row.name === name);
    for (const { lines: at } of shown)
      for (const line of at) expect(conflicted[line - 1]).toContain(name);
  });
}
