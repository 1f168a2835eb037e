import { describe, expect, it } from 'vitest';
import { codes, edges, read, row, stated } from '../support.ts';

function readKey(key: string): ReturnType<typeof read> {
  return read('package-lock.json', {
    lockfileVersion: 3,
    packages: { '': { dependencies: { evil: '1' } }, [key]: { version: '1.2.3' } },
  });
}

describe('keys that npm takes for another place than they spell', () => {
  it.each([
    'node_modules//evil',
    'node_modules/./evil',
    'node_modules/evil/',
    'node_modules/evil/.',
    'node_modules/x/../evil',
    './node_modules/evil',
    'x/../node_modules/evil',
    'node_modules\\evil',
    'node_modules\\\\evil\\',
  ])('%s is where the project finds evil', (key) => {
    const reading = readKey(key);

    expect(stated(reading)).toEqual(['evil@1.2.3']);
    expect(row(reading, 'evil').direct).toBe(true);
    expect(reading.problems).toEqual([]);
    expect(reading.documents[0]?.lines()[0]).toBeGreaterThan(1);
  });

  it('finds what depends on one, and what one depends on', () => {
    const reading = read('package-lock.json', {
      lockfileVersion: 3,
      packages: {
        '': {},
        'node_modules/a/': { version: '1.0.0', dependencies: { b: '1' } },
        'node_modules/a/./node_modules/b': { version: '1.0.0', dependencies: { a: '1' } },
      },
    });

    expect(edges(reading)).toEqual(['a -prod> b', 'b -prod> a']);
  });

  it.each([
    '.',
    './',
    'x/..',
    '..',
    '/node_modules/evil',
    'x/../../node_modules/evil',
    'node_modules/x/evil',
    'node_modules/@s/x/evil',
  ])('%s is no place of a package', (key) => {
    const reading = readKey(key);

    expect(stated(reading)).toEqual([]);
    // What the project asks for is then not there.
    expect(codes(reading)).toEqual(['ENTRY_UNREADABLE', 'REFERENCE_MISSING']);
  });

  it('states both of two that are one place', () => {
    const reading = read('package-lock.json', {
      lockfileVersion: 3,
      packages: {
        '': {},
        'node_modules/evil': { version: '1.0.0' },
        'node_modules//evil': { version: '1.2.3' },
      },
    });

    expect(stated(reading)).toEqual(['evil@1.0.0', 'evil@1.2.3']);
  });
});
