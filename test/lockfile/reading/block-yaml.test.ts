import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAILSAFE_SCHEMA, loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { readBlockYaml } from '../../../src/lockfile/reading/block-yaml.ts';
import { yamlKeys } from '../../../src/lockfile/reading/block-yaml-keys.ts';
import { readYaml } from '../../../src/lockfile/reading/block-yaml-stream.ts';
import { Problems } from '../../../src/lockfile/reading/problems.ts';
import { projectRoot } from '../../support/project.ts';
import { needsShared, sharedPath } from '../../support/shared.ts';

const missing = needsShared('data/lockfiles');

function byJsYaml(text: string): unknown {
  try {
    return loadAll(text, { schema: FAILSAFE_SCHEMA });
  } catch {
    return 'a fault';
  }
}

/** Whether the subset's parser took the text, after holding what it gives against js-yaml. */
function agrees(text: string): boolean {
  const block = readBlockYaml(text, null);
  if (block === null) return false;
  expect({ text, documents: block.documents }).toEqual({ text, documents: byJsYaml(text) });
  return true;
}

const pnpmLike = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

importers:

  .:
    dependencies:
      '@s/a':
        specifier: ^1.0.0
        version: 1.10(b@2.0.0)
  packages/x: {}

packages:

  '@s/a@1.10':
    resolution: {integrity: sha512-AAAA==, tarball: https://registry.example/a.tgz}
    engines: {node: '>=10', 'npm': ">=5"}
    os: [linux, '!win32']
    deprecated: >-
      Folded over
      two lines.

      And a paragraph.
    cpu: []

  c@file:../c:
    deprecated: |-
      As it is,
        with indentation:

      - and more
    bundledDependencies:
      - d
      - '@e/f'

snapshots:
  __proto__:
    constructor: 1.0.0
  # a comment
  'it''s': "a \\"quoted\\" one\\n"
`;

const twoDocuments = `---\na:\n  b: c\n\n---\nd:\n  e:\n    f: {g: h}\n`;

const berryLike = `# a header
# of two lines

__metadata:
  version: 8

"a@npm:^1.0.0, a@npm:^1.1.0":
  version: 1.10
  resolution: "a@npm:1.10"
  dependencies:
    b: "npm:>=1 <3"
  bin:
    a: ./bin/a.js
  conditions: os=darwin & cpu=x64
  languageName: node
`;

const fixtures = [
  ['as pnpm writes it', pnpmLike],
  ['of two documents', twoDocuments],
  ['as yarn writes it', berryLike],
] as const;

describe('the parser of lockfiles’ YAML', () => {
  it.each(fixtures)('reads a file %s as js-yaml does', (_, text) => {
    expect(agrees(text)).toBe(true);
    expect(agrees(text.replaceAll('\n', '\r\n'))).toBe(true);
    expect(agrees(text.trimEnd())).toBe(true);
  });

  it('gives every scalar as the text that stands there', () => {
    expect(readBlockYaml('a: 5.4\nb: true\nc: 1.10\nd: null\ne:\n', null)).toEqual({
      documents: [{ a: '5.4', b: 'true', c: '1.10', d: 'null', e: '' }],
      explicitStart: false,
    });
  });

  it.each([
    'a: >-\n  x',
    'a: >\n  x\n  y\nb: c',
    'a: |\n  x\n   y\n\n\nb: c',
    'a: >-\n\n  x\n',
    'a:\n\n  b: c\n',
    'a: {}\nb: []\n',
    'a b: c  d\n',
    "'': ''\n",
    'a: "\\\\\\""\n',
    '---\na: b\n',
    '# c\n---\na: b\n',
    'a: b\n  # c\nd: e\n',
    'é: grün\n',
    'a: 😀\n',
  ])('reads %j', (text) => {
    expect(agrees(text)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['a comment alone', '# a\n'],
    ['an empty document', '---\n'],
    ['an empty document behind another', 'a: b\n---\n'],
    ['text in front of a document', 'a: b\n--- c\n'],
    ['a document end', 'a: b\n...\n'],
    ['a directive', '%YAML 1.2\n---\na: b\n'],
    ['an anchor', 'a: &x b\n'],
    ['an alias', 'a: *x\n'],
    ['a tag', 'a: !x b\n'],
    ['an anchor in a flow', 'a: {b: &x c}\n'],
    ['a complex key', '? a\n: b\n'],
    ['a tab', 'a:\n\tb: c\n'],
    ['a tab in a value', 'a: b\tc\n'],
    ['a control', 'a: b\u0001\n'],
    ['a lone carriage return', 'a: b\rc: d\n'],
    ['a byte order mark within', 'a: \ufeffb\n'],
    ['half a surrogate pair', 'a: \ud83d\n'],
    ['one space too many', 'a:\n   b: c\n'],
    ['two levels at once', 'a:\n    b: c\n'],
    ['a deeper line below a value', 'a: b\n  c: d\n'],
    ['a line of spaces', 'a:\n  \n  b: c\n'],
    ['an indented root', '  a: b\n'],
    ['a key twice', 'a: b\na: c\n'],
    ['a key twice in a flow', 'a: {b: c, b: d}\n'],
    ['a scalar for a document', 'hello\n'],
    ['a sequence for a document', '- a\n'],
    ['a flow for a document', '{a: b}\n'],
    ['a sequence below no key', 'a: b\n  - c\n'],
    ['a sequence of mappings', 'a:\n  - b: c\n'],
    ['a sequence of nothing', 'a:\n  -\n'],
    ['a mapping and a sequence', 'a:\n  b: c\n  - d\n'],
    ['a sequence and a mapping', 'a:\n  - d\n  b: c\n'],
    ['a value on two lines', 'a: b\n  c\n'],
    ['a quote that does not end', 'a: "b\n'],
    ['text behind a quote', "a: 'b' c\n"],
    ['a comment behind a value', 'a: b #c\n'],
    ['two colons', 'a: b: c\n'],
    ['a colon at the end', 'a: b:\n'],
    ['an escape by number', 'a: "\\u0041"\n'],
    ['an escape JSON lacks', 'a: "\\x41"\n'],
    ['a flow on two lines', 'a: {b: c,\n  d: e}\n'],
    ['a flow in a flow', 'a: {b: [c]}\n'],
    ['a flow with a comma at its end', 'a: [b, ]\n'],
    ['a flow key without a value', 'a: {b}\n'],
    ['an indicator for a value', 'a: @b\n'],
    ['a block scalar with a number', 'a: |2-\n    x\n'],
    ['a block scalar that keeps its end', 'a: |+\n  x\n'],
    ['a block scalar without lines', 'a: |-\nb: c\n'],
    ['a folded line with more indentation', 'a: >-\n  b\n   c\n'],
    ['a key without end', `${'a'.repeat(1100)}: b\n`],
  ])('leaves %s to js-yaml', (_, text) => {
    expect(readBlockYaml(text, null)).toBeNull();
  });

  it('leaves what nests deeper than any lockfile to js-yaml, at once', () => {
    const deep = Array.from({ length: 2000 }, (_, depth) => `${'  '.repeat(depth)}a:\n`).join('');

    expect(readBlockYaml(deep, null)).toBeNull();
  });

  it('never says anything else than js-yaml, whatever is changed', () => {
    const signs = [
      ...' :-#\'"{}[],&*!|>?%@`\\~=\t\r\n\u0001\u0085\u2028\ufeffé'.split(''),
      '  ',
      '\n\n',
      ': ',
      '- ',
      ' #',
      ', ',
      '---\n',
      '',
    ];
    let taken = 0;
    for (const [, text] of fixtures) {
      for (let at = 0; at < text.length; at += 1) {
        if (agrees(text.slice(0, at))) taken += 1;
        const sign = signs[(at * 7) % signs.length] ?? '';
        if (agrees(text.slice(0, at) + sign + text.slice(at))) taken += 1;
        const other = signs[(at * 11 + 5) % signs.length] ?? '';
        if (agrees(text.slice(0, at) + other + text.slice(at + 1))) taken += 1;
      }
      const lines = text.split('\n');
      for (let at = 0; at < lines.length; at += 1) {
        if (agrees(lines.toSpliced(at, 1).join('\n'))) taken += 1;
        const swapped = lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? '');
        if (agrees(swapped.join('\n'))) taken += 1;
        if (agrees(lines.with(at, ` ${lines[at] ?? ''}`).join('\n'))) taken += 1;
        if (agrees(lines.with(at, `  ${lines[at] ?? ''}`).join('\n'))) taken += 1;
      }
    }
    expect(taken).toBeGreaterThan(1000);
  });

  it('reads the pnpm-lock.yaml files of the sample organisation', () => {
    const sample = join(projectRoot, 'fixtures/sample');
    const files = readdirSync(sample, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('pnpm-lock.yaml'),
    );

    expect(files.map((path) => agrees(readFileSync(join(sample, path), 'utf8')))).toEqual(
      files.map(() => true),
    );
    expect(files).not.toEqual([]);
  });

  for (const path of [
    'pnpm54-snyk-deeply/pnpm-lock.yaml',
    'pnpm60-snyk-deeply/pnpm-lock.yaml',
    'pnpm9-lolocard-exposed/pnpm-lock.yaml',
    'berry8-monica/yarn.lock',
  ]) {
    it(`reads ${path} as js-yaml does`, ({ skip }) => {
      if (missing !== null) skip(missing);

      expect(agrees(readFileSync(sharedPath(`data/lockfiles/${path}`), 'utf8'))).toBe(true);
    });
  }
});

