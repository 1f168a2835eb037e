import { expect, it } from 'vitest';
import { ecosystemOf, ecosystemTypeOf } from '../../src/package/ecosystem.ts';

it.each([
  ['npm', 'npm'],
  ['PyPI', 'pypi'],
  ['pip', 'pypi'],
  ['Go', 'golang'],
  ['crates.io', 'cargo'],
  ['Packagist', 'composer'],
  ['Packagist:https://packages.example/8', 'composer'],
  ['RubyGems', 'gem'],
  [' NuGet ', 'nuget'],
  ['VSCode', 'vscode-extension'],
])('%s is the purl type %s', (word, type) => {
  expect(ecosystemOf(word)).toBe(type);
});

it.each(['package', 'axios', '', 'constructor', '__proto__'])('%j names no ecosystem', (word) => {
  expect(ecosystemOf(word)).toBeNull();
});

it('an ecosystem we do not know is kept as a type of its own that a purl can bear', () => {
  expect(ecosystemTypeOf('Hackage')).toBe('hackage');
  expect(ecosystemTypeOf('GitHub Actions')).toBe('githubactions');
  expect(ecosystemTypeOf('Debian:11')).toBe('debian');
  expect(ecosystemTypeOf('Open VSX / beta')).toBe('open-vsx-beta');
  expect(ecosystemTypeOf(' 42 ')).toBeNull();
});
