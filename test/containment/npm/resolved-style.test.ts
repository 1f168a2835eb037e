import { expect, it } from 'vitest';
import { lockTree } from '../../../src/containment/npm/lock-tree.ts';
import { resolvedStyle } from '../../../src/containment/npm/resolved-style.ts';

function style(resolved: Readonly<Record<string, string | null>>) {
  const packages = Object.entries(resolved).map(([id, address]) => {
    const at = id.lastIndexOf('@');
    const entry = { version: id.slice(at + 1), ...(address === null ? {} : { resolved: address }) };
    return [`node_modules/${id.slice(0, at)}`, entry];
  });
  return resolvedStyle(lockTree({ lockfileVersion: 3, packages: Object.fromEntries(packages) }));
}

const npm = 'https://npm.acme.example/';
const own = 'https://own.acme.example/npm/all/';

it('takes the address of the same name, else of the scope, else of most', () => {
  const of = style({
    'a@1.0.0': `${npm}a/-/a-1.0.0.tgz`,
    'b@1.0.0': `${npm}b/-/b-1.0.0.tgz`,
    'c@1.0.0': `${own}c/-/c-1.0.0.tgz`,
    '@s/d@1.0.0': `${own}@s/d/-/d-1.0.0.tgz`,
  });

  expect(of('c', '2.0.0')).toBe(`${own}c/-/c-2.0.0.tgz`);
  expect(of('@s/e', '2.0.0')).toBe(`${own}@s/e/-/e-2.0.0.tgz`);
  expect(of('f', '2.0.0')).toBe(`${npm}f/-/f-2.0.0.tgz`);
});

it('says nothing where the lockfile does not, or has addresses that cannot be made up', () => {
  expect(style({ 'a@1.0.0': null, 'b@1.0.0': null })('c', '1.0.0')).toBeNull();
  const hosted = style({ '@s/a@1.0.0': 'https://npm.acme.example/download/@s/a/1.0.0/0123abcd' });
  expect(hosted('@s/a', '1.0.1')).toBeNull();
  expect(style({})('a', '1.0.0')).toBeNull();
});
