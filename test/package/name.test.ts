import { describe, expect, it } from 'vitest';
import { checkName, wildcardPrefix } from '../../src/package/name.ts';

describe('names that packages bear', () => {
  it.each([
    ['npm', '@antv/g2', '@antv/g2'],
    ['npm', 'JSONStream', 'JSONStream'],
    ['npm', 'constructor', 'constructor'],
    ['npm', '__proto__', '__proto__'],
    ['npm', '02-echo', '02-echo'],
    ['pypi', 'Foo_Bar.baz', 'foo-bar-baz'],
    ['composer', 'Intercom/Intercom-PHP', 'intercom/intercom-php'],
    ['golang', 'github.com/juxtaposition1/v.a.p.e', 'github.com/juxtaposition1/v.a.p.e'],
    ['maven', 'org.mvnpm:posthog-node', 'org.mvnpm/posthog-node'],
    ['maven', 'org.mvnpm/posthog-node', 'org.mvnpm/posthog-node'],
    ['hackage', 'aeson', 'aeson'],
  ])('%s: %s compares as %s', (ecosystem, name, normal) => {
    expect(checkName(ecosystem, name)).toEqual({ ok: true, name: normal });
  });
});

describe('names no package can bear', () => {
  it.each([
    ['npm', 'github.com/x/y', 'a slash without a scope'],
    ['npm', '@antv', 'a scope without a package'],
    ['npm', 'axios\u200b', 'not an npm name'],
    ['npm', 'a'.repeat(215), 'longer than 214 characters'],
    ['composer', 'laravel', 'not vendor/package'],
    ['golang', 'foo/bar', 'not a Go module path'],
    ['maven', 'posthog-node', 'not group:artifact'],
    ['hackage', 'a b', 'white space or invisible characters in a name'],
    ['hackage', 'a\u200bb', 'white space or invisible characters in a name'],
    ['hackage', 'a//b', 'an empty part between slashes'],
    ['golang', `example.com/${'a'.repeat(600)}`, 'longer than 512 characters'],
  ])('%s: %j, %s', (ecosystem, name, reason) => {
    expect(checkName(ecosystem, name)).toEqual({ ok: false, reason, suggestion: null });
  });

  it('a doubled @ comes with the name that was meant', () => {
    expect(checkName('npm', '@@antv/g2')).toEqual({
      ok: false,
      reason: 'a scope begins with one @',
      suggestion: '@antv/g2',
    });
  });
});

it('a name made to trap a backtracking pattern is refused like any other', () => {
  expect(checkName('composer', `${'a'.repeat(500)}!`).ok).toBe(false);
  expect(checkName('golang', `${'a.'.repeat(250)}!`).ok).toBe(false);
  expect(checkName('pypi', `${'a-'.repeat(250)}!`).ok).toBe(false);
});

it('only a whole scope, vendor or path is a pattern', () => {
  expect(wildcardPrefix('@antv/*')).toBe('@antv/');
  expect(wildcardPrefix('laravel-lang/*')).toBe('laravel-lang/');
  for (const name of ['*', '/*', '@antv/g2-*', '@*/g2', '@antv/g2', '@a*/*'])
    expect(wildcardPrefix(name)).toBeNull();
});
