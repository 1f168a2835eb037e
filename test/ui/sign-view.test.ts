import { expect, it } from 'vitest';
import type { Sign } from '../../src/exposure/schema.ts';
import { mapText } from '../../src/ui/map-view.ts';
import { exposure, linesOf, mapOf, onPage } from './support.ts';

function sign(strength: Sign['strength'], path: string): Sign {
  return {
    id: path,
    target: 'acme/web',
    indicator: { kind: 'file-path', value: path, statedBy: {} },
    place: {
      path,
      commit: null,
      refs: [{ name: 'main\u001b[2J', class: 'default', commit: null, committedAt: null }],
      firstCommit: null,
      lastCommit: null,
      others: 0,
    },
    window: { firstSeen: null, lastSeen: null, overlap: 'unknown', live: 'default' },
    matched: { by: 'path', compared: path, behaviour: null },
    strength,
    why: 'it is there',
    evidence: [],
  };
}

/** Where words stand in what is shown. */
function places(signs: Sign[], words: readonly string[]): number[] {
  const lines = onPage(80, () => linesOf(mapText({ ...mapOf([exposure()]), signs }, false)));
  return words.map((word) => lines.findIndex((line) => line.includes(word)));
}

it('puts the payload itself before packages, and what may be nothing after them', () => {
  const [certain, row] = places([sign('certain', 'bundle.js')], ['bundle.js', 'bad 1.0.0']);
  const [later, likely] = places(
    [sign('likely', 'x.js')],
    ['bad 1.0.0', 'x.js (on main\\u001b[2J)'],
  );

  expect(certain).toBeGreaterThan(0);
  expect(certain).toBeLessThan(row ?? 0);
  expect(later).toBeLessThan(likely ?? 0);
});

it('counts weak signs and lists none of them', () => {
  const [count, listed] = places([sign('weak', 'x.js')], ['1 weak: ordinary projects', 'x.js']);

  expect(count).toBeGreaterThan(0);
  expect(listed).toBe(-1);
});
