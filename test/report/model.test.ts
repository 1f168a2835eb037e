import { expect, it } from 'vitest';
import { lastRescan } from '../../src/report/records.ts';
import type { Report } from '../../src/report/schema.ts';
import { clean, exposure, mapOf } from './maps.ts';
import { runbook } from './runbook.ts';
import { ada, goodTale, piece, Tale } from './tale.ts';

const sumOf = (row: Report['effects'][number]): number =>
  row.verified + row.satisfied + row.failed + row.unknown + row.waiting + row.excluded;

function effect(report: Report, step: string): Report['effects'][number] {
  const row = report.effects.find((one) => one.step === step);
  if (row === undefined) throw new Error(`no row for ${step}`);
  return row;
}

function control(report: Report, id: string): Report['controls'][number] {
  const row = report.controls.find((one) => one.id === id);
  if (row === undefined) throw new Error(`no control ${id}`);
  return row;
}

function metric(report: Report, id: string): Report['metrics'][number] {
  const row = report.metrics.find((one) => one.id === id);
  if (row === undefined) throw new Error(`no measure ${id}`);
  return row;
}

function seqOf(tale: Tale, type: string, nth = 0): number {
  const found = tale.records().filter((record) => record.type === type)[nth];
  if (found === undefined) throw new Error(`no ${type}`);
  return found.seq;
}

/** What must hold of every report, whatever happened. */
function expectSound(report: Report): void {
  for (const row of report.effects) expect({ ...row, targets: sumOf(row) }).toEqual(row);
  const counted = report.timeline.reduce((all, line) => all + line.records, 0);
  expect(counted).toBe(report.about.records);
  for (const { first, last, records } of report.timeline) {
    expect(last - first + 1).toBeGreaterThanOrEqual(records);
  }
  const ids = new Set(report.actions.map(({ id }) => id));
  expect(ids.size).toBe(report.actions.length);
  for (const { action } of report.openPoints) expect(ids).toContain(action);
  expect(report.actions.reduce((all, { points }) => all + points, 0)).toBe(
    report.openPoints.length,
  );
  for (const { check, closedWhen, due, owner } of report.actions) {
    expect(owner).toMatch(/^(?:role|person):./);
    expect(check).toMatch(/^firebreak /);
    expect(closedWhen).not.toBe('');
    expect(due > report.about.startedAt).toBe(true);
  }
  for (const { targets } of [report.verdict.before, report.verdict.after ?? report.verdict.before])
    expect(targets.exposed + targets.possiblyExposed + targets.notExposed + targets.unknown).toBe(
      targets.total,
    );
}

it('tells of a run in which everything went well', () => {
  const tale = goodTale();
  const report = tale.report();

  expectSound(report);
  expect(report.about).toMatchObject({ state: 'completed', mode: 'real', organisation: 'Acme' });
  expect(report.verdict.clearance?.clear).toBe(true);
  expect(report.verdict.afterSeq).toBe(
    tale.records().find(({ evidence }) => evidence.some(({ name }) => name === 'scan-2.json'))?.seq,
  );
  expect(report.verdict.targets).toContainEqual({
    target: 'acme/web',
    before: 'exposed',
    after: 'not-exposed',
    exposuresBefore: 1,
    exposuresAfter: 0,
    reason: null,
  });
  expect(report.verdict.exposures).toEqual({
    gone: 1,
    remaining: 0,
    appeared: 0,
    listChanged: false,
  });
  expect(control(report, 'stop-installs')).toMatchObject({ state: 'met', lateMs: -25 * 60_000 });
  expect(control(report, 'clean-code')).toMatchObject({ state: 'met', people: ['grace'] });
  expect(control(report, 'unknown-places').state).toBe('not-triggered');
  // Nothing is open but what people did by hand or stated.
  expect(report.openPoints.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'stated-by-hand hosts-checked',
    'by-hand Merge',
    'by-hand Revoke the tokens',
  ]);
});

it('measures from the first record, with what was counted of how many', () => {
  const tale = goodTale();
  const report = tale.report();
  const minutes = (id: string): number => (metric(report, id).durationMs ?? Number.NaN) / 60_000;

  expect(minutes('first-containment')).toBe(5);
  expect(minutes('frozen')).toBe(5);
  expect(minutes('pinned')).toBe(7);
  expect(minutes('revoked')).toBe(27);
  expect(minutes('clear')).toBe(27);
  // Two approvals (5 and 2 minutes) and two answers (10 each) are all there was to wait for.
  expect(metric(report, 'people')).toMatchObject({
    numerator: 27 * 60_000,
    denominator: 27 * 60_000,
  });
  expect(metric(report, 'pinned')).toMatchObject({ numerator: 1, denominator: 1, unit: 'targets' });
  expect(metric(report, 'controls')).toMatchObject({ numerator: 2, denominator: 2 });
  expect(metric(report, 'frozen').to).toBe(seqOf(tale, 'verify.passed', 1));
});

