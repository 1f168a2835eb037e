import { describe, expect, it } from 'vitest';
import { nameHash, pairHash } from '../../../src/lockfile/coordinate-hash.ts';
import { checkVersion } from '../../../src/package/version.ts';
import { read, stated, tarball } from '../support.ts';
import { berry, berry4, classic, entry, json, lock, manifest, workspace } from './fixtures.ts';

type Files = NonNullable<Parameters<typeof read>[2]>;

const beside: Files = { 'package.json': manifest };

const mark = Buffer.from('\uFEFF');

/**
 * Holds a reading without building against the slow one, which a byte order mark makes sure of. False where the file was
 * not read without building; throws where the two differ.
 */
function agrees(bytes: Uint8Array, files: Files = beside): boolean {
  const reading = read('yarn.lock', bytes, files);
  const hashes = reading.documents[0]?.hashes;
  if (hashes === undefined) return false;
  const slow = read('yarn.lock', Buffer.concat([mark, bytes]), files);
  const told = [reading, slow].map(({ documents, formatVersion, problems }) =>
    JSON.stringify([formatVersion, problems, documents.map(({ covers }) => covers)]),
  );
  const unheld = (slow.documents[0]?.packages ?? []).filter(({ name, source, version }) => {
    const check = checkVersion('npm', version);
    const pair = pairHash(name, check.ok ? check.version : version);
    const isHeld = hashes.names.includes(nameHash(name)) && hashes.pairs.includes(pair);
    return !isHeld || (!check.ok && source !== 'git' && source !== 'workspace');
  });
  if (told[0] !== told[1] || slow.problems.length > 0 || unheld.length > 0) {
    throw new Error(
      `differs: ${told.join(' ')} ${JSON.stringify(unheld)} ${Buffer.from(bytes).toString()}`,
    );
  }
  return true;
}

const x = workspace('x@workspace:packages/x', 'packages/x', ['a: "npm:^1.0.0"']);

const monorepo = lock(
  8,
  entry('a@npm:^1.0.0', 'a@npm:1.0.0', '1.0.0', '  dependencies:\n    f: "npm:^2.0.0"\n'),
  workspace('app@workspace:.', '.', ['f: "patch:f@npm%3A^2.0.0#~/f.patch"', 'x: "workspace:*"']),
  entry('f@npm:^2.0.0', 'f@npm:2.0.0', '2.0.0'),
  entry(
    'f@patch:f@npm%3A^2.0.0#~/f.patch',
    'f@patch:f@npm%3A2.0.0#~/f.patch::version=2.0.0&hash=ab',
    '2.0.0',
  ),
  x.replace('"x@workspace:packages/x"', '"x@workspace:*, x@workspace:packages/x"'),
);

const ofMonorepo: Files = {
  'package.json': {
    name: 'app',
    workspaces: ['packages/*'],
    dependencies: { f: 'patch:f@^2.0.0#~/f.patch', x: 'workspace:*' },
  },
  'packages/x/package.json': { name: 'x', version: '0.1.0', dependencies: { a: '^1.0.0' } },
};

const fixtures: readonly (readonly [title: string, text: string, files: Files])[] = [
  ['version 1', classic, beside],
  ['version 4', berry4, beside],
  ['version 8', berry, beside],
  ['version 8 with workspaces and a patch', monorepo, ofMonorepo],
  ['in JSON', json, beside],
];

describe.each(fixtures)('yarn.lock read without building it, %s', (_, text, files) => {
  const bytes = Buffer.from(text);

  it('states what the slow way does', () => {
    expect(agrees(bytes, files)).toBe(true);
    expect(agrees(bytes, {})).toBe(true);
  });

  it('says nothing else than the slow way for any cut', () => {
    const whole = stated(read('yarn.lock', bytes, files)).join();
    const lost = Array.from(bytes.keys()).filter((end) => {
      const cut = bytes.subarray(0, end);
      return agrees(cut, files) && stated(read('yarn.lock', cut, files)).join() !== whole;
    });

    expect(lost).toEqual([]);
  });

  it('says nothing else than the slow way for any changed byte', () => {
    const signs = [...Buffer.from('"\\:,@# \n\r0xn-?&*!|>%{}[]<'), 0x01, 0xc3, 0x7f];
    let taken = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      for (let one = 0; one < 3; one += 1) {
        const changed = Buffer.from(bytes);
        changed[at] = signs[(at * 5 + one * 7) % signs.length] ?? 0;
        if (agrees(changed, files)) taken += 1;
      }
    }
    expect(taken).toBeGreaterThan(100);
  });

  it('says nothing else than the slow way where any line is gone or stands there twice', () => {
    const lines = text.split('\n');
    let taken = 0;
    for (const [index, line] of lines.entries()) {
      for (const instead of [[], [line, line], [line, `${line}\r`], [`${line}\u2028`]]) {
        const changed = lines.toSpliced(index, 1, ...instead).join('\n');
        if (agrees(Buffer.from(changed), files)) taken += 1;
      }
    }
    expect(taken).toBeGreaterThan(3);
  });
});

