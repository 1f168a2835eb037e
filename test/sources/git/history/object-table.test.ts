import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { emptyObjectTable, objectKinds } from '../../../../src/sources/git/history/object-table.ts';

it.each([
  ['SHA-1', 'sha1', 20],
  ['SHA-256', 'sha256', 32],
] as const)('finds every one of many objects by %s ids, and no other', (_, algorithm, bytes) => {
  const count = 10_000;
  const table = emptyObjectTable(bytes);
  const idOf = (number: number): string => hash(algorithm, `object ${number}`);
  for (let object = 0; object < count; object += 1)
    table.add(objectKinds[object % 4] ?? 'blob', Buffer.from(`xx ${idOf(object)}`), 3);

  const wrong = Array.from({ length: count }, (__, object) => object).filter(
    (object) =>
      table.findHex(idOf(object)) !== object ||
      table.oidOf(object) !== idOf(object) ||
      table.kindOf(object) !== objectKinds[object % 4] ||
      table.find(Buffer.from(`00${idOf(object)}`, 'hex'), 1) !== object,
  );

  expect(wrong).toEqual([]);
  expect(table.count).toBe(count);
  expect(table.findHex(idOf(count))).toBe(-1);
  expect(table.oidBytes).toBe(bytes);
});

it('tells ids apart that begin alike, also beyond what their slot is told by', () => {
  const table = emptyObjectTable(32);
  const ids = Array.from(
    { length: 300 },
    (_, number) => 'ab'.repeat(20) + number.toString(16).padStart(24, '0'),
  );
  for (const id of ids) table.add('tree', Buffer.from(id), 0);

  expect(ids.map((id) => table.findHex(id))).toEqual(ids.map((__, number) => number));
  expect(table.findHex(`${'ab'.repeat(20)}${'f'.repeat(24)}`)).toBe(-1);
});

it('takes an object once, however often it is listed', () => {
  const table = emptyObjectTable(20);
  const id = Buffer.from(hash('sha1', 'one'));

  for (let time = 0; time < 10_000; time += 1) table.add(time === 0 ? 'tag' : 'blob', id, 0);

  expect(table.count).toBe(1);
  expect(table.kindOf(0)).toBe('tag');
});

it.each(['', 'not hexadecimal', 'ab', 'z'.repeat(40), 'a'.repeat(64), 'a'.repeat(41)])(
  'finds nothing for %j, which is no id of its kind',
  (id) => {
    const table = emptyObjectTable(20);
    table.add('blob', Buffer.from('0'.repeat(40)), 0);

    expect(table.findHex(id)).toBe(-1);
  },
);
