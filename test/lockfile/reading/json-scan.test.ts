import { describe, expect, it } from 'vitest';
import { scanJson } from '../../../src/lockfile/reading/json-scan.ts';

const silent = { open() {}, close() {}, key() {}, scalar() {} };

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const sample =
  '{"a":[1,-0.5e+3,0,true,false,null,"x\\u00e9\\n\\"\\\\",{}, [ ] ],\r\n\t"b":{"c":"\u00e9","__proto__":1E9}}';

describe('the JSON scanner', () => {
  it('agrees with JSON.parse on every prefix, and on every text with one sign changed', () => {
    const texts = [sample];
    for (let at = 0; at <= sample.length; at += 1) {
      texts.push(sample.slice(0, at));
      for (const sign of [
        '',
        '"',
        '\\',
        '{',
        ']',
        ',',
        ':',
        '0',
        '-',
        '.',
        'e',
        'u',
        ' ',
        '\n',
        '\u0001',
        'n',
      ]) {
        texts.push(
          sample.slice(0, at) + sign + sample.slice(at + 1),
          sample.slice(0, at) + sign + sample.slice(at),
        );
      }
    }

    const disagreed = texts.filter((text) => parses(text) !== (scanJson(text, silent) === null));
    expect(disagreed).toEqual([]);
  });

  it.each([
    ['{"a":1,}', 7, 'expected key'],
    ['{"a" 1}', 5, 'expected :'],
    ['[1 2]', 3, 'expected , or end'],
    ['{"a":"b', 5, 'unfinished string'],
    ['{"a":', 5, 'the file ends here'],
    ['{} x', 3, 'expected end of file'],
  ])('says where %s breaks', (text, at, reason) => {
    expect(scanJson(text, silent)).toEqual({ at, reason });
  });

  it('bounds depth without recursion', () => {
    expect(scanJson('['.repeat(1_000_000), silent)).toEqual({
      at: 2000,
      reason: 'nested deeper than 2000 levels',
    });
  });
});
