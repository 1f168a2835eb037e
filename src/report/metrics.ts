import type { JournalRecord } from '../journal/record.ts';
import { effectSteps, leafSteps, stepsUsing } from './definition.ts';
import type { ReportInput } from './input.ts';
import { ofType } from './records.ts';
import type { ControlResult, EffectRow, Metric } from './schema.ts';
import { waitingTime } from './waiting-time.ts';

/** Actions that look at the world or keep it, and stop nothing. */
const notContaining: ReadonlySet<string> = new Set([
  'evidence.preserve',
  'exposure.rescan',
  'repositories.rebuild',
]);

/** The measures of a run, each with what was counted of how many. Durations start with the run's first record. */
export function metricsOf(
  input: ReportInput,
  effects: readonly EffectRow[],
  controls: readonly ControlResult[],
): Metric[] {
  const { definition } = input;
  const using = (action: string): readonly string[] => stepsUsing(definition, action);
  return [
    firstContainment(input, effects),
    reached(input, effects, 'frozen', 'to the freeze', using('registry.freeze')),
    reached(input, effects, 'pinned', 'to all pins verified', using('repositories.pin')),
    revoked(input),
    reached(input, effects, 'clear', 'to a clear rescan', using('exposure.rescan')),
    share(input),
    adherence(controls),
    ...counted(input),
  ];
}

function firstContainment(input: ReportInput, effects: readonly EffectRow[]): Metric {
  const steps = containing(input);
  const first = input.records.find(
    ({ step, type }) => type === 'verify.passed' && steps.has(step ?? ''),
  );
  const rows = effects.filter(({ step }) => steps.has(step));
  return timed(input, first ?? null, {
    id: 'first-containment',
    title: 'to the first verified containment',
    numerator: sum(rows, 'verified'),
    denominator: sum(rows, 'targets'),
    unit: 'targets',
    note: first === undefined ? 'no containment was verified' : '',
  });
}

function containing({ definition }: ReportInput): ReadonlySet<string> {
  return new Set(
    effectSteps(definition).flatMap(({ action, id }) =>
      action === undefined || notContaining.has(action) ? [] : [id],
    ),
  );
}

/** How long it took until steps had nothing left to do: verified, satisfied, or excluded by a person. */
function reached(
  input: ReportInput,
  effects: readonly EffectRow[],
  id: string,
  title: string,
  steps: readonly string[],
): Metric {
  const rows = effects.filter(({ step }) => steps.includes(step));
  const good = sum(rows, 'verified') + sum(rows, 'satisfied');
  const excluded = sum(rows, 'excluded');
  const ends = ofType(input.records, 'step.ended').filter(
    ({ data, record }) =>
      steps.includes(record.step ?? '') &&
      (data.outcome === 'done' || data.outcome === 'satisfied'),
  );
  const whole =
    steps.length > 0 && steps.every((step) => ends.some((end) => end.record.step === step));
  const settled = input.records.findLast(
    ({ step, type }) =>
      steps.includes(step ?? '') &&
      (type === 'verify.passed' || type === 'step.satisfied' || type === 'target.excluded'),
  );
  const note = [
    ...(steps.length === 0 ? ['the runbook has no such step'] : []),
    ...(steps.length > 0 && !whole ? ['not reached'] : []),
    ...(excluded > 0 ? [`${excluded} excluded by people`] : []),
  ].join('; ');
  return timed(input, whole ? (settled ?? null) : null, {
    id,
    title,
    numerator: good,
    denominator: sum(rows, 'targets'),
    unit: 'targets',
    note,
  });
}

/** Credentials are revoked by people: the steps that hand out the worklist of tokens, answered yes. */
function revoked(input: ReportInput): Metric {
  const steps = leafSteps(input.definition).flatMap((step) =>
    step.kind === 'human' && step.worklist === 'tokens' ? [step.id] : [],
  );
  const answers = ofType(input.records, 'step.answered').filter(
    ({ data, record }) => data.answer === 'yes' && steps.includes(record.step ?? ''),
  );
  const done = new Set(answers.map(({ record }) => record.step)).size;
  const whole = steps.length > 0 && done === steps.length;
  return timed(input, whole ? (answers.at(-1)?.record ?? null) : null, {
    id: 'revoked',
    title: 'to the revocation of tokens',
    numerator: done,
    denominator: steps.length,
    unit: 'steps',
    note:
      steps.length === 0
        ? 'the runbook has no such step'
        : whole
          ? 'on the word of a person'
          : 'not reached',
  });
}

function share({ records }: ReportInput): Metric {
  const length = Date.parse(records.at(-1)?.at ?? '') - Date.parse(records[0]?.at ?? '');
  return {
    id: 'people',
    title: 'of which the run waited for a person',
    durationMs: waitingTime(records),
    from: records[0]?.seq ?? null,
    to: records.at(-1)?.seq ?? null,
    numerator: waitingTime(records),
    denominator: length,
    unit: 'milliseconds',
    note: '',
  };
}

function adherence(controls: readonly ControlResult[]): Metric {
  const triggered = controls.filter(({ state }) => state !== 'not-triggered');
  const running = triggered.filter(({ state }) => state === 'running').length;
  return untimed({
    id: 'controls',
    title: 'controls met, of those triggered',
    numerator: triggered.filter(({ state }) => state === 'met').length,
    denominator: triggered.length,
    unit: 'controls',
    note: running === 0 ? '' : `${running} still running`,
  });
}

function counted({ records }: ReportInput): Metric[] {
  const intents = records.filter(({ type }) => type === 'effect.intent');
  const of = (type: JournalRecord['type']): number =>
    records.filter((record) => record.type === type).length;
  return [
    untimed({
      id: 'again',
      title: 'applications that were not the first at their target',
      numerator: intents.filter(({ attempt }) => (attempt ?? 1) > 1).length,
      denominator: intents.length,
      unit: 'effects',
      note: '',
    }),
    untimed({
      id: 'unknown',
      title: 'applications that were cut off and had to be reconciled',
      numerator: of('effect.unknown'),
      denominator: intents.length,
      unit: 'effects',
      note: '',
    }),
    untimed({
      id: 'stale',
      title: 'plans dropped as stale',
      numerator: of('plan.stale'),
      denominator: of('plan.made'),
      unit: 'plans',
      note: '',
    }),
  ];
}

type Untimed = Omit<Metric, 'durationMs' | 'from' | 'to'>;

function untimed(metric: Untimed): Metric {
  return { ...metric, durationMs: null, from: null, to: null };
}

function timed({ records }: ReportInput, to: JournalRecord | null, metric: Untimed): Metric {
  const [first] = records;
  if (first === undefined || to === null) return untimed(metric);
  const durationMs = Date.parse(to.at) - Date.parse(first.at);
  return { ...metric, durationMs, from: first.seq, to: to.seq };
}

function sum(
  rows: readonly EffectRow[],
  what: 'targets' | 'verified' | 'satisfied' | 'excluded',
): number {
  return rows.reduce((all, row) => all + row[what], 0);
}
