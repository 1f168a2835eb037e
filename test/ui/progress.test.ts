import { PassThrough } from 'node:stream';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { createPace } from '../../src/ui/pace.ts';
import { progressText } from '../../src/ui/progress-line.ts';
import { progressLine } from '../../src/ui/progress.ts';

/** A stream as standard error is, with what was written to it, and a clock that is set by hand. */
function stream(isTTY: boolean, { columns = 30, quiet = false } = {}) {
  const through = Object.assign(new PassThrough(), {
    isTTY,
    columns,
  }) as unknown as NodeJS.WriteStream;
  const clock = { at: 0 };
  return {
    clock,
    line: progressLine(through, { quiet, now: () => clock.at }),
    written: () => String((through as unknown as PassThrough).read() ?? ''),
  };
}

describe('on a terminal', () => {
  it('writes over itself within its width, and clears up', () => {
    const { line, written } = stream(true);
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

  it('writes no more often about one target than can be read', () => {
    const { clock, line, written } = stream(true);
    for (const at of [0, 10, 20, 60, 70]) {
      clock.at = at;
      line.show({ done: 0, total: 2, name: String(at) });
    }

    expect(written().match(/\d+(?=\r|$)/g)).toEqual(['0', '60']);
  });

  it('tells what is being fetched beside what was shown last', () => {
    const { clock, line, written } = stream(true, { columns: 80 });
    line.fetching('https://git.example/a.git');
    clock.at = 60;
    line.show({ done: 1, total: 2, name: 'a' });
    clock.at = 120;
    line.fetching('https://git.example/b.git receiving 45%, 1.20 MiB');

    expect(written().split('\r\u001b[K').slice(1)).toEqual([
      'fetching https://git.example/a.git',
      '1/2 targets  a',
      '1/2 targets  fetching https://git.example/b.git receiving 45%, 1.20 MiB',
    ]);
  });

  it('is shown also where the result is JSON', () => {
    const { line, written } = stream(true, { quiet: true });
    line.show({ done: 1, total: 2, name: 'x' });

    expect(written()).toContain('1/2 targets');
  });
});

describe('where there is no terminal', () => {
  it('writes a plain line now and then', () => {
    const { clock, line, written } = stream(false);
    for (let at = 0; at <= 70_000; at += 1000) {
      clock.at = at;
      line.show({ done: at / 1000, total: 700, name: '\u001b[2Jx' });
    }
    line.clear();

    expect(written()).toBe(
      '30/700 targets  1.0/s  12 min left  \\u001b[2Jx\n60/700 targets  1.0/s  11 min left  \\u001b[2Jx\n',
    );
  });

  it('writes nothing where the result is JSON', () => {
    const { clock, line, written } = stream(false, { quiet: true });
    clock.at = 100_000;
    line.show({ done: 1, total: 2, name: 'x' });

    expect(written()).toBe('');
  });
});

describe('pace', () => {
  it('says nothing of time left before there is ground for it, nor at the end', () => {
    let at = 0;
    const pace = createPace(() => at);
    const seen = [1000, 2000, 3000, 4000, 10_000].map((moment, index) => {
      at = moment;
      const done = index === 4 ? 10 : index;
      return pace({ done, total: 10, name: '' });
    });

    expect(seen.map(({ secondsLeft }) => secondsLeft)).toEqual([
      undefined,
      undefined,
      undefined,
      expect.any(Number),
      undefined,
    ]);
    expect(seen.slice(0, 2).map(({ rate }) => rate)).toEqual([undefined, undefined]);
  });

  it('follows a change of speed by and by', () => {
    let at = 0;
    const pace = createPace(() => at);
    const step = (blobs: number): number => {
      at += 1000;
      return pace({ done: 0, total: 1, name: '', blobs }).rate ?? 0;
    };
    for (let second = 1; second <= 20; second += 1) step(second * 100);
    const soon = step(2000);
    for (let second = 0; second < 60; second += 1) step(2000);

    expect(soon).toBeGreaterThan(80);
    expect(soon).toBeLessThan(100);
    expect(step(2000)).toBeLessThan(1);
  });
});

describe('the line', () => {
  it.for<[number, string]>([
    [90, '12/1,240 targets  34,100 contents  1.2 GB  410/s  2 h 5 min left  acme/web'],
    [40, '12/1,240 targets  34,100 contents  1.2 G'],
    [0, ''],
  ])('fits into %i columns', ([width, text]) => {
    const progress = {
      done: 12,
      total: 1240,
      name: 'acme/web',
      blobs: 34_100,
      bytes: 1_234_567_890,
      rate: 410.3,
      secondsLeft: 7500,
    };

    expect(progressText(progress, width)).toBe(text);
  });

  it.for<[number, string]>([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [999_499, '999 kB'],
    [999_999, '1.0 MB'],
  ])('says %i bytes', ([bytes, text]) => {
    expect(progressText({ done: 0, total: 1, name: '', bytes }, 80)).toContain(`  ${text}`);
  });
});
