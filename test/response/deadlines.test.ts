import { expect, it } from 'vitest';
import { setDeadlines } from '../../src/response/deadlines.ts';
import type { LiveRun, NewEvent } from '../../src/response/live-run.ts';

/** Controls whose clocks start over the given exposures. */
async function started(exposures: readonly unknown[]): Promise<unknown[]> {
  const set: NewEvent[] = [];
  const control = {
    id: 'contain',
    owner: 'ada',
    respondWithin: 'PT4H',
    trigger: { count: 'exposures', atLeast: 1 },
  };
  const run = {
    compiled: { definition: { controls: [control] } },
    records: () => [{ type: 'run.started', at: '2026-11-20T18:00:00.000Z', data: {} }],
    world: { map: { exposures, targets: [] } },
    engine: {},
    record: async (event: NewEvent) => void set.push(event),
  };
  await setDeadlines(run as unknown as LiveRun);
  return set.map(({ type }) => type);
}

const held = (overlap: string, refs: readonly unknown[]): unknown => ({
  grade: 'locked',
  history: {},
  place: { refs },
  window: { overlap },
});

it('a clock starts for what is there now and for what was there while it could be installed', async () => {
  expect(await started([held('outside', [{}])])).toEqual(['deadline.set']);
  expect(await started([held('inside', [])])).toEqual(['deadline.set']);
});

it('no clock starts for what came only after it could be installed, and went again', async () => {
  expect(await started([held('outside', [])])).toEqual([]);
});