it('counts waiting for two people at a time once', () => {
  const tale = new Tale().keep().plan('freeze', { registry: 'change' }).wait(3).approve('freeze');
  tale.wait(4).arm('freeze').apply('freeze', 'registry').end('freeze').wait(1);
  tale.plan('pin', { 'acme/web:main': 'person', 'acme/api:main': 'person' });
  tale.wait(2).approve('pin').arm('pin').wait(6);
  const by = { step: 'pin', actor: ada };
  tale.add(
    'target.answered',
    { answer: 'yes', note: 'by hand' },
    { ...by, target: 'acme/web:main' },
  );
  tale.wait(5).add('note.added', { text: 'one to go' }, { actor: ada });
  const share = metric(tale.report(), 'people');

  expect(share.numerator / 60_000).toBe(3 + 2 + 6 + 5);
  expect(share.denominator / 60_000).toBe(3 + 4 + 1 + 2 + 6 + 5);
});

it('says of a step with many targets nothing that was said of one of them', () => {
  const tale = new Tale().keep().freeze();
  tale.plan('pin', { 'acme/web:main': 'change', 'acme/api:main': 'change' }).approve('pin');
  tale.arm('pin').apply('pin', 'acme/web:main', 'acme/api:main').end('pin');
  const { effects } = tale.report();

  expect(effects.find(({ step }) => step === 'pin')?.note).toBe('');
  expect(effects.find(({ step }) => step === 'freeze')?.note).toBe('seen');
});

it('says by how much a control was missed', () => {
  const tale = new Tale().keep().wait(26).freeze().pin().merge().tokens().rescan().close();
  const report = tale.report();

  expectSound(report);
  expect(control(report, 'stop-installs')).toMatchObject({
    state: 'missed',
    lateMs: 60_000,
    doneSeq: seqOf(tale, 'step.ended', 1),
  });
  expect(metric(report, 'controls')).toMatchObject({ numerator: 1, denominator: 2 });
  const point = report.openPoints.find(({ kind }) => kind === 'missed-control');
  expect(point?.name).toBe('stop-installs');
  expect(report.actions.find(({ id }) => id === point?.action)).toMatchObject({
    type: 'process',
    owner: 'role:platform',
    people: ['grace', 'linus'],
    check: 'firebreak report',
  });
});

it('calls a control missed only once its time is over, and says so by the millisecond', () => {
  const running = new Tale().keep().wait(30);
  running.add('note.added', { text: 'still here' }, { actor: ada });
  const onTime = running.report();
  expect(control(onTime, 'stop-installs')).toMatchObject({ state: 'running', lateMs: null });

  running.wait(1 / 60_000).add('note.added', { text: 'and now' }, { actor: ada });
  expect(control(running.report(), 'stop-installs')).toMatchObject({ state: 'missed', lateMs: 1 });
});

it('tells what was cut off and how that was cleared up, each on a line of its own', () => {
  const tale = new Tale().keep().plan('freeze', { registry: 'change' }).approve('freeze');
  tale.arm('freeze').intent('freeze', 'registry');
  const about = { step: 'freeze', target: 'registry' };
  tale.add('effect.unknown', {}, about).add('effect.reconciling', {}, about);
  tale.add(
    'effect.reconciled',
    { landed: 'yes', how: 'probe', detail: 'our rule is there' },
    about,
  );
  tale.verified('freeze', 'registry').end('freeze').pin().merge().tokens().rescan().close();
  const report = tale.report();

  expectSound(report);
  const lines = report.timeline.filter(({ kind }) => kind === 'unknown');
  expect(lines.map(({ first, last, what }) => [first, last, what])).toEqual([
    [
      seqOf(tale, 'effect.unknown'),
      seqOf(tale, 'effect.unknown'),
      'unknown: an intent without an outcome',
    ],
    [
      seqOf(tale, 'effect.reconciled'),
      seqOf(tale, 'effect.reconciled'),
      'reconciled: landed, by a probe',
    ],
  ]);
  expect(report.openPoints).toContainEqual(
    expect.objectContaining({
      kind: 'reconciled',
      step: 'freeze',
      seq: seqOf(tale, 'effect.reconciled'),
    }),
  );
  expect(metric(report, 'unknown')).toMatchObject({ numerator: 1, denominator: 4 });
  expect(effect(report, 'freeze')).toMatchObject({ verified: 1, unknown: 0 });
});

