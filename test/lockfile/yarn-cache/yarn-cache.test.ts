import { describe, expect, it } from 'vitest';
import { controlZip } from '../../../src/lockfile/archive/control-archives.ts';
import { yarnCacheControls } from '../../../src/lockfile/yarn-cache/controls.ts';
import { held, realZip } from '../archive/programs.ts';
import { describeBinaryDamage } from '../damage-support.ts';
import { read } from '../support.ts';

const path = '.yarn/cache/@s-a-npm-1.0.0-0123456789-abcdef0123.zip';
const manifest = (name: string, version: string): string => JSON.stringify({ name, version });
const plain = {
  'node_modules/@s/a/package.json': manifest('@s/a', '1.0.0'),
  'node_modules/@s/a/index.js': 'x',
};

for (const { bytes, path: own, title } of yarnCacheControls())
  describeBinaryDamage(title, own, bytes, { packages: ['@firebreak-control/plant@6.6.6 tarball'] });

describe('an archive', () => {
  it('is the package in it, whatever zip made it', () => {
    for (const bytes of [realZip(plain), controlZip(plain)]) {
      expect(read(path, bytes)).toMatchObject({ describes: 'storage', problems: [] });
      expect(held(read(path, bytes))).toEqual(['@s/a@1.0.0']);
    }
  });

  it('is also what its name says where that is another version', () => {
    const other = '.yarn/cache/@s-a-npm-2.0.0-0123456789-abcdef0123.zip';

    expect(held(read(other, controlZip(plain)))).toEqual(['@s/a@1.0.0', '@s/a@2.0.0']);
  });

  it('brings along what lies in its node_modules, under either name', () => {
    const bytes = controlZip({
      ...plain,
      'node_modules/@s/a/node_modules/b/package.json': manifest('c', '2.0.0'),
      'node_modules/@s/a/test/node_modules/d/package.json': 'no manifest',
    });

    expect(held(read(path, bytes))).toEqual(['@s/a@1.0.0', 'b@2.0.0', 'c@2.0.0']);
  });
});

describe('what somebody wrote to stop the reader', () => {
  const whole = Buffer.from(controlZip(plain));
  const end = whole.length - 22;
  const directory = whole.readUInt32LE(end + 16);

  function changed(change: (bytes: Buffer) => void): Buffer {
    const bytes = Buffer.from(whole);
    change(bytes);
    return bytes;
  }

  const huge = JSON.stringify({ name: '@s/a', version: '1.0.0', x: 'x'.repeat(3_900_000) });

  it.each([
    [
      'a size that lies low',
      changed((bytes) => bytes.writeUInt32LE(3, directory + 24)),
      /unpacks to more|damaged/,
    ],
    [
      'a size that lies high',
      changed((bytes) => bytes.writeUInt32LE(4000, directory + 24)),
      /damaged/,
    ],
    [
      'a size of gigabytes',
      changed((bytes) => bytes.writeUInt32LE(0xfffffff0, directory + 24)),
      /more than are read/,
    ],
    [
      'another name in front of the entry',
      changed((bytes) => bytes.write('x', 30 + 13)),
      /not what its own header says/,
    ],
    [
      'entries that overlap',
      changed((bytes) =>
        bytes.writeUInt32LE(whole.readUInt32LE(directory + 20) + 40, directory + 20),
      ),
      /overlap|not what its own header/,
    ],
    [
      'an encrypted entry',
      changed((bytes) => bytes.writeUInt16LE(1, directory + 8)),
      /not what its own header says/,
    ],
    [
      'an unknown method',
      changed((bytes) => {
        bytes.writeUInt16LE(12, directory + 10);
        bytes.writeUInt16LE(12, 8);
      }),
      /method 12/,
    ],
    [
      'more entries than there are',
      changed((bytes) => {
        bytes.writeUInt16LE(3, end + 8);
        bytes.writeUInt16LE(3, end + 10);
      }),
      /damaged|cut off/,
    ],
    [
      'fewer entries than there are',
      changed((bytes) => {
        bytes.writeUInt16LE(1, end + 8);
        bytes.writeUInt16LE(1, end + 10);
      }),
      /more than it says/,
    ],
    ['zip64', changed((bytes) => bytes.writeUInt16LE(0xffff, end + 10)), /zip64/],
    [
      'something in front',
      Buffer.concat([Buffer.from('#!/bin/sh\n'), whole]),
      /not where it is said/,
    ],
    ['something behind', Buffer.concat([whole, Buffer.from('x')]), /no end/],
    [
      'two ends',
      (() => {
        const bytes = Buffer.concat([whole, whole.subarray(end)]);
        bytes.writeUInt16LE(22, end + 20);
        return bytes;
      })(),
      /several ends/,
    ],
    ['no package', controlZip({ 'a.txt': 'x' }), /holds no package/],
    [
      'a pointer of Git LFS',
      Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:x\nsize 1\n'),
      /Git LFS/,
    ],
    [
      'many manifests of many megabytes',
      controlZip(
        Object.fromEntries(
          Array.from({ length: 20 }, (_, index) => [
            `node_modules/@s/a/node_modules/n${index}/package.json`,
            huge,
          ]),
        ),
      ),
      /more than are read/,
    ],
  ])('%s is a named problem', (_, bytes, why) => {
    const { problems } = read(path, bytes);

    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]?.message).toMatch(why);
  });

  it('thousands of entries are read, paths that lead elsewhere are no packages', () => {
    const many = Object.fromEntries(
      Array.from({ length: 4000 }, (_, index) => [`node_modules/@s/a/${index}`, '']),
    );
    const bytes = controlZip({
      '../node_modules/e/package.json': manifest('e', '1.0.0'),
      '/node_modules/f/package.json': manifest('f', '1.0.0'),
      ...many,
      ...plain,
    });

    expect(held(read(path, bytes))).toEqual(['@s/a@1.0.0']);
    expect(read(path, bytes).problems).toEqual([]);
  });
});
