import { describe, expect, it } from 'vitest';
import { describeDamage } from '../damage-support.ts';
import { codes, read, stated } from '../support.ts';

const manifest = {
  name: 'acme/site',
  require: { php: '>=8.1', 'ext-json': '*', 'Acme/Web': '^2.0', 'acme/inline': '1.*' },
  'require-dev': { 'acme/probe': '~1.4 || dev-main#0123abc' },
  repositories: [
    { type: 'path', url: '../lib/*' },
    {
      type: 'package',
      package: {
        name: 'acme/inline',
        version: '1.0.3',
        dist: { type: 'zip', url: 'https://registry.example/inline.zip' },
      },
    },
  ],
};

describe('composer.json', () => {
  it('asks for packages with their constraints, and not for PHP', () => {
    const text = JSON.stringify(manifest, null, 2);
    const [document] = read('composer.json', text).documents;
    const lineOf = (name: string): number =>
      text.split('\n').findIndex((line) => line.includes(`"${name}": "`)) + 1;

    expect(document?.requests).toEqual([
      {
        ecosystem: 'composer',
        name: 'acme/web',
        range: '^2.0',
        kind: 'prod',
        line: lineOf('Acme/Web'),
      },
      {
        ecosystem: 'composer',
        name: 'acme/probe',
        range: '~1.4 || dev-main#0123abc',
        kind: 'dev',
        line: lineOf('acme/probe'),
      },
    ]);
    expect(document?.covers).toEqual(['.']);
  });

  it('states what it describes itself, which no registry need answer', () => {
    const text = JSON.stringify(manifest, null, 2);
    const reading = read('composer.json', text);
    const [document] = reading.documents;
    const [line = 0] = document?.lines() ?? [];

    expect(stated(reading)).toEqual(['acme/inline@1.0.3']);
    expect(text.split('\n')[line - 1]).toContain('"name": "acme/inline"');
    expect(document?.graph().importers).toMatchObject([
      {
        name: 'acme/site',
        dependencies: [
          { alias: 'Acme/Web', to: null },
          { alias: 'acme/inline', to: 0, kind: 'prod' },
          { alias: 'acme/probe', to: null, kind: 'dev' },
        ],
      },
    ]);
    expect(reading.problems).toEqual([]);
  });

  it('reads described packages in lists, and under names', () => {
    const packages = [1, 2].map((version) => ({ name: 'a/b', version: `${version}.0` }));
    const reading = read('composer.json', {
      repositories: {
        mine: { type: 'package', package: packages },
        off: false,
        other: { type: 'vcs', package: { name: 'c/d', version: '1.0' } },
        last: { type: 'package', package: { name: 'e/f', version: '3.0' } },
      },
    });

    expect(stated(reading)).toEqual(['a/b@1.0', 'a/b@2.0', 'e/f@3.0']);
    expect(reading.documents[0]?.lines()).toEqual([7, 11, 27]);
  });

  it.each([
    ['no object', '[]', 'SYNTAX'],
    ['a section that is a text', { require: 'a/b' }, 'ENTRY_UNREADABLE'],
    ['a constraint that is none', { 'require-dev': { 'a/b': 1 } }, 'ENTRY_UNREADABLE'],
    ['repositories that are a text', { repositories: 'https://x' }, 'ENTRY_UNREADABLE'],
    [
      'a described package without a version',
      { repositories: [{ type: 'package', package: { name: 'a/b' } }] },
      'ENTRY_UNREADABLE',
    ],
    ['a section twice', '{"require": {"a/b": "1"}, "require": {}}', 'ENTRY_UNREADABLE'],
    ['a name twice', '{"require": {"a/b": "1", "a/b": "2"}}', 'ENTRY_UNREADABLE'],
  ])('is a problem with %s', (_, content, code) => {
    expect(codes(read('composer.json', content))).toEqual([code]);
  });

  it.each([
    ['nothing', '{}'],
    ['lists as PHP writes empty objects', { require: [], 'require-dev': [] }],
    ['sections that are null', { require: null, repositories: null }],
  ])('asks for nothing with %s', (_, content) => {
    const reading = read('composer.json', content);

    expect(reading.documents[0]?.requests).toEqual([]);
    expect(reading.problems).toEqual([]);
  });

  it('has __proto__ for a name like any other', () => {
    const reading = read('composer.json', '{"require": {"__proto__": "1", "constructor": "2"}}');

    expect(reading.documents[0]?.requests?.map(({ name }) => name)).toEqual([
      '__proto__',
      'constructor',
    ]);
  });
});

describeDamage('composer.json', 'composer.json', JSON.stringify(manifest, null, 1), {
  packages: ['acme/inline@1.0.3'],
});