it('counts an intent without an outcome as unknown', () => {
  const tale = new Tale().keep().plan('freeze', { registry: 'change' }).approve('freeze');
  const report = tale.arm('freeze').intent('freeze', 'registry').report();

  expectSound(report);
  expect(effect(report, 'freeze')).toMatchObject({ targets: 1, unknown: 1, verified: 0 });
  expect(report.openPoints.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['not-ended', 'not-rescanned', 'unknown']),
  );
  expect(metric(report, 'frozen')).toMatchObject({ durationMs: null, note: 'not reached' });
});

it('tells of an interlock that refused somebody, and since when it is met', () => {
  const tale = new Tale().keep().freeze().pin().merge();
  tale.add('step.entered', {}, { step: 'tokens' });
  const blocked = { interlock: 'hosts-before-tokens', missing: ['hosts-checked'] };
  tale.add('interlock.blocked', blocked, { step: 'tokens', actor: ada });
  expect(tale.report().refusals[0]?.metSeq).toBeNull();

  tale.wait(1).add('fact.recorded', { fact: 'hosts-checked', note: '' }, { actor: ada });
  const report = tale.report();
  expectSound(report);
  expect(report.refusals).toEqual([
    expect.objectContaining({
      seq: seqOf(tale, 'interlock.blocked'),
      interlock: 'hosts-before-tokens',
      step: 'tokens',
      actor: ada,
      missing: ['hosts-checked'],
      metSeq: seqOf(tale, 'fact.recorded', 2),
    }),
  ]);
  expect(report.decisions.map(({ what }) => what)).not.toContain('refused by an interlock');
  expect(report.timeline.filter(({ kind }) => kind === 'refusal')).toHaveLength(1);
});

it('keeps a denial beside the approval that came after it', () => {
  const tale = new Tale().keep().plan('freeze', { registry: 'change' });
  const denied = tale.planDigest('freeze');
  tale.add(
    'approval.denied',
    { digest: denied, reason: 'wrong registry' },
    { step: 'freeze', actor: ada },
  );
  tale.add('step.retried', { reason: 'mended' }, { step: 'freeze', actor: ada });
  tale.plan('freeze', { registry: 'change' }).approve('freeze', 'right now');
  tale.arm('freeze').apply('freeze', 'registry').end('freeze');
  const report = tale.report();

  expectSound(report);
  expect(report.decisions.map(({ digest, said, what }) => [what, said, digest])).toEqual([
    ['run started (real) from scan 1', '', null],
    ['denied', 'wrong registry', denied],
    ['tried again', 'mended', null],
    ['approved', 'right now', tale.planDigest('freeze')],
  ]);
  expect(effect(report, 'freeze')).toMatchObject({ generation: 2, verified: 1 });
});

it('counts what was left out, under the name of who decided that and until when', () => {
  const tale = new Tale().keep().freeze();
  tale.plan('pin', {
    'acme/web:main': 'change',
    'acme/old:main': 'change',
    'acme/ok:main': 'satisfied',
  });
  tale.approve('pin').arm('pin').apply('pin', 'acme/web:main');
  const until = '2026-11-27T00:00:00.000Z';
  tale.add(
    'target.excluded',
    { reason: 'archived', until },
    { step: 'pin', target: 'acme/old:main', actor: ada },
  );
  tale.end('pin');
  const report = tale.report();

  expectSound(report);
  expect(effect(report, 'pin')).toMatchObject({
    targets: 3,
    verified: 1,
    satisfied: 1,
    excluded: 1,
  });
  expect(effect(report, 'pin').each.map(({ excluded }) => excluded)).toEqual([
    null,
    { by: 'ada', until },
    null,
  ]);
  const point = report.openPoints.find(({ kind }) => kind === 'excluded');
  expect(point).toMatchObject({ name: 'acme/old:main', until, said: 'ada: archived' });
  expect(report.actions.find(({ id }) => id === point?.action)).toMatchObject({
    owner: 'person:ada',
    due: until,
    type: 'mitigate',
  });
  expect(metric(report, 'pinned')).toMatchObject({
    numerator: 2,
    denominator: 3,
    note: '1 excluded by people',
  });
});

