import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { controlTarball } from '../../../src/lockfile/archive/control-archives.ts';
import { npmTarballControls } from '../../../src/lockfile/npm-tarball/controls.ts';
import { held, realTarball } from '../archive/programs.ts';
import { describeBinaryDamage } from '../damage-support.ts';
import { codes, read } from '../support.ts';

const path = 'vendor/a-1.0.0.tgz';
const manifest = (name: string, version: string): string => JSON.stringify({ name, version });
const plain = { 'package/package.json': manifest('a', '1.0.0'), 'package/index.js': 'x' };

for (const { bytes, path: own, title } of npmTarballControls())
  describeBinaryDamage(title, own, bytes, { packages: ['@firebreak-control/plant@6.6.6 tarball'] });

describe('a tarball', () => {
  it('is the package that its manifest names, with what lockfiles have for it', () => {
    const bytes = controlTarball(plain);
    const reading = read(path, bytes);

    expect(reading).toMatchObject({ describes: 'storage', problems: [] });
    expect(reading.documents.flatMap(({ packages }) => packages)).toMatchObject([
      {
        name: 'a',
        version: '1.0.0',
        source: 'tarball',
        integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')} sha1-${createHash('sha1').update(bytes).digest('base64')}`,
      },
    ]);
  });

  it.each(['ustar', 'gnu', 'pax'] as const)(
    'that tar made as %s is read, long names too',
    (format) => {
      const long = `package/node_modules/${'n'.repeat(90)}/package.json`;
      const deep = `package/node_modules/a/node_modules/${'d'.repeat(80)}/package.json`;
      const bytes = realTarball(
        {
          ...plain,
          [long]: manifest('n'.repeat(90), '2.0.0'),
          [deep]: manifest('d'.repeat(80), '3.0.0'),
        },
        format,
      );
      const reading = read(path, bytes);

      expect(reading.problems).toEqual([]);
      expect(held(reading)).toEqual(
        ['a@1.0.0', `${'d'.repeat(80)}@3.0.0`, `${'n'.repeat(90)}@2.0.0`].toSorted(),
      );
    },
  );

  it('brings along what lies in its node_modules, not what its tests only call so', () => {
    const bytes = controlTarball({
      ...plain,
      'package/node_modules/@s/b/package.json': manifest('@s/b', '2.0.0'),
      'package/test/node_modules/c/package.json': 'no manifest',
      'package/test/package.json': '{}',
    });

    expect(held(read(path, bytes))).toEqual(['@s/b@2.0.0', 'a@1.0.0']);
    expect(read(path, bytes).problems).toEqual([]);
  });

  it('is both where a package lies under the name of another', () => {
    const bytes = controlTarball({
      ...plain,
      'package/node_modules/b/package.json': manifest('c', '2.0.0'),
    });

    expect(held(read(path, bytes))).toEqual(['a@1.0.0', 'b@2.0.0', 'c@2.0.0']);
  });

  it('may be called anything inside, be packed in several members, or not at all', () => {
    const odd = controlTarball({ 'a-1.0.0/package.json': manifest('a', '1.0.0') });
    const tar = gunzipSync(odd);
    const parts = Buffer.concat([gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700))]);

    for (const bytes of [odd, tar, parts]) {
      expect(held(read(path, bytes))).toEqual(['a@1.0.0']);
      expect(read(path, bytes).problems).toEqual([]);
    }
  });

  it('states both manifests where it has two in one place: tar writes the last, and shows the first', () => {
    const [one, two] = ['1.0.0', '6.6.6'].map((version) =>
      gunzipSync(controlTarball({ 'package/package.json': manifest('a', version) })),
    ) as [Buffer, Buffer];
    const bytes = gzipSync(Buffer.concat([one.subarray(0, 1024), two]));

    expect(held(read(path, bytes))).toEqual(['a@1.0.0', 'a@6.6.6']);
  });

  it('without a manifest is no package, and no problem', () => {
    const chart = controlTarball({
      'chart/Chart.yaml': 'name: chart',
      'chart/templates/a.yaml': '',
    });

    expect(read(path, chart)).toMatchObject({ documents: [], problems: [] });
  });
});

describe('what somebody wrote to stop the reader', () => {
  const tar = gunzipSync(controlTarball(plain));

  /** The first header with a field written over, and its checksum made good. */
  function forged(at: number, text: string): Buffer {
    const bytes = Buffer.from(tar);
    bytes.write(text, at, 'latin1');
    bytes.write('        ', 148);
    const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return gzipSync(bytes);
  }

  it.each([
    ['a bomb', gzipSync(Buffer.alloc(60 * 1024 * 1024)), /unpacks to more than/],
    ['a size beyond the end', forged(124, '77777777777\0'), /cut off/],
    ['a size that is none', forged(124, 'x'.repeat(12)), /states no size/],
    ['a negative size', forged(124, '\xff'.repeat(12)), /states no size/],
    ['a sparse file', forged(156, 'S'), /sparse/],
    [
      'a damaged header',
      gzipSync(Buffer.concat([tar.subarray(0, 3), Buffer.from('#'), tar.subarray(4)])),
      /damaged|no archive|header/,
    ],
    [
      'a pointer of Git LFS',
      Buffer.from(
        `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 1\n`,
      ),
      /Git LFS/,
    ],
    ['something else', Buffer.from('<html>'), /no archive/],
    [
      'a manifest of many megabytes',
      controlTarball({ 'package/package.json': `{"name":"a","x":"${'x'.repeat(5_000_000)}"}` }),
      /unpacks to more than/,
    ],
    ['a manifest that is none', controlTarball({ 'package/package.json': '[]' }), /is no object/],
    [
      'a name that is none',
      controlTarball({ 'package/package.json': '{"name":"../../x","version":"1"}' }),
      /not an npm name|slash/,
    ],
    ['an archive without an end, not packed', tar.subarray(0, 1024), /cut off/],
  ])('%s is a named problem', (_, bytes, why) => {
    const reading = read(path, bytes);

    expect(codes(reading).length).toBe(1);
    expect(reading.problems[0]?.message).toMatch(why);
  });

  it('a file that would be written elsewhere is no manifest', () => {
    const bytes = controlTarball({
      'package/../package.json': manifest('evil', '1.0.0'),
      ...plain,
    });

    expect(held(read(path, bytes))).toEqual(['a@1.0.0']);
  });

  it('thousands of entries and names of objects are like any others', () => {
    const many = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`package/${index}`, '']),
    );
    const bytes = controlTarball({
      ...many,
      ...plain,
      'package/node_modules/constructor/package.json': manifest('constructor', '1.0.0'),
    });

    expect(held(read(path, bytes))).toEqual(['a@1.0.0', 'constructor@1.0.0']);
  });

  it('a size in an extended header counts, one of another entry does not', () => {
    const record = (text: string): string => {
      let length = text.length + 3;
      while (`${length} ${text}\n`.length !== length) length = `${length} ${text}\n`.length;
      return `${length} ${text}\n`;
    };
    const pax = gunzipSync(controlTarball({ 'PaxHeader/x': record('path=package/package.json') }));
    pax.write('x', 156);
    const sum = Buffer.from(pax.subarray(0, 512));
    sum.write('        ', 148);
    const total = sum.reduce((all, byte) => all + byte, 0);
    pax.write(`${total.toString(8).padStart(6, '0')}\0 `, 148);
    const body = gunzipSync(controlTarball({ short: manifest('a', '1.0.0') }));

    expect(held(read(path, gzipSync(Buffer.concat([pax.subarray(0, 1024), body]))))).toEqual([
      'a@1.0.0',
    ]);
  });
});
