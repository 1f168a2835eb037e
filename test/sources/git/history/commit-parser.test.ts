import { describe, expect, it } from 'vitest';
import { parseCommitObject } from '../../../../src/sources/git/history/commit-parser.ts';
import { emptyCommitStore } from '../../../../src/sources/git/history/commit-store.ts';
import { emptyObjectTable } from '../../../../src/sources/git/history/object-table.ts';

const tree = 'a'.repeat(40);
const parent = (digit: number | string): string => String(digit).repeat(40);
const author = 'author Ada Example <ada@acme.example> 1700000000 +0100';
const committer = 'committer Bob Example <bob@acme.example> 1700000060 -0800';

function parsed(...lines: string[]): ReturnType<typeof parseCommitObject> {
  return parseCommitObject(Buffer.from(lines.join('\n')));
}

describe('a commit', () => {
  it('states tree, parents, people, times and its subject', () => {
    expect(
      parsed(`tree ${tree}`, `parent ${parent(1)}`, author, committer, '', 'One', '', 'More'),
    ).toEqual({
      tree,
      parents: [parent(1)],
      author: { who: 'Ada Example <ada@acme.example>', at: 1_700_000_000 },
      committer: { who: 'Bob Example <bob@acme.example>', at: 1_700_000_060 },
      subject: 'One',
    });
  });

  it('of a SHA-256 repository states longer names', () => {
    const [long, longParent] = ['b'.repeat(64), 'c'.repeat(64)];

    expect(parsed(`tree ${long}`, `parent ${longParent}`, author, committer, '', '')).toMatchObject(
      {
        tree: long,
        parents: [longParent],
      },
    );
  });

  it('of many parents keeps their order', () => {
    const parents = ['1', '2', '3', '4', '5', '6', '7', '8'].map(parent);

    expect(
      parsed(`tree ${tree}`, ...parents.map((one) => `parent ${one}`), author, committer, '', ''),
    ).toMatchObject({ parents });
  });

  it('of more parents than are read has one more, which is nowhere', () => {
    const lines = Array.from({ length: 5000 }, (_, index) => {
      return `parent ${index.toString(16).padStart(40, '0')}`;
    });

    const { parents } = parsed(`tree ${tree}`, ...lines, author, committer, '', 'x') ?? {};

    expect(parents).toHaveLength(4097);
    expect(emptyObjectTable(20).findHex(parents?.at(-1) ?? 'none')).toBe(-1);
  });

  it.each([
    [
      'signature',
      'gpgsig -----BEGIN PGP SIGNATURE-----',
      ' ',
      ' author x <y> 1 +0000',
      ' -----END',
    ],
    ['merged tag', `mergetag object ${parent(9)}`, ' type commit', ' committer z <z> 2 +0000', ' '],
    ['encoding', 'encoding ISO-8859-1'],
    ['header of tomorrow', 'x-colour green'],
  ])('with a %s among its headers states the same', (_, ...headers) => {
    expect(parsed(`tree ${tree}`, author, committer, ...headers, '', 'One')).toMatchObject({
      author: { at: 1_700_000_000 },
      committer: { at: 1_700_000_060 },
      subject: 'One',
      parents: [],
    });
  });

  it('that says twice who made it is believed the first time, as git does', () => {
    expect(
      parsed(
        `tree ${tree}`,
        author,
        committer,
        'author Eve <e> 5 +0000',
        'committer Eve <e> 6',
        '',
      ),
    ).toMatchObject({ author: { at: 1_700_000_000 }, committer: { at: 1_700_000_060 } });
  });

  it('says nothing of headers that stand in its message', () => {
    expect(parsed(`tree ${tree}`, '', `parent ${parent(1)}`, author, committer)).toMatchObject({
      parents: [],
      author: { who: '', at: Number.NaN },
    });
  });
});

describe('a signature', () => {
  it.each([
    ['a plain time', 'Ada <a@b.example> 12 +0000', 'Ada <a@b.example>', 12],
    ['no zone', 'Ada <a@b.example> 12', 'Ada <a@b.example>', 12],
    ['no time', 'Ada <a@b.example>', 'Ada <a@b.example>', Number.NaN],
    ['a space and no time', 'Ada <a@b.example> ', 'Ada <a@b.example>', Number.NaN],
    ['a time before 1970', 'Ada <a@b.example> -12 +0000', 'Ada <a@b.example>', Number.NaN],
    ['the first moment', 'Ada <a@b.example> 0 +0000', 'Ada <a@b.example>', 0],
    ['the last moment', 'A <a> 8640000000000 +0000', 'A <a>', 8.64e12],
    ['a moment later', 'A <a> 8640000000001 +0000', 'A <a>', Number.NaN],
    ['digits without end', `A <a> ${'9'.repeat(500)} +0000`, 'A <a>', Number.NaN],
    ['an odd zone', 'A <a> 77 +518:00', 'A <a>', 77],
    ['angles in the name', 'A > B <a> 77 +0000', 'A > B <a>', 77],
    ['a name that holds a time', 'A <a> 5 +0000> 77 +0000', 'A <a> 5 +0000>', 77],
    ['no address', 'Ada 77 +0000', 'Ada 77 +0000', Number.NaN],
    ['nothing', '', '', Number.NaN],
  ])('with %s is read', (_, text, who, at) => {
    expect(parsed(`tree ${tree}`, `author ${text}`, committer, '', 'x')).toMatchObject({
      author: { who, at },
      committer: { at: 1_700_000_060 },
    });
  });
});

describe('a message', () => {
  it.each([
    ['nothing', '', ''],
    ['line ends alone', '\n\n\n', ''],
    ['line ends before it', '\n\nOne\nTwo', 'One'],
    ['no line end', 'One', 'One'],
    ['a long line', 'x'.repeat(500), 'x'.repeat(200)],
    ['NULs', 'a\0b\n', 'a\0b'],
  ])('of %s', (_, message, subject) => {
    expect(parsed(`tree ${tree}`, author, committer, '', message)?.subject).toBe(subject);
  });

  it('that is not there at all is empty', () => {
    expect(parsed(`tree ${tree}`, author, committer)?.subject).toBe('');
    expect(parseCommitObject(Buffer.from(`tree ${tree}\n`))?.subject).toBe('');
  });
});

it.each(['', 'tree', `tree ${tree}`, 'tree abc\n', `tree ${tree}0\n`, `parent ${tree}\n`, '\n'])(
  '%j is no commit',
  (text) => {
    expect(parseCommitObject(Buffer.from(text))).toBeNull();
  },
);

it('people are told apart by name and address', () => {
  const objects = emptyObjectTable(20);
  for (const digit of [1, 2, 3]) objects.add('commit', Buffer.from(parent(digit)), 0);
  const store = emptyCommitStore(objects);
  const write = (object: number, who: string): boolean =>
    store.take(object, Buffer.from(`tree ${tree}\nauthor ${who} 1 +0000\ncommitter Z <z> 1\n\n`));

  write(0, 'Ada < Example <ada@acme.example>');
  write(1, 'Ada <ada@acme.example>');
  write(2, '<only@acme.example>');

  const { author: people, people: all } = store.rows;
  expect(Array.from(people, (number) => all[number])).toEqual([
    { name: 'Ada < Example', email: 'ada@acme.example' },
    { name: 'Ada', email: 'ada@acme.example' },
    { name: '', email: 'only@acme.example' },
  ]);
});
