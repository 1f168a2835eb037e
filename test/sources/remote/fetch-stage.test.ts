import { describe, expect, it } from 'vitest';
import { stageIn } from '../../../src/sources/remote/fetch-stage.ts';

describe("git's progress", () => {
  it.each([
    ['Receiving objects:  45% (123/456), 1.20 MiB | 3.00 MiB/s\r', 'receiving 45%, 1.20 MiB'],
    ['Receiving objects:   0% (1/456)\r', 'receiving 0%'],
    [
      'remote: Counting objects:  99% (7/8)\rremote: Compressing objects:  5% (1/20)\r',
      'compressing 5%',
    ],
    ['Resolving deltas: 100% (9/9), done.\n', 'resolving 100%'],
    ["Cloning into bare repository 'x'...\n", null],
    ['remote: Receiving objects: \u001b[2J% (x)\n', null],
    [`${'\0'.repeat(1e6)}Counting objects: ${'1'.repeat(1e6)}%`, null],
  ])('%j', (said, stage) => {
    expect(stageIn(said)).toBe(stage);
  });
});
