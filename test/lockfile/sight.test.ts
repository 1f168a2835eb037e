import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkReaders } from '../../src/app/doctor/readers.ts';
import { readers } from '../../src/lockfile/index.ts';
import { read } from './support.ts';

/** Versions that no control is of, and where a test reads a file of them: beside this one, and what stands in it. */
const elsewhere: Readonly<Record<string, readonly [file: string, text: string]>> = {
  'npm-lock 2': ['npm-lock/legacy.test.ts', 'lockfileVersion: 2'],
};

describe.each(readers.map((reader) => [reader.id, reader] as const))('%s', (id, reader) => {
  it('finds what was planted for it, and sees what it claims and no more', () => {
    const report = checkReaders(readers).find((one) => one.id === id);

    expect(report?.failures).toEqual([]);
  });

  it('has each of its versions in a control or in a test', () => {
    const controlled = reader
      .controls()
      .map(({ bytes, companions, path }) => read(path, bytes, companions).formatVersion);
    const unshown = reader.sees.versions.filter((version) => {
      const [file, text] = elsewhere[`${id} ${version}`] ?? [];
      return file === undefined
        ? !controlled.includes(version)
        : !readFileSync(join(import.meta.dirname, file), 'utf8').includes(text ?? '');
    });

    expect(reader.sees.versions.length).toBeGreaterThan(0);
    expect(unshown).toEqual([]);
  });

  it('says what it cannot show in whole sentences', () => {
    const odd = reader.sees.blind.filter((sentence) => !/^[A-Za-z`"@].*\.$/.test(sentence));

    expect(odd).toEqual([]);
  });

  it('tells its controls apart by their titles', () => {
    const titles = reader.controls().map(({ title }) => title);

    expect(titles).toEqual([...new Set(titles)]);
  });
});

it('names no version elsewhere that a control is of by now', () => {
  const known = readers.flatMap(({ id, sees }) =>
    sees.versions.map((version) => `${id} ${version}`),
  );

  expect(Object.keys(elsewhere).filter((key) => !known.includes(key))).toEqual([]);
});
