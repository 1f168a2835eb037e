import { describe, expect, it } from 'vitest';
import { nameTable } from '../../../../src/sources/git/history/name-table.ts';
import { madeObjects, treeBytes } from './support.ts';

const absent = 'e'.repeat(40);

describe('names', () => {
  const bytesOf = (...names: string[]): Buffer =>
    Buffer.from(names.map((name) => `${name}\0`).join(''));

  it('are told apart through growth', () => {
    const table = nameTable();
    const names = Array.from({ length: 20_000 }, (_, index) => `${index % 3}.${index}`);
    const numbersOf = (): number[] =>
      names.map((name) => table.numberOf(Buffer.from(`<${name}>`), 1, 1 + name.length));
    const first = numbersOf();

    expect(first).toEqual(names.map((_, index) => index));
    expect(numbersOf()).toEqual(first);
    expect(table.size()).toBe(names.length);
    expect(first.map((number) => table.nameOf(number))).toEqual(names);
    expect(first.map((number) => table.lengthOf(number))).toEqual(
      names.map(({ length }) => length),
    );
  });

  it('that follow each other are what they are, whatever came after the one before', () => {
    const table = nameTable();
    const lists = [
      ['a', 'b', 'c'],
      ['a', 'b'],
      ['a', 'bc', 'c'],
      ['a', 'b', 'c'],
      ['', 'a', ''],
      ['b', 'a', 'b'],
    ];

    const found = lists.map((names) => {
      const bytes = bytesOf(...names);
      const told: string[] = [];
      let [at, name] = [0, -1];
      while (at < bytes.length) {
        name = table.numberAfter(name, bytes, at);
        told.push(table.nameOf(name));
        at += table.lengthOf(name) + 1;
      }
      return told;
    });

    expect(found).toEqual(lists);
    expect(table.size()).toBe(5);
  });

  it('that no NUL ends are none, also where one like it followed before', () => {
    const table = nameTable();
    const first = table.numberAfter(-1, bytesOf('a'), 0);
    table.numberAfter(first, bytesOf('b'), 0);

    expect(table.numberAfter(-1, Buffer.from('a'), 0)).toBe(-1);
    expect(table.numberAfter(first, Buffer.from('b'), 0)).toBe(-1);
    expect(table.numberAfter(first, Buffer.alloc(0), 0)).toBe(-1);
  });

  it('that are not UTF-8 share a spelling and no number', () => {
    const table = nameTable();
    const [one, other] = [Buffer.from([0x61, 0xff]), Buffer.from([0x61, 0xfe])];
    const numbers = [one, other, one].map((name) => table.numberOf(name, 0, name.length));

    expect(numbers).toEqual([0, 1, 0]);
    expect(table.nameOf(0)).toBe('a\ufffd');
    expect(table.nameOf(1)).toBe('a\ufffd');
  });

  it.each(['', '__proto__', 'constructor', 'x'.repeat(200_000), 'ä😀'])('may be %#', (name) => {
    const table = nameTable();
    const bytes = Buffer.from(name);

    expect(table.nameOf(table.numberOf(bytes, 0, bytes.length))).toBe(name);
  });
});

