import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../../src/lockfile/types.ts';
import { codes, edges, only, read, row, sha, stated } from '../../support.ts';
import { berry, berry4, entry, head, lock, manifest, packages, workspace } from '../fixtures.ts';

type Files = Parameters<typeof read>[2];

const beside = { 'package.json': manifest };

function readLock(entries: readonly string[], files?: Files): Reading {
  return read('yarn.lock', lock(8, ...entries), files);
}

const app = (...lines: readonly string[]): string => workspace('app@workspace:.', '.', lines);

describe('yarn.lock of yarn 2 and above', () => {
  it.each([
    ['4', berry4],
    ['8', berry],
  ])('of version %s states its packages, edges and importers', (version, text) => {
    const reading = read('yarn.lock', text, beside);

    expect(reading).toMatchObject({ formatVersion: version, problems: [] });
    expect(stated(reading)).toEqual(expect.arrayContaining([...packages, '@s/b@2.0.0']));
    expect(edges(reading)).toContain('a -prod> @s/b');
    expect(row(reading, 'a')).toMatchObject({ direct: true, scope: 'prod' });
    expect(reading.documents[0]?.covers).toEqual(['.']);
  });

  it.each([4, 5, 6, 7, 8, 9, 10])('is read where the version is %s', (version) => {
    expect(
      read('yarn.lock', berry.replace('version: 8', `version: ${version}`), beside),
    ).toMatchObject({ formatVersion: `${version}`, problems: [] });
  });

  it.each(['3', '11', 'x'])('is read, and a problem, where the version is %s', (version) => {
    const reading = read('yarn.lock', berry.replace('version: 8', `version: ${version}`), beside);

    expect(codes(reading)).toEqual(['FORMAT_VERSION_UNSUPPORTED']);
    expect(stated(reading)).toEqual(expect.arrayContaining(packages));
  });

  it('tells by the manifest what is for development, and optional by the entry', () => {
    const reading = read('yarn.lock', berry, beside);

    expect(edges(reading)).toEqual(['a -optional> z', 'a -prod> @s/b', 'a -prod> g']);
    expect(row(reading, 'z')).toMatchObject({ direct: true, scope: 'optional' });
    expect(row(reading, 'g')).toMatchObject({
      direct: false,
      scope: 'prod',
      source: 'git',
      commit: sha,
    });
  });

  it('does not tell scopes without the manifest, but who asks', () => {
    const reading = read('yarn.lock', berry);

    expect(reading.problems).toEqual([]);
    expect(row(reading, 'z')).toMatchObject({ direct: true, scope: 'unknown' });
    expect(row(reading, 'g')).toMatchObject({ direct: false, scope: 'unknown' });
  });

  it('gives no integrity, because its checksums are of archives that yarn makes', () => {
    expect(only(read('yarn.lock', berry, beside), 'a').integrity).toBeNull();
  });

  it('gives the line of each entry', () => {
    const reading = read('yarn.lock', berry, beside);
    const lines = berry.split('\n');

    expect(reading.documents[0]?.lines().map((line) => lines[line - 1])).toEqual(
      reading.documents[0]?.packages.map(({ key }) => `"${key}":`),
    );
  });

  it('states what an archive URL and a version beside the resolution name as well', () => {
    const url = encodeURIComponent('https://registry.example/evil/-/evil-6.6.6.tgz');
    const reading = readLock([
      entry('a@npm:^1.0.0', `a@npm:1.0.0::__archiveUrl=${url}`, '1.0.0'),
      app('a: "npm:^1.0.0"', 'b: "npm:^1.0.0"'),
      entry('b@npm:^1.0.0', 'b@npm:1.0.0', '1.0.1'),
    ]);

    expect(stated(reading)).toEqual(['a@1.0.0', 'b@1.0.0', 'b@1.0.1', 'evil@6.6.6']);
    expect(reading.problems).toEqual([]);
  });

  it('takes yarn’s own patches between those who ask and what they ask for', () => {
    const reading = readLock([
      entry('a@npm:^1.0.0', 'a@npm:1.0.0', '1.0.0', '  dependencies:\n    f: "npm:~2.3.2"\n'),
      app('a: "npm:^1.0.0"'),
      entry('f@npm:~2.3.2', 'f@npm:2.3.3', '2.3.3'),
      entry(
        'f@patch:f@npm%3A~2.3.2#optional!builtin<compat/f>',
        'f@patch:f@npm%3A2.3.3#optional!builtin<compat/f>::version=2.3.3&hash=ab',
        '2.3.3',
      ),
    ]);
    const [document] = reading.documents;

    expect(reading.problems).toEqual([]);
    expect(stated(reading)).toEqual(['a@1.0.0', 'f@2.3.3', 'f@2.3.3']);
    expect(document?.graph().edges).toEqual([
      { from: 0, to: 2, kind: 'prod' },
      { from: 2, to: 1, kind: 'prod' },
    ]);
  });

  it.each([
    [{ f: 'patch:f@1.0.0#./f.patch' }, 'patch:f@1.0.0#./f.patch', '::locator=app%40workspace%3A.'],
    [{ f: 'patch:f@npm%3A1.0.0#~/f.patch' }, 'patch:f@npm%3A1.0.0#~/f.patch', ''],
  ])('finds the patch that %j asks for', (dependencies, asked, bound) => {
    const selector = asked.slice(asked.indexOf('#'));
    const reading = readLock(
      [
        app(`f: "${asked}"`),
        entry('f@npm:1.0.0', 'f@npm:1.0.0', '1.0.0'),
        entry(
          `f@patch:f@npm%3A1.0.0${selector}${bound}`,
          `f@patch:f@npm%3A1.0.0${selector}::version=1.0.0&hash=ab`,
          '1.0.0',
        ),
      ],
      { 'package.json': { name: 'app', dependencies } },
    );

    expect(reading.problems).toEqual([]);
    expect(reading.documents[0]?.graph().importers).toMatchObject([{ dependencies: [{ to: 1 }] }]);
  });

  it.each([
    [{ b: '2.0.0' }, 'a', 'b@npm:2.0.0'],
    [{ 'b@npm:^1.0.0': '2.0.0' }, 'a', 'b@npm:2.0.0'],
    [{ 'b@^1.0.0': 'npm:@s/c@2.0.0' }, 'a', 'b@npm:@s/c@2.0.0'],
    [{ 'a/b': '2.0.0' }, 'a', 'b@npm:2.0.0'],
    [{ '@s/a/b': '2.0.0' }, '@s/a', 'b@npm:2.0.0'],
    [{ 'a@npm:1.0.0/b': '2.0.0' }, 'a', 'b@npm:2.0.0'],
    [
      { b: 'patch:b@https%3A//files.example/b.tgz#./b.patch' },
      'a',
      'b@patch:b@https%3A//files.example/b.tgz#./b.patch::locator=app%40workspace%3A.',
    ],
  ])('finds what resolutions %j ask for instead', (resolutions, name, key) => {
    const asks = '  dependencies:\n    b: "npm:^1.0.0"\n';
    const entries = [
      entry(`${name}@npm:^1.0.0`, `${name}@npm:1.0.0`, '1.0.0', asks),
      app(`"${name}": "npm:^1.0.0"`),
      entry(key, 'b@npm:2.0.0', '2.0.0'),
    ];
    const of = { name: 'app', dependencies: { [name]: '^1.0.0' } };
    const others = { 'x/b': '2.0.0', 'b@^3.0.0': '2.0.0', 'a/x/b': '2.0.0' };
    const reading = readLock(entries, { 'package.json': { ...of, resolutions } });
    const elsewhere = readLock(entries, { 'package.json': { ...of, resolutions: others } });

    expect(reading.problems).toEqual([]);
    expect(reading.documents[0]?.graph().edges).toMatchObject([{ from: 0, to: 1 }]);
    expect(codes(elsewhere)).toEqual(['REFERENCE_MISSING']);
  });

  it('finds what a catalog has', () => {
    const entries = [
      app('a: "catalog:"', 'b: "catalog:old"'),
      entry('a@npm:^1.0.0', 'a@npm:1.0.0', '1.0.0'),
      entry('b@npm:^2.0.0', 'b@npm:2.0.0', '2.0.0'),
      entry('b@npm:^3.0.0', 'b@npm:3.0.0', '3.0.0'),
    ];
    const rc = 'catalog:\n  a: ^1.0.0\ncatalogs:\n  old:\n    b: ^2.0.0\n';
    const told = readLock(entries, { '.yarnrc.yml': rc });
    const untold = readLock(entries);
    const gone = readLock(entries.slice(0, 2));

    expect(told.problems).toEqual([]);
    expect(told.documents[0]?.graph().importers).toMatchObject([
      { dependencies: [{ to: 0 }, { to: 1 }] },
    ]);
    expect(untold.problems).toEqual([]);
    expect(untold.documents[0]?.graph().importers).toMatchObject([
      { dependencies: [{ to: null }, { to: null }] },
    ]);
    expect(codes(gone)).toEqual(['REFERENCE_MISSING']);
  });

  it('finds packages of JSR under the name that npm’s registry has for them', () => {
    const reading = readLock(
      [
        entry('@s/a@npm:@jsr/s__a@^1.0.0', '@jsr/s__a@npm:1.0.0', '1.0.0'),
        app('"@s/a": "jsr:^1.0.0"', 'b: "jsr:@s/b@^1.0.0"'),
        entry('b@npm:@jsr/s__b@^1.0.0', '@jsr/s__b@npm:1.0.0', '1.0.0'),
      ],
      { 'package.json': { dependencies: { '@s/a': 'jsr:^1.0.0', b: 'jsr:@s/b@^1.0.0' } } },
    );

    expect(reading.problems).toEqual([]);
    expect(row(reading, '@jsr/s__a')).toMatchObject({ direct: true });
    expect(row(reading, '@jsr/s__b')).toMatchObject({ direct: true });
  });

  it('has workspaces for importers and packages, the project itself for an importer alone', () => {
    const reading = readLock(
      [
        entry('a@npm:^1.0.0', 'a@npm:1.0.0', '1.0.0'),
        workspace('@app/x@workspace:*, @app/x@workspace:packages/x', 'packages/x', [
          'a: "npm:^1.0.0"',
        ]).replace('"@@app', '"@app'),
        app('"@app/x": "workspace:*"'),
      ],
      {
        'package.json': {
          name: 'app',
          workspaces: ['packages/*'],
          dependencies: { '@app/x': 'workspace:*' },
        },
        'packages/x/package.json': { name: '@app/x', devDependencies: { a: '^1.0.0' } },
      },
    );
    const [document] = reading.documents;

    expect(reading.problems).toEqual([]);
    expect(stated(reading)).toEqual(['@app/x@ workspace', 'a@1.0.0']);
    expect(document?.covers).toEqual(['packages/x', '.']);
    expect(document?.graph().importers).toMatchObject([
      { path: 'packages/x', name: '@app/x', dependencies: [{ alias: 'a', kind: 'dev', to: 0 }] },
      { path: '.', name: 'app', dependencies: [{ alias: '@app/x', kind: 'prod', to: 1 }] },
    ]);
    expect(edges(reading)).toEqual(['@app/x -dev> a']);
    expect(row(reading, 'a')).toMatchObject({ scope: 'dev' });
  });

  it.each([
    ['the project', [entry('a@npm:1', 'a@npm:1.0.0', '1.0.0')], {}],
    [
      'a workspace',
      [app()],
      { 'package.json': { workspaces: ['p'] }, 'p/package.json': { name: 'p' } },
    ],
    [
      'what an entry asks for',
      [entry('a@npm:1', 'a@npm:1.0.0', '1.0.0', '  dependencies:\n    b: "npm:1"\n'), app()],
      {},
    ],
    ['what a workspace asks for', [app('b: "npm:1"')], {}],
    ['what a manifest asks for', [app()], { 'package.json': { dependencies: { b: '1' } } }],
    [
      'what a patch is of',
      [entry('a@patch:a@npm%3A1.0.0#~/a', 'a@patch:a@npm%3A1.0.0#~/a', '1.0.0'), app()],
      {},
    ],
  ])('reports that %s has no entry', (_, entries, files) => {
    expect(codes(readLock(entries, files))).toEqual(['REFERENCE_MISSING']);
  });

  it('reports a missing reference on the line of the entry that has it', () => {
    const reading = readLock([
      app(),
      entry('a@npm:1', 'a@npm:1.0.0', '1.0.0', '  dependencies:\n    b: "npm:1"\n'),
    ]);

    expect(reading.problems).toMatchObject([{ code: 'REFERENCE_MISSING', line: 14 }]);
  });

  it('does not take peers for asked for', () => {
    const reading = readLock([app()], { 'package.json': { peerDependencies: { p: '*' } } });

    expect(reading.problems).toEqual([]);
  });

  it.each([
    ['without a resolution', '"b@npm:1":\n  version: 1.0.0\n  linkType: hard\n\n'],
    ['that is no mapping', '"b@npm:1": x\n\n'],
    ['whose resolution says nothing', entry('b@npm:1', 'b', '1.0.0')],
    ['of git without a version', entry('b@u/b', 'b@https://git.example/u/b.git#commit=1', '""')],
    [
      'that was cut off',
      entry('b@npm:1', 'b@npm:1.0.0', '1.0.0').replace(/ {2}linkType: hard\n/, ''),
    ],
    [
      'with a section that is not there',
      entry('b@npm:1', 'b@npm:1.0.0', '1.0.0', '  dependencies:\n'),
    ],
    [
      'that asks for a list',
      entry('b@npm:1', 'b@npm:1.0.0', '1.0.0', '  dependencies:\n    c: [1]\n'),
    ],
  ])('reports an entry %s', (_, text) => {
    const reading = readLock([entry('a@npm:1', 'a@npm:1.0.0', '1.0.0'), app(), text]);

    expect(codes(reading)).toEqual(['ENTRY_UNREADABLE']);
    expect(stated(reading)).toContain('a@1.0.0');
  });

  it('reads both of two entries with one key', () => {
    const reading = readLock([
      entry('a@npm:1', 'a@npm:1.0.0', '1.0.0'),
      app(),
      entry('a@npm:1', 'a@npm:6.6.6', '6.6.6'),
    ]);

    expect(stated(reading)).toEqual(['a@1.0.0', 'a@6.6.6']);
    expect(reading.problems).toMatchObject([{ code: 'SYNTAX', line: 21 }]);
  });

  it('reads what is YAML, though yarn does not write it so', () => {
    const text = berry
      .replace('version: 8', "version: '8'")
      .replace(
        '  dependencies:\n    "@s/b": "npm:^2.0.0"',
        "  dependencies:\n     '@s/b' : 'npm:^2.0.0' # x",
      )
      .replace('\n    g: u/g\n    z: "npm:^9.0.0"', '\n     g: u/g\n     z: "npm:^9.0.0"');
    const reading = read('yarn.lock', text, beside);

    expect(reading.problems).toEqual([]);
    expect(stated(reading)).toEqual(stated(read('yarn.lock', berry, beside)));
    expect(reading.documents[0]?.lines()).toEqual(
      read('yarn.lock', berry, beside).documents[0]?.lines(),
    );
  });

  it('reads keys longer than YAML has them on one line', () => {
    const ranges = Array.from({ length: 300 }, (_, index) => `^1.0.${index}`);
    const key = ranges.map((range) => `a@npm:${range}`).join(', ');
    const long = entry(key, 'a@npm:1.9.9', '1.9.9').replace(`"${key}":`, `? "${key}"\n:`);
    const reading = readLock([long, app('a: "npm:^1.0.299"')]);

    expect(reading.problems).toEqual([]);
    expect(stated(reading)).toEqual(['a@1.9.9']);
    expect(reading.documents[0]?.lines()).toEqual([8]);
  });

  it('reads the rest beside what is no YAML', () => {
    const reading = read(
      'yarn.lock',
      berry.replace('"g@u/g":\n  version: 3.0.0', '"g@u/g":\n  version: "3.0.0'),
      beside,
    );

    expect(stated(reading)).toEqual(expect.arrayContaining(packages));
    expect(codes(reading)).toEqual(['SYNTAX', 'REFERENCE_MISSING']);
    expect(reading.problems[0]?.message).toContain('g@u/g');
  });

  it.each([
    [
      'anchors and aliases',
      'a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b]\n',
    ],
    ['tags', '"x@npm:1": !!js/function "x"\n'],
    ['depth', `"x@npm:1": ${'['.repeat(100_000)}\n`],
    [
      'depth by indentation',
      Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
    ],
    ['a second document', '---\n"x@npm:1":\n  version: 1.0.0\n'],
  ])('refuses %s and reads the rest', (_, text) => {
    const reading = read('yarn.lock', `${berry}\n${text}`, beside);

    expect(codes(reading)).toContain('SYNTAX');
    expect(stated(reading)).toEqual(expect.arrayContaining(packages));
  });

  it('gives up on finding out how a file is broken, not on reading it', () => {
    const broken = Array.from({ length: 5000 }, (_, index) => `"x${index}": "\n`).join('');
    const reading = read('yarn.lock', `${berry}\n${broken}`, beside);

    expect(stated(reading)).toEqual(expect.arrayContaining(packages));
    expect(reading.problems).toHaveLength(1001);
  });

  it('takes __proto__ and constructor for the names they are', () => {
    const reading = readLock([
      entry(
        '__proto__@npm:1',
        '__proto__@npm:1.0.0',
        '1.0.0',
        '  dependencies:\n    constructor: "npm:1"\n',
      ),
      app('__proto__: "npm:1"'),
      entry('constructor@npm:1', 'constructor@npm:1.0.0', '1.0.0'),
    ]);

    expect(stated(reading)).toEqual(['__proto__@1.0.0', 'constructor@1.0.0']);
    expect(edges(reading)).toEqual(['__proto__ -prod> constructor']);
    expect(reading.problems).toEqual([]);
  });

  it('is not taken for whole where only its head is left', () => {
    expect(codes(read('yarn.lock', head(8)))).toEqual(['REFERENCE_MISSING']);
  });
});
