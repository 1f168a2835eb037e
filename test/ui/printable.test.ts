import { describe, expect, it } from 'vitest';
import { printable } from '../../src/ui/printable.ts';

describe('printable', () => {
  it.each([
    ['an escape', '\u001b[31m', '\\u001b[31m'],
    ['a line break', 'a\nb\r', 'a\\u000ab\\u000d'],
    ['a control above ASCII', '\u009b31m\u0085', '\\u009b31m\\u0085'],
    ['a mark that reverses text', '\u202egpj.exe\u2066', '\\u202egpj.exe\\u2066'],
    [
      'what is drawn as nothing',
      'a\u200bb\u00adc\u115fd\u2060\ufeff',
      'a\\u200bb\\u00adc\\u115fd\\u2060\\ufeff',
    ],
    ['a tag', 'a\u{e0041}', 'a\\udb40\\udc41'],
    ['a line separator', '\u2028\u2029', '\\u2028\\u2029'],
    ['half a pair', 'a\ud800b\udc00', 'a\\ud800b\\udc00'],
  ])('shows %s as an escape', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it.each(['@antv/g2', 'päckage', '日本語', '🎉', 'a b', ''])('leaves %j as it is', (text) => {
    expect(printable(text)).toBe(text);
  });
});