describe('a tree', () => {
  it('keeps entries of every kind, with modes as old tools wrote them', () => {
    const made = madeObjects();
    const blob = made.blob('x');
    const below = made.tree([]);
    const tree = made.tree([
      ['100644', 'a', blob],
      ['100755', 'b c', blob],
      ['100664', 'd', blob],
      ['40000', 'e', below],
      ['040000', 'f', below],
      ['120000', 'g', blob],
      ['160000', 'h', absent],
      ['100644', '.git', blob],
      ['100644', 'ü', blob],
      ['100644', 'gone', 'd'.repeat(40)],
    ]);

    const { objects, trees } = made.load();

    expect(trees.entriesOf(objects.findHex(tree))).toEqual([
      { kind: 'file', name: 'a', id: blob },
      { kind: 'file', name: 'b c', id: blob },
      { kind: 'file', name: 'd', id: blob },
      { kind: 'directory', name: 'e', id: below },
      { kind: 'directory', name: 'f', id: below },
      { kind: 'link', name: 'g', id: blob },
      { kind: 'submodule', name: 'h', id: absent },
      { kind: 'file', name: '.git', id: blob },
      { kind: 'file', name: 'ü', id: blob },
      { kind: 'file', name: 'gone', id: 'd'.repeat(40) },
    ]);
  });

  it('keeps of files those that matter by name or by content, and of others all', () => {
    const made = madeObjects();
    const [sought, other] = [made.blob('sought'), made.blob('other')];
    const tree = made.tree([
      ['100644', 'innocent.js', sought],
      ['100644', 'lock.json', other],
      ['100644', 'other.js', other],
      ['120000', 'link.js', other],
      ['100644', 'package.json', sought],
    ]);

    const { objects, trees } = made.load({
      matters: (name) => name.endsWith('.json'),
      sought: [sought],
    });

    const { entries } = trees;
    const number = objects.findHex(tree);
    const kept = trees.entriesOf(number).map(({ name }, index) => {
      return `${name} ${entries.isSought(entries.firstOf(number) + index)}`;
    });
    expect(kept).toEqual([
      'innocent.js true',
      'lock.json false',
      'link.js false',
      'package.json true',
    ]);
  });

  it('leads to what its own entries do, whatever those of the same names led to before', () => {
    const made = madeObjects();
    const [one, other] = [made.blob('one'), made.blob('other')];
    const trees = [one, other, absent, one, other].map((blob, index) =>
      made.tree([
        ['100644', 'a', blob],
        ['100644', `only ${index}`, one],
        ['160000', 'module', absent],
      ]),
    );

    const loaded = made.load();

    const led = trees.map((tree) => {
      const entries = loaded.trees.entriesOf(loaded.objects.findHex(tree));
      return entries.map(({ id }) => id);
    });
    expect(led).toEqual([one, other, absent, one, other].map((blob) => [blob, one, absent]));
  });

  it('asks of every name once whether files of it matter', () => {
    const made = madeObjects();
    const blob = made.blob('x');
    for (const other of ['b', 'c'])
      made.tree([
        ['100644', 'a', blob],
        ['40000', 'd', absent],
        ['100644', other, blob],
      ]);
    const asked: string[] = [];

    made.load({
      matters: (name) => {
        asked.push(name);
        return name === 'a';
      },
    });

    expect(asked.toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('that is empty is there, and one that was not read is not', () => {
    const made = madeObjects();
    const [empty, tree] = [made.tree([]), made.tree([['40000', 'a', absent]])];

    const { objects, trees } = made.load({ without: [tree] });

    expect(trees.has(objects.findHex(empty))).toBe(true);
    expect(trees.entriesOf(objects.findHex(empty))).toEqual([]);
    expect(objects.findHex(tree)).toBe(-1);
  });

  it('that is cut off anywhere is not taken, and the next one is', () => {
    const entry = ['100644', 'package.json', absent] as const;
    const whole = treeBytes([entry, ['40000', 'deep', absent]]);
    const cuts = Array.from({ length: whole.length - 1 }, (_, index) => index + 1);
    const made = madeObjects();
    const cut = cuts.map((length) => made.rawTree(whole.subarray(0, length)));
    const after = made.tree([entry]);

    const { objects, trees, unread } = made.load();

    const taken = cut.filter((oid) => trees.has(objects.findHex(oid)));
    // The one that ends where its first entry does is a whole tree.
    expect(taken).toEqual([made.tree([entry])]);
    expect(unread.size).toBe(cut.length - 1);
    expect(trees.entriesOf(objects.findHex(after))).toHaveLength(1);
  });

  it.each(['', '99', 'abc644', '10064400', '1', '00644'])('of mode %j is none', (mode) => {
    const made = madeObjects();
    const tree = made.tree([[mode, 'a', absent]]);

    const { objects, trees } = made.load();

    expect(trees.has(objects.findHex(tree))).toBe(false);
  });

  it('keeps its entries apart from others through growth', () => {
    const made = madeObjects();
    const blob = made.blob('x');
    const oids = Array.from({ length: 3000 }, (_, tree) =>
      made.tree(
        Array.from({ length: 30 }, (__, entry) => ['100644', `${tree} ${entry}`, blob] as const),
      ),
    );

    const { objects, trees } = made.load();

    const wrong = oids.filter((oid, tree) => {
      const names = trees.entriesOf(objects.findHex(oid)).map(({ name }) => name);
      return names.join() !== Array.from({ length: 30 }, (_, entry) => `${tree} ${entry}`).join();
    });
    expect(wrong).toEqual([]);
  });
});
