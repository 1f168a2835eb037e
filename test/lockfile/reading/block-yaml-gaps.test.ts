import { describe, expect, it } from 'vitest';
import { withoutGaps } from '../../../src/lockfile/reading/block-yaml-gaps.ts';
import { readYaml } from '../../../src/lockfile/reading/block-yaml-stream.ts';
import { Problems } from '../../../src/lockfile/reading/problems.ts';

const gap = '\n'.repeat(3000);

describe('a text without gaps', () => {
  it.each(['', 'a: 1\n', `a: 1${'\n'.repeat(999)}b`])('is itself where it has none: %#', (text) => {
    const { original, text: short } = withoutGaps(text);

    expect(short).toBe(text);
    expect(original(3)).toBe(3);
  });

  it('tells where each of its signs stood', () => {
    const text = `a: 1${gap}b: 2${gap}${gap}c: 3\n${gap}`;
    const { original, text: short } = withoutGaps(text);

    expect(short).toBe('a: 1\n\nb: 2\n\nc: 3\n\n');
    for (const sign of ['a', 'b', 'c', '1', '2', '3'])
      expect(original(short.indexOf(sign))).toBe(text.indexOf(sign));
  });
});

describe('YAML with gaps', () => {
  it('has its faults on the lines where they are, and what stands in front is read', () => {
    const problems = new Problems();
    const text = `a: 1${gap}b: 2\nc: d: e\nf: 3${gap}`;

    const { documents, text: read } = readYaml(text, problems);

    expect(documents).toEqual([{ a: '1', b: '2' }]);
    expect(read).toBe(`a: 1${gap}b: 2\n`);
    expect(problems.all()).toMatchObject([{ code: 'SYNTAX', line: 3002 }]);
  });

  it('has its aliases on the lines where they are', () => {
    const problems = new Problems();

    readYaml(`a: 1${gap}b: &c 2\n`, problems);

    expect(problems.all()).toMatchObject([{ code: 'SYNTAX', line: 3001 }]);
  });
});
