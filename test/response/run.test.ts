import { describe, expect, it } from 'vitest';
import {
  answerStep,
  approve,
  deny,
  exclude,
  planAnew,
  planUndo,
  retry,
  skip,
  stateFact,
} from '../../src/response/decisions.ts';
import { FirebreakError } from '../../src/errors.ts';
import { carryOn, preparePlan } from '../../src/response/drive.ts';
import { undoOf } from '../../src/response/effects.ts';
import { planView } from '../../src/response/plan-view.ts';
import type { Action } from '../../src/containment/types.ts';
import { statusOf } from '../../src/response/status.ts';
import type { LiveRun } from '../../src/response/live-run.ts';
import type { RunStatus } from '../../src/response/schema.ts';
import { withoutTokens } from '../../src/journal/token-shapes.ts';
import { realDoors } from '../support/doors.ts';
import { ada, closeValves, digestFor, outage, rig, story, valveRunbook, yard } from './support.ts';

function status(run: LiveRun): RunStatus {
  const told = { directory: '', compiled: run.compiled, site: null };
  return statusOf({ ...told, state: run.state(), records: run.records() });
}

async function approved(run: LiveRun, step: string): Promise<void> {
  await approve(run, ada, step, digestFor(run, step), 'read it');
  await carryOn(run);
}