it('never takes a skipped step for done', () => {
  const tale = new Tale().keep();
  tale.add('step.entered', {}, { step: 'freeze' });
  tale.add('step.skipped', { reason: 'no registry of our own' }, { step: 'freeze', actor: ada });
  tale.end('freeze', 'skipped').pin();
  const report = tale.report();

  expectSound(report);
  expect(control(report, 'stop-installs')).toMatchObject({
    state: 'missed',
    doneAt: null,
    note: 'never done: freeze was skipped',
  });
  expect(report.openPoints).toContainEqual(
    expect.objectContaining({ kind: 'skipped', step: 'freeze', said: 'no registry of our own' }),
  );
  expect(metric(report, 'frozen').durationMs).toBeNull();
});

it('names every target that failed, and why', () => {
  const tale = new Tale().keep().freeze();
  tale
    .plan('pin', { 'acme/api:main': 'change', 'acme/web:main': 'change' })
    .approve('pin')
    .arm('pin');
  tale
    .intent('pin', 'acme/api:main')
    .outcome('pin', 'acme/api:main', 'failed')
    .apply('pin', 'acme/web:main');
  const report = tale.report();

  expectSound(report);
  expect(effect(report, 'pin')).toMatchObject({ state: 'failed', failed: 1, verified: 1 });
  const point = report.openPoints.find(({ kind }) => kind === 'failed');
  expect(point).toMatchObject({ name: 'acme/api:main', said: 'failed there' });
  expect(report.actions.find(({ id }) => id === point?.action)).toMatchObject({
    type: 'repair',
    due: '2026-11-21T03:05:00.000Z',
  });
  expect(report.timeline.filter(({ kind }) => kind === 'failure')).toEqual([
    expect.objectContaining({ target: 'acme/api:main', what: 'failed', records: 1 }),
  ]);
});

it('folds what was done to many targets into one line, whatever comes in between', () => {
  const names = Array.from({ length: 200 }, (_, index) => `acme/${index}:main`);
  const tale = new Tale().keep().freeze();
  tale.plan('pin', Object.fromEntries(names.map((name) => [name, 'change'])));
  tale
    .approve('pin')
    .arm('pin')
    .apply('pin', ...names)
    .end('pin');
  const report = tale.report();

  expectSound(report);
  const lines = report.timeline.filter(({ kind, step }) => kind === 'effects' && step === 'pin');
  expect(lines).toEqual([
    expect.objectContaining({
      records: 601,
      target: null,
      what: '200 targets: 200 begun, 200 applied, 200 verified',
    }),
  ]);
  expect(report.timeline.length).toBeLessThan(25);
});

it('leaves open what the rescan still finds, and what it could not read', () => {
  const tale = new Tale().keep().freeze().pin().merge().tokens();
  tale.plan('rescan', { 'wave-1': 'change' }, 'none').arm('rescan').intent('rescan', 'wave-1');
  tale.outcome('rescan', 'wave-1', 'applied', [piece('scan-2.json')]);
  tale.add('verify.failed', { detail: 'not clear' }, { step: 'rescan', target: 'wave-1' });
  const ref = 'acme/web:refs/pull/7/head';
  const until = '2026-12-01T00:00:00.000Z';
  tale.add(
    'target.excluded',
    { reason: 'closed', until },
    { step: 'rescan', target: ref, actor: ada },
  );
  const after = mapOf(2, { 'acme/web': 'exposed', 'acme/gone': 'unknown' }, [
    exposure('acme/web', 'refs/pull/7/head', 'pull'),
    exposure('acme/web', 'v1', 'tag', 'other-pad'),
    exposure('acme/web', 'main', 'default', 'third-pad'),
  ]);
  const report = tale.report({ after });

  expectSound(report);
  const kinds = report.openPoints.map(({ kind, name }) => `${kind} ${name}`);
  expect(kinds).toContain('open-ref acme/web:v1');
  expect(kinds).toContain('not-read acme/gone');
  expect(kinds).toContain('live acme/web: third-pad@1.3.1 in package-lock.json on main');
  expect(kinds).toContain(`excluded ${ref}`);
  expect(kinds.filter((one) => one.startsWith('open-ref'))).toHaveLength(1);
  expect(report.verdict.clearance?.clear).toBe(false);
  // What the later scan did not look at is not taken for clean.
  expect(report.verdict.targets).toContainEqual(
    expect.objectContaining({ target: 'acme/docs', before: 'not-exposed', after: null }),
  );
});

it('does not call a run unfinished for the report that it is writing', () => {
  const tale = new Tale().keep().freeze().pin().merge().tokens().rescan();
  tale.add('step.entered', {}, { step: 'report' });
  const report = tale.report({ verified: null });

  expectSound(report);
  expect(report.about.state).toBe('running');
  expect(report.openPoints.map(({ kind }) => kind)).not.toContain('not-ended');
});