describe('the keys of a YAML stream', () => {
  const keys = [
    { depth: 0, key: 'a', line: 2, document: 0 },
    { depth: 1, key: 'b', line: 3, document: 0 },
    { depth: 0, key: 'd', line: 6, document: 1 },
    { depth: 1, key: 'e', line: 7, document: 1 },
  ];

  it('stand on the same lines by both ways', () => {
    expect(yamlKeys(twoDocuments, 1)).toEqual(keys);
    expect(yamlKeys(`${twoDocuments}x: !!str y\n`, 1)).toEqual([
      ...keys,
      { depth: 0, key: 'x', line: 9, document: 1 },
    ]);
  });

  it('are counted behind block scalars', () => {
    const text = 'a: >-\n  b\n\n  c\n\n\nd: |\n  e\nf: g\n';

    expect(yamlKeys(text, 0).map(({ line }) => line)).toEqual([1, 7, 9]);
    expect(yamlKeys(`${text}h:\n  >-`, 0).map(({ line }) => line)).toEqual([1, 7, 9, 10]);
  });
});

describe('a YAML stream that is hostile', () => {
  it.each([
    ['an alias', 'a: &x b\nc: *x\n', /anchors/],
    [
      'aliases that expand',
      `a: &a [x]\n${['b', 'c', 'd', 'e'].map((name, index) => `${name}: &${name} [${`*${'abcd'.charAt(index)},`.repeat(9)}]\n`).join('')}`,
      /anchors/,
    ],
    ['flows without end', `a: ${'['.repeat(100_000)}`, /nesting/],
  ])('with %s is a problem', (_, text, message) => {
    const problems = new Problems();

    readYaml(text, problems);

    expect(problems.all()).toMatchObject([
      { code: 'SYNTAX', message: expect.stringMatching(message) },
    ]);
  });
});
