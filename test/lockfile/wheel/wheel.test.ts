import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { controlZip } from '../../../src/lockfile/archive/control-archives.ts';
import { wheelControls } from '../../../src/lockfile/wheel/controls.ts';
import { held, realZip } from '../archive/programs.ts';
import { describeBinaryDamage } from '../damage-support.ts';
import { read } from '../support.ts';

const path = 'wheels/My_Pkg-1.0.0-py3-none-any.whl';
const metadata = 'My_Pkg-1.0.0.dist-info/METADATA';
const text = 'Metadata-Version: 2.1\r\nName: My.Pkg\r\nVersion: 1.0.0\r\n\r\nName: other\r\n';

for (const { bytes, path: own, title } of wheelControls())
  describeBinaryDamage(title, own, bytes, { packages: ['firebreak-control-plant@6.6.6 tarball'] });

describe('a wheel', () => {
  it('is what its metadata says, with the hash that lockfiles have for it', () => {
    const bytes = realZip({ 'my_pkg/__init__.py': '', [metadata]: text });
    const { documents, problems } = read(path, bytes);

    expect(problems).toEqual([]);
    expect(documents.flatMap(({ packages }) => packages)).toMatchObject([
      {
        ecosystem: 'pypi',
        name: 'my-pkg',
        version: '1.0.0',
        integrity: `sha256-${createHash('sha256').update(bytes).digest('base64')}`,
      },
    ]);
  });

  it.each([
    ['without metadata', controlZip({ 'a/METADATA': text }), /no METADATA/],
    [
      'with metadata that says nothing',
      controlZip({ [metadata]: 'Summary: x\n' }),
      /no name and version/,
    ],
    ['that is no archive', Buffer.from('x'), /cannot be read/],
  ])('%s is a problem', (_, bytes, why) => {
    expect(read(path, bytes).problems[0]?.message).toMatch(why);
  });

  it('of two identities is both', () => {
    const bytes = controlZip({
      [metadata]: text,
      'b-2.dist-info/METADATA': 'Name: b\nVersion: 2.0\n',
    });

    expect(held(read(path, bytes))).toEqual(['b@2.0', 'my-pkg@1.0.0']);
  });
});
