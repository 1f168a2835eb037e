import { expect, it } from 'vitest';
import {
  objectLines,
  reportRepeated,
  walkObjects,
} from '../../../src/lockfile/reading/json-walk.ts';
import { Problems } from '../../../src/lockfile/reading/problems.ts';

type Role = 'root' | 'item';

const roleOf = (role: Role, key: string): Role | null =>
  key === 'items' || (role === 'item' && key === 'items') ? 'item' : null;

const text = `{
  "skip": {"items": [{"name": "no"}]},
  "items": [
    {"name": "one", "items": [[{
      "name": "two"}]], "more": [{"name": "no"}]},
    3,
    {"nameless": 1}
  ],
  "name": "root"
}`;

it('visits the objects that have a role, in the order of the text, and passes over the rest', () => {
  const seen: string[] = [];
  walkObjects<Role>(text, 'root', {
    enter: (role, line, ordinal) => seen.push(`${ordinal} ${role} ${line}`),
    key: (role, key, line, ordinal) => {
      seen.push(`${ordinal} ${role}.${key} ${line}`);
      return roleOf(role, key);
    },
    repeated: () => seen.push('repeated'),
  });

  expect(seen).toEqual([
    '0 root 1',
    '0 root.skip 2',
    '0 root.items 3',
    '1 item 4',
    '1 item.name 4',
    '1 item.items 4',
    '2 item 4',
    '2 item.name 5',
    '1 item.more 5',
    '3 item 7',
    '3 item.nameless 7',
    '0 root.name 9',
  ]);
});

it('gives the line of each name, and of the brace where there is none', () => {
  expect(objectLines<Role>(text, 'root', roleOf, 'item')).toEqual([4, 5, 7]);
  expect(objectLines<Role>('[{"name": 1}, {}]', 'item', roleOf, 'item')).toEqual([1, 1]);
});

it('gives no line where a key stands twice, and says that it does', () => {
  const twice = '{"items": [{"__proto__": 1,\n"__proto__": 2}], "x": {"y": 1, "y": 2}}';
  const problems = new Problems();
  reportRepeated<Role>(twice, 'root', roleOf, problems);

  expect(objectLines<Role>(twice, 'root', roleOf, 'item')).toEqual([]);
  expect(problems.all()).toMatchObject([
    { code: 'ENTRY_UNREADABLE', line: 2, message: expect.stringContaining('"__proto__"') },
  ]);
});

it('stops at the first fault', () => {
  expect(objectLines<Role>('{"items": [{"name": 1}, {"name" 2}]}', 'root', roleOf, 'item')).toEqual(
    [1, 1],
  );
});
