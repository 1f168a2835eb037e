import { PassThrough } from 'node:stream';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { progressLine } from '../../src/ui/progress.ts';

/** A stream as standard error is, with what was written to it. */
function stream(isTTY: boolean, columns = 30) {
  const through = Object.assign(new PassThrough(), {
    isTTY,
    columns,
  }) as unknown as NodeJS.WriteStream;
  return { through, written: () => String((through as unknown as PassThrough).read() ?? '') };
}

it('writes over itself within the width of the terminal, and clears up', () => {
  const { through, written } = stream(true);
  const line = progressLine(through);
  line.show({ done: 1, total: 12, name: '日本語'.repeat(9) });
  line.show({ done: 2, total: 12, name: 'a\nb' });
  line.clear();
  line.clear();
  const [, first = '', second = '', ...rest] = written().split('\r\u001b[K');

  expect(first).toMatch(/^1\/12 targets {2}日本語/);
  expect(stringWidth(first)).toBeLessThan(30);
  expect(second).toBe('2/12 targets  a\\u000ab');
  expect(rest).toEqual(['']);
});

it('writes nothing where there is no terminal', () => {
  const { through, written } = stream(false);
  const line = progressLine(through);
  line.show({ done: 1, total: 2, name: 'x' });
  line.clear();

  expect(written()).toBe('');
});