describe('a run', () => {
  it('goes from a plan over an approval to a verified end, and back again', async () => {
    const place = yard(['main', 'side']);
    const { run } = await rig({ actions: [closeValves(place)] });

    await carryOn(run);
    expect(status(run)).toMatchObject({
      state: 'waiting',
      next: 'firebreak respond plan close',
      steps: [
        { id: 'close', state: 'awaiting-approval', waitingFor: { for: 'approval' } },
        {},
        {},
        {},
        {},
      ],
    });
    expect(place.log()).toEqual([]);

    await approved(run, 'close');
    expect(Object.values(place.valves())).toEqual([
      expect.stringMatching(/^closed firebreak\/20260101t000000z\/close\/[0-9a-f]{12}\/1$/),
      expect.stringMatching(/^closed firebreak/),
    ]);
    expect(status(run)).toMatchObject({
      state: 'waiting',
      next: expect.stringContaining('respond answer look'),
    });

    await answerStep(run, ada, 'look', 'yes', 'dry as dust');
    await carryOn(run);
    await approved(run, 'open');

    expect(place.valves()).toEqual({ main: 'open', side: 'open' });
    expect(status(run)).toMatchObject({ state: 'completed', next: '' });
    expect(run.state().steps['close']?.state).toBe('undone');
    expect(story(run)).toEqual([
      'run.started',
      'step.entered close',
      'plan.made close',
      'approval.requested close',
      'approval.granted close',
      'step.armed close',
      ...['main', 'side'].flatMap((name) => [
        `effect.intent close ${name}`,
        `effect.outcome close ${name}`,
        `verify.passed close ${name}`,
      ]),
      'fact.recorded close',
      'step.ended close',
      'step.entered look',
      'step.asked look',
      'step.answered look',
      'fact.recorded look',
      'step.ended look',
      'step.entered all-closed',
      'step.passed all-closed',
      'step.ended all-closed',
      'step.entered open',
      'plan.made open',
      'approval.requested open',
      'approval.granted open',
      'step.armed open',
      ...['main', 'side'].flatMap((name) => [
        `effect.intent open ${name}`,
        `effect.outcome open ${name}`,
        `verify.passed open ${name}`,
      ]),
      'fact.withdrawn close',
      'step.ended open',
      'step.entered report',
      'step.passed report',
      'step.ended report',
      'run.ended',
    ]);
  });

  it('takes an approval of exactly the plan that is in force', async () => {
    const { run } = await rig({ actions: [closeValves(yard(['main']))] });
    await carryOn(run);
    const digest = digestFor(run, 'close');

    await expect(approve(run, ada, 'close', 'sha256:0123456789ab', '')).rejects.toMatchObject({
      code: 'PLAN_STALE',
    });
    await expect(approve(run, ada, 'close', digest.slice(0, 12), '')).rejects.toMatchObject({
      code: 'PLAN_STALE',
    });
    await approve(run, ada, 'close', digest.slice(0, 19), '');

    expect(story(run).at(-1)).toBe('approval.granted close');
  });

  it('makes a plan anew when the world moved between approval and application', async () => {
    const place = yard(['main', 'side']);
    const { run } = await rig({ actions: [closeValves(place)] });
    await carryOn(run);
    const first = digestFor(run, 'close');
    await approve(run, ada, 'close', first, '');
    place.set('side', 'half open');

    await carryOn(run);

    expect(place.log()).toEqual([]);
    expect(story(run).slice(-4)).toEqual([
      'approval.granted close',
      'plan.stale close',
      'plan.made close',
      'approval.requested close',
    ]);
    expect(digestFor(run, 'close')).not.toBe(first);
    await expect(approve(run, ada, 'close', first, '')).rejects.toMatchObject({
      code: 'PLAN_STALE',
    });
  });

  it('writes no password of an error into a plan', async () => {
    const observe = async (): Promise<never> => {
      throw new FirebreakError('GIT_UNREADABLE', 'https://ops:s3cret-pw@git.example fails', 'See.');
    };
    const action = { ...closeValves(yard(['main'])), observe };
    const { run } = await rig({ actions: [action], world: { redact: withoutTokens } });

    await carryOn(run);

    const view = JSON.stringify(await planView(run, 'close'));
    expect(view).toContain('it could not be looked at: https://[redacted]@git.example fails');
    expect(view).not.toContain('s3cret');
  });

  it('does not use an approval that expires while the targets are looked at', async () => {
    const place = yard(['main']);
    const own = closeValves(place);
    let late = 0;
    const slow = {
      ...own,
      async observe(...asked: Parameters<typeof own.observe>) {
        const seen = await own.observe(...asked);
        late += 1000 * 60 * 60 * 24 * 300;
        return seen;
      },
    };
    const clock = { ...realDoors.clock, now: () => new Date(Date.now() + late) };
    const { run } = await rig({ actions: [slow], doors: { ...realDoors, clock } });
    await carryOn(run);
    await approve(run, ada, 'close', digestFor(run, 'close'), '');

    await carryOn(run);

    expect(place.log()).toEqual([]);
    expect(story(run).slice(-4)).toEqual([
      'approval.granted close',
      'plan.stale close',
      'plan.made close',
      'approval.requested close',
    ]);
  });

  it('does nothing after a denial, and plans anew when a person says so', async () => {
    const place = yard(['main']);
    const { run } = await rig({ actions: [closeValves(place)] });
    await carryOn(run);

    await deny(run, ada, 'close', 'not tonight');
    await carryOn(run);
    expect(status(run)).toMatchObject({ state: 'stopped' });
    await expect(approve(run, ada, 'close', digestFor(run, 'close'), '')).rejects.toMatchObject({
      code: 'STEP_REFUSED',
    });

    await planAnew(run, ada, 'close', 'the shift lead agreed');
    await carryOn(run);
    await approved(run, 'close');
    expect(place.log()).toHaveLength(1);
  });

  it('closes what it can, names what failed, and tries that again alone', async () => {
    const place = yard(['a', 'b', 'c']);
    const { run } = await rig({ actions: [closeValves(place, { apply: { b: outage() } })] });
    await carryOn(run);

    await approved(run, 'close');
    expect(status(run)).toMatchObject({
      state: 'stopped',
      next: 'firebreak respond continue --retry close --note "..."',
      steps: [{ state: 'failed', counts: { total: 3, verified: 2, failed: 1 } }, {}, {}, {}, {}],
    });

    await retry(run, ada, 'close', 'it is up again');
    await carryOn(run);
    expect(run.state().steps['close']).toMatchObject({ state: 'done', counts: { verified: 3 } });
    expect(place.log()).toHaveLength(3);
  });

  it('does not call done what its probe did not see', async () => {
    const faults = { blind: true };
    const place = yard(['main']);
    const { run } = await rig({ actions: [closeValves(place, faults)] });
    await carryOn(run);

    await approved(run, 'close');
    expect(run.state().steps['close']).toMatchObject({ state: 'failed', counts: { failed: 1 } });

    faults.blind = false;
    await retry(run, ada, 'close', 'the probe was broken');
    await carryOn(run);
    expect(run.state().steps['close']?.state).toBe('done');
    expect(place.log()).toHaveLength(1);
  });

  it('waits for a person where it can do nothing itself, and looks before it believes them', async () => {
    const place = yard(['main', 'old']);
    place.set('old', 'stuck');
    const { run } = await rig({ actions: [closeValves(place)] });
    await carryOn(run);
    await approved(run, 'close');
    expect(status(run)).toMatchObject({
      state: 'waiting',
      next: 'firebreak respond answer close --target old --yes --note "..."',
    });

    const { answerTarget } = await import('../../src/response/decisions.ts');
    await answerTarget(run, ada, 'close', 'old', 'yes', 'hammered');
    await carryOn(run);
    expect(run.state().targetOf('close', 'old')?.state).toBe('waiting');

    place.set('old', 'closed by hand');
    await answerTarget(run, ada, 'close', 'old', 'yes', 'hammered harder');
    await carryOn(run);
    expect(run.state().steps['close']?.state).toBe('done');
  });

  it('lets a person exclude a target, with a reason', async () => {
    const place = yard(['main', 'old']);
    place.set('old', 'stuck');
    const { run } = await rig({ actions: [closeValves(place)] });
    await carryOn(run);
    await approved(run, 'close');

    await exclude(run, ada, 'close', 'old', 'it is dry', '2030-01-01T00:00:00.000Z');
    await carryOn(run);

    expect(run.state().steps['close']).toMatchObject({
      state: 'done',
      counts: { total: 2, verified: 1, excluded: 1 },
    });
  });

  it('holds a step behind its interlock, and records who tried', async () => {
    const place = yard(['main']);
    const { run } = await rig({ actions: [closeValves(place)] });
    await carryOn(run);
    await approved(run, 'close');
    await skip(run, ada, 'look', 'no time');
    await carryOn(run);
    expect(status(run)).toMatchObject({
      state: 'waiting',
      interlocks: [{ id: 'dry-first', met: false, missing: ['dry'] }],
      next: 'firebreak respond answer --fact dry --note "..."',
    });

    await expect(approve(run, ada, 'open', digestFor(run, 'open'), '')).rejects.toMatchObject({
      code: 'INTERLOCK',
      message: expect.stringContaining('dry'),
    });
    expect(story(run).at(-1)).toBe('interlock.blocked open');
    await carryOn(run);
    expect(place.log()).toHaveLength(1);

    await stateFact(run, ada, 'dry', 'seen by me');
    await approved(run, 'open');
    expect(status(run).state).toBe('completed');
  });

  it('says how a step is passed that waits for what nothing brings any more', async () => {
    const { run } = await rig({ actions: [closeValves(yard(['main']))] });
    await carryOn(run);
    await skip(run, ada, 'close', 'no time');
    await carryOn(run);
    await answerStep(run, ada, 'look', 'yes', 'dry');
    await carryOn(run);

    expect(status(run)).toMatchObject({
      state: 'stopped',
      next: 'firebreak respond answer all-closed --skip --note "..."',
    });
  });

  it('fails on a no, which is never success', async () => {
    const { run } = await rig({ actions: [closeValves(yard(['main']))] });
    await carryOn(run);
    await approved(run, 'close');

    await answerStep(run, ada, 'look', 'no', 'it is wet');
    await carryOn(run);

    expect(status(run)).toMatchObject({ state: 'stopped' });
    expect(run.state().facts).not.toHaveProperty('dry');
  });

  it('is satisfied where nothing is left to do', async () => {
    const place = yard([]);
    const { run } = await rig({ actions: [closeValves(place)] });

    await carryOn(run);

    expect(run.state().steps['close']).toMatchObject({ state: 'satisfied' });
    expect(story(run)).toContain('step.satisfied close');
  });

  it('undoes nothing that has a step of its own for it, and nothing that was not done', async () => {
    const { run } = await rig({ actions: [closeValves(yard(['main']))] });
    await carryOn(run);

    await expect(planUndo(run, 'close')).rejects.toMatchObject({
      code: 'STEP_REFUSED',
      message: 'step close is undone by the step open, which comes in its turn',
    });
    await expect(preparePlan(run, 'open')).rejects.toMatchObject({
      message: 'the run has not come to step open',
    });
    await expect(preparePlan(run, 'nowhere')).rejects.toMatchObject({ code: 'STEP_NOT_FOUND' });
  });

  it('shows a plan rendered from the bytes that are approved', async () => {
    const { run } = await rig({ actions: [closeValves(yard(['main', 'side']))] });
    await carryOn(run);

    const view = await planView(run, 'close');

    expect(view).toMatchObject({
      digest: digestFor(run, 'close'),
      changes: [
        { target: 'main', args: { from: 'open', to: 'closed' }, kind: 'change' },
        { target: 'side' },
      ],
      targets: { total: 2, pending: 2 },
      estimate: { seconds: 2, lane: 'yard' },
      requires: { policy: 'one', approvals: 1 },
    });
    expect(view.approve).toBe(
      `firebreak respond approve close --digest ${view.digest.slice(0, 19)}`,
    );
  });

  it('leaves out of a new plan what a person excluded from the last', async () => {
    const place = yard(['main', 'old']);
    place.set('old', 'stuck');
    const faults = { apply: { main: outage() } };
    const { run } = await rig({ actions: [closeValves(place, faults)] });
    await carryOn(run);
    await approved(run, 'close');
    await exclude(run, ada, 'close', 'old', 'it is dry', '2999-01-01T00:00:00.000Z');
    await planAnew(run, ada, 'close', 'again');
    await carryOn(run);

    const { changes } = await planView(run, 'close');

    expect(changes).toMatchObject([
      { target: 'main', kind: 'change' },
      { target: 'old', kind: 'satisfied', summary: expect.stringContaining('excluded by ada') },
    ]);
    await approved(run, 'close');
    expect(run.state().steps['close']).toMatchObject({
      state: 'done',
      counts: { verified: 1, satisfied: 1 },
    });
  });

  it('takes back what a failed step left half-done', async () => {
    const place = yard(['main', 'side']);
    const whole = closeValves(place);
    const way = undoOf(whole);
    const halfWay: Action = {
      ...whole,
      undo: {
        ...way,
        plan: async (world, change, context) =>
          place.valves()[context.target.name] === 'open'
            ? { kind: 'satisfied', reason: 'it is open' }
            : await way.plan(world, change, context),
      },
      async apply(world, change, context) {
        if (context.target.name === 'main') await whole.apply(world, change, context);
        throw outage();
      },
    };
    const { run } = await rig({ actions: [halfWay], runbook: withoutOpening() });
    await carryOn(run);
    await approved(run, 'close');
    expect(run.state().steps['close']).toMatchObject({ state: 'failed', counts: { failed: 2 } });

    await planUndo(run, 'close');
    await carryOn(run);
    expect((await planView(run, 'close')).changes).toMatchObject([{ target: 'main' }]);
    await approved(run, 'close');

    expect(place.valves()).toEqual({ main: 'open', side: 'open' });
    expect(run.state().steps['close']?.state).toBe('undone');
  });

  it('knows no step by a name that every object has', async () => {
    const { run } = await rig({ actions: [closeValves(yard(['main']))] });

    for (const name of ['__proto__', 'constructor'])
      await expect(approve(run, ada, name, '0'.repeat(64), '')).rejects.toMatchObject({
        code: 'STEP_NOT_FOUND',
      });
  });

  it('says that there is nothing to take back of what changed nothing', async () => {
    const { run } = await rig({
      actions: [closeValves(yard(['main']))],
      runbook: withoutOpening(),
    });
    await carryOn(run);

    await expect(planUndo(run, 'close')).rejects.toMatchObject({
      code: 'STEP_REFUSED',
      message: 'nothing of step close is to be taken back: step close changed nothing in this run',
    });
  });

  it('takes back what a step did where no other step is the way back', async () => {
    const place = yard(['main']);
    const runbook = withoutOpening();
    const { run } = await rig({ actions: [closeValves(place)], runbook });
    await carryOn(run);
    await approved(run, 'close');
    expect(run.state().facts).toHaveProperty('closed');

    await planUndo(run, 'close');
    await carryOn(run);
    await deny(run, ada, 'close', 'not yet');
    await planAnew(run, ada, 'close', 'now');
    await carryOn(run);
    await approved(run, 'close');

    expect(place.valves()).toEqual({ main: 'open' });
    expect(run.state().steps['close']?.state).toBe('undone');
    expect(run.state().facts).not.toHaveProperty('closed');
  });
});

/** The runbook without the step that undoes the closing. */
function withoutOpening(): typeof valveRunbook {
  const steps = valveRunbook.steps.filter(({ id }) => id !== 'open');
  return { ...valveRunbook, interlocks: [], steps };
}
