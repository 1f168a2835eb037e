import { expect, it } from 'vitest';
import { readerFor } from '../../../src/lockfile/index.ts';
import { describeBinaryDamage, exhaust } from '../damage-support.ts';
import { read } from '../support.ts';
import { simple060, unpacked, workspace145 } from './fixtures.ts';

const [control2, control3] = readerFor('bun.lockb')?.controls() ?? [];
const packages = ['carrier@1.0.0', '@firebreak-control/plant@6.6.6'];

describeBinaryDamage('bun.lockb, format 2', 'bun.lockb', control2?.bytes ?? new Uint8Array(), {
  packages,
});

describeBinaryDamage('bun.lockb, format 3', 'bun.lockb', control3?.bytes ?? new Uint8Array(), {
  packages,
});

it.each([
  ['without scripts', unpacked(simple060)],
  ['of a workspace', unpacked(workspace145)],
])('bun.lockb %s, cut off at any byte, is a problem', (_, bytes) => {
  const silent: number[] = [];
  for (let length = 0; length < bytes.length; length += 1)
    if (read('bun.lockb', bytes.subarray(0, length)).problems.length === 0) silent.push(length);

  expect(silent).toEqual([]);
});

it.each([0, 0xff])('bun.lockb with %i for any byte is still read, or a problem', (value) => {
  const bytes = unpacked(workspace145);
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = value;
    const reading = read('bun.lockb', changed);
    exhaust(reading);

    expect(reading.documents.length + reading.problems.length).toBeGreaterThan(0);
  }
});