it('opens a point for a record that does not verify', () => {
  const failures = [{ check: 'chain', seq: 3, message: 'record 3 was changed' }];
  const report = goodTale().report({ verified: { verified: false, failures, notChecked: [] } });

  expectSound(report);
  expect(report.openPoints[0]).toMatchObject({ kind: 'not-verified', seq: 3 });
  expect(report.actions[0]).toMatchObject({
    check: 'firebreak journal verify run-1',
    type: 'repair',
  });
});

it('names what no scan looked for', () => {
  const after = {
    ...clean,
    coverage: {
      ...clean.coverage,
      notLookedFor: { packages: { golang: 3 }, indicators: { domain: 2 } },
    },
  };
  const points = goodTale()
    .report({ after })
    .openPoints.filter(({ kind }) => kind === 'not-looked-for');

  expect(points.map(({ name, said }) => [name, said])).toEqual([
    ['golang', '3 packages or ranges of the list'],
    ['domain', '2 indicators of the list'],
  ]);
});

it('has every piece of evidence once, with the record that names it first', () => {
  const tale = goodTale();
  const { evidence } = tale.report();

  expect(evidence.map(({ name }) => name)).toEqual([
    'plan-keep-1.json',
    'plan-freeze-1.json',
    'plan-pin-1.json',
    'worklist-merge.md',
    'worklist-tokens.md',
    'plan-rescan-1.json',
    'scan-2.json',
  ]);
  expect(evidence[0]?.seq).toBe(seqOf(tale, 'plan.made'));
});

it('is the same for the same records', () => {
  expect(goodTale().report()).toEqual(goodTale().report());
});

it('does not call verified what was applied and not looked at', () => {
  const tale = new Tale().keep().plan('freeze', { registry: 'change' }).approve('freeze');
  tale.arm('freeze').intent('freeze', 'registry').outcome('freeze', 'registry', 'applied');

  expect(effect(tale.report(), 'freeze')).toMatchObject({ targets: 1, waiting: 1, verified: 0 });
});

it('takes no look at the world for containment', () => {
  const tale = new Tale().keep();
  for (const step of ['freeze', 'pin', 'merge', 'tokens'])
    tale
      .add('step.entered', {}, { step })
      .add('step.skipped', { reason: 'no' }, { step, actor: ada })
      .end(step, 'skipped');
  const report = tale.rescan().report();

  expectSound(report);
  expect(metric(report, 'first-containment')).toMatchObject({
    durationMs: null,
    note: 'no containment was verified',
  });
});

it('holds the freeze for reached only when every step that freezes has ended well', () => {
  const tale = goodTale();
  const more = runbook.steps
    .filter(({ id }) => id === 'freeze')
    .map((step) => ({ ...step, id: 'more' }));
  const definition = { ...runbook, steps: [...runbook.steps, ...more] };

  expect(metric(tale.report(), 'frozen').durationMs).not.toBeNull();
  expect(metric(tale.report({ definition }), 'frozen').durationMs).toBeNull();
});

it('finds the last of several rescans', () => {
  const tale = new Tale().keep().freeze().pin().merge().tokens();
  tale.plan('rescan', { 'wave-1': 'change' }, 'none').arm('rescan').intent('rescan', 'wave-1');
  tale.outcome('rescan', 'wave-1', 'applied', [piece('scan-2.json')]);
  tale.add('verify.failed', { detail: 'not clear' }, { step: 'rescan', target: 'wave-1' });
  tale.add('step.retried', { reason: 'closed' }, { step: 'rescan', actor: ada });
  tale.intent('rescan', 'wave-1', 2);
  tale.outcome('rescan', 'wave-1', 'applied', [piece('scan-3.json')]).verified('rescan', 'wave-1');

  expect(lastRescan(tale.records(), runbook)).toEqual({
    sha256: piece('scan-3.json').sha256,
    seq: seqOf(tale, 'effect.outcome', 4),
    step: 'rescan',
  });
  expect(metric(tale.report(), 'again')).toMatchObject({ numerator: 1, denominator: 5 });
});

it('does not take a fact that was on record before a refusal for what ended it', () => {
  const tale = new Tale();
  tale.add('fact.recorded', { fact: 'hosts-checked', note: '' }, { actor: ada });
  tale.add(
    'interlock.blocked',
    { interlock: 'hosts-before-tokens', missing: ['hosts-checked'] },
    { step: 'tokens', actor: ada },
  );

  expect(tale.report().refusals[0]?.metSeq).toBeNull();
});
