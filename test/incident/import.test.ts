import { describe, expect, it } from 'vitest';
import { importList, listNames } from '../../src/incident/import.ts';
import { MAX_LIST_BYTES } from '../../src/incident/text.ts';
import { pairs, read, refusal } from './support.ts';

describe('a file without entries', () => {
  it.each([
    ['nothing', 'a.csv', ''],
    ['white space', 'a.txt', ' \n\n\t\n'],
    ['comments', 'a.txt', '# one\n// two\n'],
    ['a heading', 'a.csv', 'package,version\n'],
    ['an empty array', 'a.json', '[]'],
    ['an empty list of packages', 'a.json', '{"packages": []}'],
    ['prose', 'a.md', '# Title\n\n- see there\n'],
  ])('with %s is LIST_EMPTY', (_what, name, content) => {
    expect(refusal(() => read(name, content))).toBe(`LIST_EMPTY: ${name} holds no entries`);
  });
});

describe('a file that is no list', () => {
  it.each([
    ['an HTML or XML page', '<!DOCTYPE html>\n<html><body>404</body></html>'],
    ['an HTML or XML page', '<?xml version="1.0"?><list/>'],
    [
      'a package manifest',
      '{"name": "web", "version": "1.0.0", "dependencies": {"axios": "1.14.1"}}',
    ],
    [
      'a lockfile',
      '{"name": "web", "lockfileVersion": 3, "packages": {"node_modules/axios": {"version": "1.14.1"}}}',
    ],
    ['a lockfile', '{"packages": [{"name": "a/b", "version": "1.0.0"}], "packages-dev": []}'],
    ['a lockfile', "lockfileVersion: '9.0'\npackages:\n  axios@1.14.1: {}\n"],
    ['a lockfile', '# yarn lockfile v1\n\naxios@^1.14.0:\n  version "1.14.1"\n'],
    [
      'an SBOM: it states what is present',
      '{"bomFormat": "CycloneDX", "components": [{"name": "axios", "version": "1.14.1"}]}',
    ],
    [
      'an SBOM: it states what is present',
      '{"spdxVersion": "SPDX-2.3", "packages": [{"name": "axios", "versionInfo": "1.14.1"}]}',
    ],
  ])('is refused as %s', (what, content) => {
    expect(refusal(() => read('file', content))).toBe(
      `LIST_UNUSABLE: file is ${what}, not a list of compromised packages`,
    );
  });

  it.each([
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 1, 2, 3)],
    ['UTF-16 without a mark', Buffer.from('axios@1.14.1\n', 'utf16le')],
  ])('is refused as binary: %s', (_what, bytes) => {
    expect(refusal(() => importList({ name: 'file', bytes }))).toBe(
      'LIST_UNUSABLE: file is binary, not a text list',
    );
  });

  it('is refused when it is too large, before it is decoded', () => {
    const bytes = new Uint8Array(MAX_LIST_BYTES + 1);

    expect(refusal(() => importList({ name: 'file', bytes }))).toBe(
      'LIST_UNUSABLE: file has 67108865 bytes; a list may have 67108864',
    );
  });
});

describe('a list without a usable entry', () => {
  it('is refused with the first reasons, and the formats we read as a hint', () => {
    expect(() =>
      read('l.txt', '@@antv/g2@1.0.0\nsome prose here\nmore prose here\nthe last prose\n'),
    ).toThrow(
      expect.objectContaining({
        code: 'LIST_UNUSABLE',
        message:
          'l.txt has no usable entry (read as name-at-version): line 2: several words that are not a package and its version; line 3: several words that are not a package and its version; line 4: several words that are not a package and its version',
        hint: expect.stringMatching(
          /^Lists are read as: CSV .*; JSON .*; JSON Lines.*; Markdown .*; OSV JSON.*; text, /,
        ),
      }),
    );
  });
});

describe('bytes', () => {
  const text = 'package,version\r\naxios,1.14.1\r\n';

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 LE', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 BE', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('are decoded from %s', (_what, bytes) => {
    const reading = importList({ name: 'l.csv', bytes });

    expect(pairs(reading)).toEqual(['npm axios 1.14.1']);
    expect(reading.entries.total).toBe(1);
  });

  it('that are no UTF-8 in a comment do not cost the list', () => {
    expect(
      pairs(
        importList({ name: 'l.txt', bytes: Buffer.from('# caf\xe9\naxios@1.14.1\n', 'latin1') }),
      ),
    ).toEqual(['npm axios 1.14.1']);
  });

  it('have a digest that anyone can recompute', () => {
    expect(read('l.txt', 'axios@1.14.1\n').digest).toBe(
      'sha256:a2efee858c4fd6ac5b8fedfc2e37dc77e05c91d532c4e682cee398572c38c57f',
    );
  });
});

describe('list names', () => {
  it('are base names, with as many directories as tell two lists apart', () => {
    expect(listNames(['/a/x.csv', '/b/y.csv'])).toEqual(['x.csv', 'y.csv']);
    expect(listNames(['/t/a/x.csv', 'b/x.csv', './y.csv'])).toEqual([
      'a/x.csv',
      'b/x.csv',
      'y.csv',
    ]);
    expect(listNames(['/1/a/x.csv', '/2/a/x.csv'])).toEqual(['1/a/x.csv', '2/a/x.csv']);
    expect(listNames(['x.csv', 'a/x.csv'])).toEqual(['x.csv', 'a/x.csv']);
    expect(listNames(['x.csv', './x.csv'])).toEqual(['x.csv', 'x.csv']);
    expect(listNames(['C:\\lists\\x.csv'])).toEqual(['x.csv']);
  });
});
