import { effectSteps, leafSteps } from './definition.ts';
import type { ReportInput } from './input.ts';
import type { OpenPoint } from './open-schema.ts';
import { exclusionsIn, ofType } from './records.ts';
import type { ControlResult, EffectRow, VerdictChange, Verified } from './schema.ts';

/** An open point before it has its action. */
export type Point = Omit<OpenPoint, 'action'>;

/** What the sections of a report have found. */
export interface Findings {
  readonly verdict: VerdictChange;
  readonly effects: readonly EffectRow[];
  readonly controls: readonly ControlResult[];
}

/** Everything that the run leaves behind, the gravest first; each of it is closed by an action. */
export function pointsOf(input: ReportInput, found: Findings): Point[] {
  return [
    ...journalPoints(input.verified),
    ...runPoints(input, found.verdict),
    ...mapPoints(input, found.verdict),
    ...targetPoints(found.effects),
    ...stepPoints(input),
    ...exclusionPoints(input),
    ...found.controls.flatMap(controlPoints),
    ...coveragePoints(input),
    ...wordPoints(input),
    ...crashPoints(input),
    ...handPoints(input),
  ];
}

function point(kind: Point['kind'], name: string, more: Partial<Point> = {}): Point {
  return { kind, step: null, name, said: '', seq: null, until: null, ...more };
}

function journalPoints(verified: Verified | null): Point[] {
  return (verified?.failures ?? []).map(({ check, message, seq }) =>
    point('not-verified', check, { said: message, seq }),
  );
}

function runPoints(input: ReportInput, { after }: VerdictChange): Point[] {
  const { records, state } = input;
  const last = records.at(-1)?.seq ?? null;
  return [
    ...(state.status === 'completed' || isAtItsReport(input)
      ? []
      : [point('not-ended', state.status, { seq: last })]),
    ...(after === null ? [point('not-rescanned', 'no rescan is on record', { seq: last })] : []),
  ];
}

/** Whether nothing is left but to write this. */
function isAtItsReport({ definition, state }: ReportInput): boolean {
  const open = leafSteps(definition).filter(({ id }) => state.steps[id]?.ended !== true);
  return (
    state.status === 'running' && open.length > 0 && open.every(({ kind }) => kind === 'report')
  );
}

function mapPoints({ before }: ReportInput, { afterSeq, clearance }: VerdictChange): Point[] {
  const seq = afterSeq;
  return [
    ...(clearance?.live ?? []).map((name) => point('live', name, { seq })),
    ...(clearance?.open ?? []).map((name) => point('open-ref', name, { seq })),
    ...(clearance?.unknown ?? []).map((name) => point('not-read', name, { seq })),
    ...(clearance === null
      ? before.targets.flatMap(({ name, reason, verdict }) =>
          verdict === 'unknown' ? [point('not-read', name, { said: reason ?? '' })] : [],
        )
      : []),
  ];
}

function targetPoints(effects: readonly EffectRow[]): Point[] {
  return effects.flatMap(({ each, step }) =>
    each.flatMap(({ name, note, seq, state }) => {
      const kind = kindOfTarget(state);
      return kind === null ? [] : [point(kind, name, { step, said: note, seq })];
    }),
  );
}

function kindOfTarget(state: string): Point['kind'] | null {
  if (state === 'failed') return 'failed';
  if (state === 'unknown' || state === 'in-flight') return 'unknown';
  return state === 'waiting' || state === 'pending' || state === 'applied' ? 'waiting' : null;
}

/** Steps left out, and steps that failed without a target to show for it. */
function stepPoints({ definition, records, state }: ReportInput): Point[] {
  const skips = ofType(records, 'step.skipped').map(({ data, record }) =>
    point('skipped', record.step ?? '', { step: record.step, said: data.reason, seq: record.seq }),
  );
  const failed = leafSteps(definition).flatMap(({ id }) => {
    const at = state.steps[id];
    if (at?.state !== 'failed' || at.counts.failed > 0) return [];
    return [point('step-failed', id, { step: id, said: at.note, seq: at.seq })];
  });
  return [...failed, ...skips];
}

function exclusionPoints({ records }: ReportInput): Point[] {
  const last = records.at(-1)?.at ?? '';
  return exclusionsIn(records).map(({ data, name, record, step }) =>
    point('excluded', name, {
      step,
      said: `${record.actor.id}: ${data.reason}${data.until < last ? ' (ran out)' : ''}`,
      seq: record.seq,
      until: data.until,
    }),
  );
}

function controlPoints({ control, dueSeq, doneSeq, id, note, state }: ControlResult): Point[] {
  if (state !== 'missed') return [];
  const said = note === '' ? control : `${control}; ${note}`;
  return [point('missed-control', id, { said, seq: doneSeq ?? dueSeq })];
}

/** What nothing could look for, and what the later scan could not read. */
function coveragePoints({ after, before }: ReportInput): Point[] {
  const { notLookedFor } = (after ?? before).coverage;
  return [
    ...Object.entries(notLookedFor.packages).map(([ecosystem, count]) =>
      point('not-looked-for', ecosystem, { said: `${count} packages or ranges of the list` }),
    ),
    ...Object.entries(notLookedFor.indicators).map(([kind, count]) =>
      point('not-looked-for', kind, { said: `${count} indicators of the list` }),
    ),
  ];
}

/** Facts that no step found out: somebody said so. */
function wordPoints({ records }: ReportInput): Point[] {
  return ofType(records, 'fact.recorded').flatMap(({ data, record }) =>
    record.actor.kind === 'engine'
      ? []
      : [
          point('stated-by-hand', data.fact, {
            said: `${record.actor.id}: ${data.note}`,
            seq: record.seq,
          }),
        ],
  );
}

function crashPoints({ records }: ReportInput): Point[] {
  return ofType(records, 'effect.reconciled').map(({ data, record }) =>
    point('reconciled', record.target ?? '', {
      step: record.step,
      said: `landed: ${data.landed}; ${data.detail}`,
      seq: record.seq,
    }),
  );
}

/** Work that people did because firebreak could not. */
function handPoints({ definition, records }: ReportInput): Point[] {
  const titles = new Map(leafSteps(definition).map(({ id, title }) => [id, title]));
  const answered = ofType(records, 'step.answered').map(({ data, record }) =>
    point('by-hand', titles.get(record.step ?? '') ?? '', {
      step: record.step,
      said: `${data.answer}: ${data.note}`,
      seq: record.seq,
    }),
  );
  const effects = new Set(effectSteps(definition).map(({ id }) => id));
  const targets = ofType(records, 'target.answered').flatMap(({ data, record }) =>
    effects.has(record.step ?? '')
      ? [
          point('by-hand', record.target ?? '', {
            step: record.step,
            said: `${data.answer}: ${data.note}`,
            seq: record.seq,
          }),
        ]
      : [],
  );
  return [...answered, ...targets];
}
