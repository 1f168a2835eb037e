import { describe, expect, it } from 'vitest';
import { requestedBy } from '../../../src/containment/npm-cache-bust/request-key.ts';

const cached = 'make-fetch-happen:request-cache:';

describe('what a key of the cache stands for', () => {
  it.each([
    ['http://a.example/bad/-/bad-1.0.1.tgz', 'bad', '1.0.1'],
    ['http://a.example/@s/bad/-/bad-1.0.1-rc.1.tgz', '@s/bad', '1.0.1-rc.1'],
    ['https://b.example/npm/all/@s%2fbad/-/bad-1.0.1.tgz', '@s/bad', '1.0.1'],
    ['https://b.example/%40s/bad/-/@s/bad-1.0.1.tgz', '@s/bad', '1.0.1'],
    ['https://c.example/bad/-/renamed.tgz', 'bad', ''],
    ['https://d.example/download/@s/bad/1.0.1/0123abcd', '@s/bad', '1.0.1'],
    ['https://e.example/files/bad-1.0.1.tgz?token=1', 'bad', '1.0.1'],
    ['https://f.example/bad', 'bad', null],
    ['https://f.example/repo/npm/@s%2fbad', '@s/bad', null],
    ['https://f.example/__proto__', '__proto__', null],
  ])('%s', (url, name, version) => {
    expect(requestedBy(cached + url)).toContainEqual({ name, version });
  });

  it.each([
    ['pacote:tarball:@s/bad@1.0.1', '@s/bad', '1.0.1'],
    ['pacote:tarball:file:vendor/bad-1.0.1.tgz', 'bad', '1.0.1'],
    ['pacote:version-manifest:https://a.example/bad/-/bad-1.0.1.tgz:sha512-AAAA', 'bad', '1.0.1'],
  ])('%s', (key, name, version) => {
    expect(requestedBy(key)).toContainEqual({ name, version });
  });

  it('is not the unscoped package of the same file name', () => {
    const found = requestedBy(`${cached}https://a.example/@s/bad/-/bad-1.0.1.tgz`);

    expect(found).toEqual([{ name: '@s/bad', version: '1.0.1' }]);
  });

  it.each(['', 'x', `${cached}http://`, `${cached}https://a.example/%zz`, 'pacote:', '__proto__'])(
    'is read without failing: %j',
    (key) => {
      expect(Array.isArray(requestedBy(key))).toBe(true);
    },
  );
});
