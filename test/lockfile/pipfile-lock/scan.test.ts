import { describe, expect, it } from 'vitest';
import { digest } from '../reading/python-digest.ts';
import { isScanned, itIsScannedAsItIsRead, unhashed } from '../scan-support.ts';
import { codes, read, stated } from '../support.ts';

const path = 'Pipfile.lock';

const lock = `${JSON.stringify(
  {
    _meta: { hash: { sha256: 'ab'.repeat(32) }, 'pipfile-spec': 6, requires: {}, sources: [] },
    default: {
      a: { hashes: [digest('a1')], index: 'own', markers: "os == 'x'", version: '==1.0.0' },
      'B.b': { extras: ['fast'], hashes: [digest('b1')], version: '==2.0.post1' },
    },
    develop: { a: { hashes: [digest('a1')], version: '==1.0.0' }, t: { version: '===3.0.0' } },
    docs: {},
  },
  null,
  4,
)}\n`.replace('===3', '==3');

describe('Pipfile.lock', () => {
  itIsScannedAsItIsRead(path, lock, {
    Pipfile: '[packages]\na = "*"\nB_b = "*"\nc = {version = "*", markers = "x"}\n',
  });

  it.each(['1.0', '1.0-RC1', '01.0', '1!2.0', '1.0+local', '2004d', ' 1.0', 'v1.0', '1.0.0.0'])(
    'has version %j among its hashes in the form in which versions compare',
    (version) => {
      const text = lock.replace('==1.0.0', `==${version}`);
      const reading = read(path, text);

      expect(unhashed(reading)).toEqual([]);
      expect(stated(reading)).toEqual(stated(read(path, `\uFEFF${text}`)));
    },
  );

  it.each([
    ['a repository', '"index": "own"', '"git": "https://git.example/a.git"'],
    ['a path', '"index": "own"', '"path": "."'],
    ['no version', '"version": "==1.0.0"', '"index": "x"'],
    ['a name twice', '"B.b"', '"a"'],
    ['a category twice', '"docs"', '"develop"'],
    ['what is no name', '"B.b"', '"B."'],
    ['a category with a slash', '"docs"', '"default/a"'],
    ['a member twice', '"index": "own"', '"version": "==2.0"'],
    ['an escape in a name', '"B.b"', '"\\u0042.b"'],
    ['another version of the format', '"pipfile-spec": 6', '"pipfile-spec": 7'],
    ['any version', '"==1.0.0"', '"*"'],
    ['a list for a category', '"docs": {}', '"docs": []'],
  ])('is left to the slow way with %s', (_, from, to) => {
    const changed = lock.replace(from, to);

    expect(changed).not.toBe(lock);
    expect(isScanned(read(path, changed))).toBe(false);
  });

  it('is left to the slow way where the Pipfile asks for more, or cannot be read', () => {
    const more = read(path, lock, { Pipfile: '[packages]\nx = "*"\n' });
    const broken = read(path, lock, { Pipfile: '[packages\n' });

    expect([isScanned(more), isScanned(broken)]).toEqual([false, false]);
    expect(codes(more)).toEqual(['REFERENCE_MISSING']);
    expect(codes(broken)).toEqual(['ENTRY_UNREADABLE']);
  });
});
