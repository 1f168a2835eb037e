import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkReaders } from '../../src/app/doctor/readers.ts';
import { readers } from '../../src/lockfile/index.ts';
import type { Control } from '../../src/lockfile/types.ts';
import { read } from './support.ts';

/**
 * Versions that differ from those of the controls in more than their number, and where a test reads a file of them: beside this one, and
 * what stands in it. All others must read as one of the controls does when it bears their number.
 */
const elsewhere: Readonly<Record<string, readonly [file: string, text: string]>> = {
  'npm-lock 2': ['npm-lock/legacy.test.ts', 'lockfileVersion: 2'],
};

describe.each(readers.map((reader) => [reader.id, reader] as const))('%s', (id, reader) => {
  it('finds what was planted for it, and sees what it claims and no more', () => {
    const report = checkReaders(readers).find((one) => one.id === id);

    expect(report?.failures).toEqual([]);
  });

  it('has each of its versions in a control, as one, or in a test', () => {
    const controls = reader.controls();
    const unshown = reader.sees.versions.filter((version) => {
      const [file, text] = elsewhere[`${id} ${version}`] ?? [];
      return file === undefined
        ? !controls.some((control) => readsAs(version, control))
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

/** Whether a control reads without a problem, its plant included, when a version stands in the place of its own. */
function readsAs(version: string, { bytes, companions, path, plant }: Control): boolean {
  const own = read(path, bytes, companions).formatVersion;
  const text = Buffer.from(bytes).toString('latin1');
  const at = own === version ? 0 : text.search(statedVersion(own));
  if (at === -1) return false;
  const behind = text.indexOf(own, at);
  const changed = `${text.slice(0, behind)}${version}${text.slice(behind + own.length)}`;
  const reading = read(path, Buffer.from(changed, 'latin1'), companions);
  return (
    reading.problems.length === 0 &&
    reading.formatVersion === version &&
    reading.documents.some(({ packages }) => packages.some(({ name }) => name === plant.name))
  );
}

/** The version where the file states it: behind a word for it, not somewhere in an entry. */
function statedVersion(version: string): RegExp {
  return new RegExp(`version["']?\\s*[:=]\\s*["']?${version.replaceAll('.', '\\.')}\\b`, 'i');
}
