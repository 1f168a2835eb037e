import { describe, expect, it } from 'vitest';
import { createEntryReader } from '../../../src/lockfile/entries/reader.ts';
import { npmLock } from '../../../src/lockfile/npm-lock/index.ts';
import type { EntryReading } from '../../../src/lockfile/entries/types.ts';
import type { LockfileReader, LockProblem } from '../../../src/lockfile/types.ts';
import { yarnLock } from '../../../src/lockfile/yarn-lock/index.ts';
import { neighboursOf } from '../support.ts';
import { writings } from './fixtures.ts';

const parts = [
  { name: 'a', version: '1.0.0', needs: ['b', 'c'] },
  { name: 'b', version: '2.0.0', needs: ['c'] },
  { name: 'c', version: '3.0.0', needs: [] },
];

type Told = Pick<EntryReading, 'problems'> & { readonly stated: readonly string[] };

function whole(reader: LockfileReader, path: string, text: string): Told {
  const input = { path, neighbours: neighboursOf() };
  const { documents, problems } = reader.read(Buffer.from(text), input);
  const stated = documents.flatMap(({ packages }) => packages.map(({ name }) => name));
  return { problems, stated: stated.toSorted() };
}

/** What entries tell of the last of some versions of a file, the first of which is as its tool writes it. */
function told(reader: LockfileReader, path: string, versions: readonly string[]): Told | null {
  const entries = createEntryReader();
  let found: Told | null = null;
  for (const text of versions) {
    expect(entries.read(reader, path, Buffer.from(text)) === null).toBe(text !== versions[0]);
    const reading = entries.readWithProblems(reader, path, Buffer.from(text));
    found = reading && {
      problems: reading.problems,
      stated: [...reading.statements].map((id) => entries.statements.at(id).name).toSorted(),
    };
  }
  return found;
}

const codes = ({ problems }: { problems: readonly LockProblem[] }): string[] =>
  problems.map(({ code }) => code);

describe.each([
  ['yarn 1', yarnLock],
  ['yarn 4', yarnLock],
] as const)('%s', (format, reader) => {
  const { path, write } = writings[format] as (typeof writings)[string];
  const text = write(parts);

  it('tells of a file that asks for what is not there, as the whole file does', () => {
    const drop = (from: string): string => from.replace(/\n"?c@[^]*?(?=\n(?:"project|$))/, '');
    // The same entries on other lines.
    const later = drop(write([{ name: 'a0', version: '1.0.0', needs: [] }, ...parts]));

    for (const last of [drop(text), later]) {
      const expected = whole(reader, path, last);
      expect(expected.problems.length).toBeGreaterThan(1);
      expect(new Set(codes(expected))).toEqual(new Set(['REFERENCE_MISSING']));
      expect(told(reader, path, [text, drop(text), last])).toEqual(expected);
    }
  });

  it('leaves all other problems to the whole file', () => {
    const odd = text.replace(/version:? "?1\.0\.0"?\n/, '');

    expect(odd).not.toBe(text);
    expect(whole(reader, path, odd).problems).not.toEqual([]);
    expect(told(reader, path, [text, odd])).toBeNull();
  });
});

it('does not tell of a file of yarn 4 that lacks its project', () => {
  const { path, write } = writings['yarn 4'] as (typeof writings)[string];
  const text = write(parts);
  const without = text.replace(/\n"project@[^]*$/, '');

  expect(codes(whole(yarnLock, path, without))).toEqual(['REFERENCE_MISSING']);
  expect(told(yarnLock, path, [text, without])).toBeNull();
});

it('does not take a link of npm that says nothing for one to the project', () => {
  const { path, write } = writings['npm 3, tabs'] as (typeof writings)[string];
  const text = write(parts);
  const link = text.replace(
    /(?=\t\t"node_modules\/c")/,
    '\t\t"node_modules/d": {\n\t\t\t"link": true\n\t\t},\n',
  );

  expect(codes(whole(npmLock, path, link))).toEqual(['REFERENCE_MISSING']);
  expect(told(npmLock, path, [text, link])).toBeNull();
});

it('finds what yarn 4 binds to nobody, where it is asked for by someone', () => {
  const { path, write } = writings['yarn 4'] as (typeof writings)[string];
  const patch = 'patch:c@npm%3A3.0.0#~/c.patch';
  const text = write(parts)
    .replaceAll('"c": "npm:*"', `"c": "${patch}"`)
    .replace(
      /"c@npm:\*":\n.*\n.*\n/,
      `"c@${patch}":\n  version: 3.0.0\n  resolution: "c@${patch}::version=3.0.0&hash=00"\n`,
    );
  const based = text.replace(
    /(?=\n"project)/,
    `\n"c@npm:3.0.0":\n  version: 3.0.0\n`.concat(
      '  resolution: "c@npm:3.0.0"\n  languageName: node\n  linkType: hard\n',
    ),
  );

  expect(whole(yarnLock, path, based).problems).toEqual([]);
  expect(createEntryReader().read(yarnLock, path, Buffer.from(based))).not.toBeNull();
});
