import { describe, it, expect } from 'vitest';
import { composerLock } from '../../../src/lockfile/composer-lock/index.ts';
import type { Part } from './fixtures.ts';
import {
  type Format,
  itReadsWhole,
  itSaysWhatIsSaidWhole,
  pair,
  smallReader,
  told,
  wholeOf,
} from './format-support.ts';

const composer: Format = { reader: composerLock, path: 'composer.lock', write };

function write(parts: readonly Part[]): string {
  const entries = parts.map(({ name, needs, version }, index) => ({
    name: `test/${name}`,
    version: `v${version}`,
    source: {
      type: 'git',
      url: `https://git.example/test/${name}.git`,
      reference: `${index}`.repeat(40),
    },
    dist: {
      type: 'zip',
      url: `https://archives.example/test/${name}/zipball/${name}`,
      reference: `${index % 2}`.repeat(40),
      shasum: '',
    },
    require: {
      php: '>=8.1',
      'ext-json': '*',
      ...Object.fromEntries(needs.map((need) => [`Test/${need}`, '*'])),
    },
    replace: { [`test/old-${name}`]: 'self.version' },
  }));
  const half = Math.ceil(entries.length / 2);
  const file = {
    _readme: ['This file locks the dependencies of your project to a known state'],
    'content-hash': 'cd'.repeat(16),
    packages: entries.slice(0, half),
    'packages-dev': entries.slice(half),
    aliases: [],
    'minimum-stability': 'stable',
    'stability-flags': { 'test/a': 20 },
    'prefer-stable': true,
    platform: { php: '>=8.1' },
    'platform-dev': {},
    'plugin-api-version': '2.6.0',
  };
  return `${JSON.stringify(file, null, 4)}\n`;
}

describe('composer.lock', () => {
  itSaysWhatIsSaidWhole(composer);

  itReadsWhole(composer, pair, [
    ['a package that is not there', 'Test/b', 'Test/c'],
    ['a package that stands there twice', '"name": "test/b"', '"name": "Test/A"'],
    ['a list that stands there twice', '"aliases": []', '"packages": []'],
    ['no list of packages', '"packages": [', '"other": ['],
    ['no list in place of packages', '"packages-dev": [', '"packages-dev": {'],
    [
      'an entry with a key twice',
      '"name": "test/b"',
      '"name": "test/b",\n            "name": "test/c"',
    ],
    [
      'an entry that closes its list',
      /(?<=\n {8})\{(?=\n {12}"name": "test\/b")/,
      '{"name": "test/c", "version": "1"}], "other": [{',
    ],
    [
      'two entries in one',
      /(?<=\n {8})\{(?=\n {12}"name": "test\/b")/,
      '{"name": "test/c", "version": "1"}, {',
    ],
    ['two members on a line', '"aliases": []', '"aliases": [], "packages": []'],
    ['a missing comma', '"aliases": [],', '"aliases": []'],
    ['a comma too many', '"plugin-api-version": "2.6.0"', '"plugin-api-version": "2.6.0",'],
    ['an end that comes twice', /$/, '}\n'],
    [
      'lists as deep as nothing is',
      '"php": ">=8.1"\n    }',
      `"php": ${'['.repeat(3000)}${']'.repeat(3000)}\n    }`,
    ],
  ]);

  it('takes lists that are empty over lines, packages that stand in for others, and other indentation', () => {
    const entries = smallReader();
    const text = write(pair)
      .replace('"aliases": []', '"aliases": [\n\n    ]')
      .replace('Test/b', 'test/old-b');
    for (const one of [text, text.replaceAll('    ', '\t'), text.replaceAll('    ', '  ')])
      expect(told(entries, composer, one)).toEqual(wholeOf(composer, one).stated);
  });
});
