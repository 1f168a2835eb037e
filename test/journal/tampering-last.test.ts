import { describe, expect, it } from 'vitest';
import { realDoors } from '../support/doors.ts';
import { begun, event, setupIn } from '../support/journal.ts';
import { changed, copyOf, verifyCopy } from '../support/run-copy.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const path = 'journal.jsonl';
// What JSON, base64 and hex are made of, and each single bit; with FIREBREAK_TEST_EXHAUSTIVE every value.
const isAll = process.env['FIREBREAK_TEST_EXHAUSTIVE'] !== undefined;
const some = [...Buffer.from('\n "\\0aZ}\u0000\u007f')];

function othersOf(byte: number): number[] {
  const values = isAll
    ? Array.from({ length: 256 }, (_, value) => value)
    : [...some, ...[1, 2, 4, 8, 16, 32, 64, 128].map((bit) => byte ^ bit)];
  return [...new Set(values)].filter((value) => value !== byte);
}

describe('the last record, which no other follows', () => {
  it('is missed in every byte, whatever takes its place', async () => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    const journal = await begun(realDoors, setup);
    await journal.append(event('note.added', { text: 'nothing found' }));
    await journal.close();
    const small = await copyOf(setup.directory);
    const whole = small.get(path) as Uint8Array;
    const from = whole.indexOf(10) + 1;
    let refused = 0;
    let tried = 0;
    for (let at = from; at < whole.length; at += 1)
      for (const value of othersOf(whole[at] ?? 0)) {
        tried += 1;
        const other = Uint8Array.from(whole);
        other[at] = value;
        const { failures } = await verifyCopy(changed(small, path, other));
        if (failures.some(({ seq }) => seq === 1)) refused += 1;
      }
    process.stdout.write(`  tampering: ${refused} changes in the last record, all refused\n`);
    expect(tried).toBeGreaterThan((whole.length - from) * 15);
    expect(refused).toBe(tried);
  }, 600_000);
});