const header = '# yarn lockfile v1\n\n\n';

function block(key: string, version: string, resolved: string, rest = ''): string {
  return `${header}${key}:\n  version "${version}"\n  resolved "${resolved}"\n${rest}`;
}

const zpm = (entries: Readonly<Record<string, object>>): object => ({
  __metadata: { version: 9 },
  entries: Object.fromEntries(
    Object.entries(entries).map(([key, resolution]) => [key, { resolution }]),
  ),
});

const of = (resolution: string, version: string): object => ({ resolution, version });

const root = workspace('app@workspace:.', '.', []);

describe('a file that is read without building it', () => {
  it.each([
    ['an alias', block('"odd@npm:a@1"', '1.0.0', tarball('a', '1.0.0'))],
    ['an alias by its URL alone', block('odd@1', '1.0.0', tarball('a', '1.0.0'))],
    [
      'a version that is compared without its build',
      block('a@1', '1.0.0+x', tarball('a', '1.0.0+x')),
    ],
    ['another archive than its entry says', block('a@1', '1.0.0', tarball('evil', '6.6.6'))],
    ['another version than its entry says', block('a@1', '1.0.0', tarball('a', '6.6.6'))],
    ['a directory', `${header}"a@file:./a":\n  version "1.0.0"\n`],
    [
      'a git source whose version is none',
      block('a@u/a', 'main', 'https://git.example/u/a.git#main'),
    ],
    [
      'a line over 64 KiB',
      block(
        Array.from({ length: 9000 }, (_, n) => `a@1.0.${n}`).join(', '),
        '1.0.0',
        tarball('a', '1.0.0'),
      ),
    ],
    [
      'an archive’s URL',
      lock(
        8,
        entry(
          'a@npm:1',
          `a@npm:1.0.0::__archiveUrl=${encodeURIComponent(tarball('evil', '6.6.6'))}`,
          '1.0.0',
        ),
        root,
      ),
    ],
    [
      'another version beside its resolution',
      lock(8, entry('a@npm:1', 'a@npm:1.0.0', '6.6.6'), root),
    ],
    ['a virtual instance', lock(8, entry('a@npm:1', 'a@virtual:ab#npm:1.0.0', '1.0.0'), root)],
    ['a real name behind another', lock(8, entry('odd@npm:a@1', 'odd@npm:a@1.0.0', '1.0.0'), root)],
    [
      'a long key',
      lock(
        8,
        `? "${Array.from({ length: 99 }, (_, n) => `a@npm:^1.000.${n}`).join(', ')}"\n:\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n  linkType: hard\n\n`,
        root,
      ),
    ],
    [
      'a variant in JSON',
      JSON.stringify(
        zpm({
          'a@npm:1': { ...of('a@npm:1.0.0', '1.0.0'), variants: ['b@npm:1'] },
          'b@npm:1': of('b@npm:1.0.0', '1.0.0'),
        }),
      ),
    ],
    [
      'an alias in JSON',
      JSON.stringify(
        zpm({
          'a@npm:1': {
            ...of('a@npm:1.0.0', '1.0.0'),
            dependencies: { odd: 'npm:a@1', d: 'file:./d', p: 'patch:a@npm%3A1#./x' },
          },
        }),
      ),
    ],
    [
      'a directory in JSON',
      JSON.stringify(zpm({ 'a@file:./a::parent=app@workspace:.': of('a@file:./a', '1.0.0') })),
    ],
    ['a key with an escape', lock(8, entry('a@npm:\\u0031', 'a@npm:1.0.0', '1.0.0'), root)],
  ])('may hold %s', (_, text) => {
    expect(agrees(Buffer.from(text), {})).toBe(true);
  });

  it.each([
    ['a version that cannot be compared', block('a@1', 'one', tarball('a', 'one'))],
    ['an entry without a version', `${header}a@1:\n  resolved "${tarball('a', '1.0.0')}"\n`],
    ['another header', '# yarn lockfile v2\n\n\n'],
    ['no header', block('a@1', '1.0.0', tarball('a', '1.0.0')).replace('# yarn lockfile v1', '')],
    [
      'a dependency that has no entry',
      block('a@1', '1.0.0', tarball('a', '1.0.0'), '  dependencies:\n    b "1"\n'),
    ],
    ['a version of its own', lock(11, entry('a@npm:1', 'a@npm:1.0.0', '1.0.0'), root)],
    ['no entry for the project', lock(8, entry('a@npm:1', 'a@npm:1.0.0', '1.0.0'))],
    [
      'two entries with one key',
      lock(
        8,
        entry('a@npm:1', 'a@npm:1.0.0', '1.0.0'),
        entry('a@npm:1', 'a@npm:6.6.6', '6.6.6'),
        root,
      ),
    ],
    [
      'a version of yarn 4 that cannot be compared',
      lock(8, entry('a@npm:1', 'a@npm:one', 'one'), root),
    ],
    [
      'an entry in a comment that ends where YAML ends lines',
      lock(8, root).replace(
        '# Manual',
        '# \r"evil@npm:1": {resolution: "evil@npm:6.6.6", linkType: hard}\r#',
      ),
    ],
    [
      'a catalog',
      lock(
        8,
        entry('a@npm:1', 'a@npm:1.0.0', '1.0.0'),
        workspace('app@workspace:.', '.', ['a: "catalog:"']),
      ),
    ],
  ])('holds no %s', (_, text) => {
    expect(agrees(Buffer.from(text), {})).toBe(false);
  });

  it.each([
    [{ name: 'app', dependencies: { b: '1' } }],
    [{ name: 'app', workspaces: ['x'] }],
    ['{'],
  ])('answers for its manifests: not beside %j', (wrong) => {
    const files = { 'package.json': wrong, 'x/package.json': { dependencies: { b: '1' } } };

    expect(agrees(Buffer.from(lock(8, root)), files)).toBe(false);
    expect(agrees(Buffer.from(header), files)).toBe(false);
  });

  it('is held to what resolutions ask for instead', () => {
    const text = (range: string): Buffer =>
      Buffer.from(
        lock(
          8,
          entry('a@npm:1', 'a@npm:1.0.0', '1.0.0', '  dependencies:\n    b: "npm:1"\n'),
          workspace('app@workspace:.', '.', ['a: "npm:1"']),
          entry(`b@npm:${range}`, 'b@npm:1.0.0', '1.0.0'),
        ),
      );
    const files = { 'package.json': { dependencies: { a: '1' }, resolutions: { b: '2' } } };

    expect(agrees(text('2'), files)).toBe(true);
    expect(agrees(text('1'), files)).toBe(false);
  });

  it.each(['\uFEFF', '%YAML 1.2\n', '--- ', '...\n'])(
    'leaves to the slow way what means something else in front of an entry than in front of a text: %j',
    (front) => {
      const text = lock(8, entry('a@npm:1', 'a@npm:1.0.0', '1.0.0', '  n:\n'), root);
      const changed = text.replace('"a@npm:1"', `${front}"a@npm:1"`);

      expect(agrees(Buffer.from(text), {})).toBe(true);
      expect(agrees(Buffer.from(changed), {})).toBe(false);
    },
  );

  it('takes what is asked for in any order, but nothing twice', () => {
    const asks = (...names: readonly string[]): Buffer =>
      Buffer.from(
        lock(
          8,
          workspace(
            'app@workspace:.',
            '.',
            names.map((name) => `${name}: "npm:1"`),
          ),
          ...['a', 'b', 'c'].map((name) => entry(`${name}@npm:1`, `${name}@npm:1.0.0`, '1.0.0')),
        ),
      );

    expect(agrees(asks('a', 'c', 'b'), {})).toBe(true);
    for (const twice of [
      ['c', 'a', 'c'],
      ['a', 'c', 'b', 'b'],
      ['a', 'a'],
      ['b', 'a', 'b'],
    ])
      expect(agrees(asks(...twice), {})).toBe(false);
    expect(agrees(asks('a', 'c', 'b', 'd'), {})).toBe(false);
  });
});
