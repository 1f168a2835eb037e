import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { list } from 'tar';
import { expect, it } from 'vitest';
import { standIn } from '../../../../src/app/demo/registry/stand-in.ts';
import { storedTarball } from '../../../../src/app/demo/registry/stored-tarball.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

/** Paths and texts of a tarball, as the tar that npm uses reads it. */
function unpack(tarball: Uint8Array): Record<string, string> {
  const file = join(temporaryDirectory(), 'it.tgz');
  writeFileSync(file, tarball);
  const found: Record<string, string> = {};
  list({
    file,
    sync: true,
    strict: true,
    onReadEntry: (entry) => {
      const parts: Buffer[] = [];
      entry.on('data', (part: Buffer) => parts.push(part));
      entry.on('end', () => (found[entry.path] = Buffer.concat(parts).toString()));
    },
  });
  return found;
}

it('is a package that says what it is and does nothing', () => {
  const { tarball } = standIn({
    name: '@acme/thing',
    version: '1.2.3',
    dependencies: { b: '^1.0.0', a: '^2.0.0' },
    peerDependencies: { react: '>=16' },
  });
  const files = unpack(tarball);

  expect(Object.keys(files)).toEqual([
    'package/package.json',
    'package/index.js',
    'package/README.md',
  ]);
  expect(JSON.parse(files['package/package.json'] ?? '')).toMatchObject({
    name: '@acme/thing',
    version: '1.2.3',
    dependencies: { a: '^2.0.0', b: '^1.0.0' },
    peerDependencies: { react: '>=16' },
  });
  expect(files['package/index.js']).toBe("'use strict';\n");
  expect(files['package/README.md']).toContain('stand-in');
});

it('has the bytes it always had', () => {
  const { integrity, shasum } = standIn({
    name: 'left',
    version: '1.0.0',
    dependencies: { a: '1' },
  });

  expect({ integrity, shasum }).toEqual({
    integrity:
      'sha512-Y/bLG4jOSSTnRIfgLDnoUql9CMwovm3jy1oyO9cSQg+e+PwIpkaPtwvtS9viBJhlWZ+FgpsLn7CuFfPV+vTjgg==',
    shasum: '37574bcf7093633077324e21ecac817fda94b626',
  });
});

it('states the digests of its bytes', () => {
  const { integrity, shasum, tarball } = standIn({ name: 'left', version: '1.0.0' });

  expect(integrity).toBe(`sha512-${createHash('sha512').update(tarball).digest('base64')}`);
  expect(shasum).toBe(createHash('sha1').update(tarball).digest('hex'));
});

it('does not depend on the order in which dependencies are named', () => {
  const one = standIn({ name: 'left', version: '1.0.0', dependencies: { a: '1', b: '2' } });
  const other = standIn({ name: 'left', version: '1.0.0', dependencies: { b: '2', a: '1' } });

  expect(one.integrity).toBe(other.integrity);
});

it.each([
  { version: '1.0.1' },
  { name: 'right' },
  { dependencies: { a: '2' } },
  { peerDependencies: { a: '1' } },
])('has other bytes with %o', (change) => {
  const same = { name: 'left', version: '1.0.0' };

  expect(standIn({ ...same, ...change }).integrity).not.toBe(standIn(same).integrity);
});

it.each([0, 1, 511, 512, 513, 65_535, 65_536, 200_000])('packs a file of %i bytes', (size) => {
  const text = 'x'.repeat(size);
  const packed = storedTarball([
    ['package/a', text],
    ['package/b', 'after'],
  ]);

  expect(gunzipSync(packed).length % 512).toBe(0);
  expect(unpack(packed)).toEqual({ 'package/a': text, 'package/b': 'after' });
});
