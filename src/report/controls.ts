import { ofType, type Told } from './records.ts';
import { leafSteps, peopleOf } from './definition.ts';
import type { ReportInput } from './input.ts';
import type { Control, LeafStep } from '../runbook/schema.ts';
import type { ControlResult } from './schema.ts';

/**
 * The control matrix with what came of it. A control is done when the last step that names it has ended well; its
 * clock runs where a record set it.
 */
export function controlsOf(input: ReportInput): ControlResult[] {
  const clocks = ofType(input.records, 'deadline.set');
  const ends = lastEnds(input);
  const steps = leafSteps(input.definition);
  return input.definition.controls.map((control) => {
    const clock = clocks.find(({ data }) => data.control === control.id);
    const own = steps.filter((step) => step.control === control.id);
    const done = doneOf(own, ends);
    const dueAt = clock?.data.dueAt ?? null;
    return {
      id: control.id,
      control: control.control,
      owner: control.owner,
      people: peopleOf(input.site, control.owner),
      trigger: triggerText(control),
      respondWithin: control.respondWithin,
      steps: own.map(({ id }) => id),
      dueAt,
      dueSeq: clock?.record.seq ?? null,
      doneAt: done?.record.at ?? null,
      doneSeq: done?.record.seq ?? null,
      ...judged(input, own, ends, dueAt, done),
    };
  });
}

type End = Told<'step.ended'>;

function lastEnds({ records }: ReportInput): ReadonlyMap<string, End> {
  return new Map(ofType(records, 'step.ended').map((end) => [end.record.step ?? '', end]));
}

function doneOf(own: readonly LeafStep[], ends: ReadonlyMap<string, End>): End | null {
  const well = own.map(({ id }) => ends.get(id)).filter((end) => end !== undefined);
  if (own.length === 0 || well.length < own.length) return null;
  if (!well.every(({ data }) => data.outcome === 'done' || data.outcome === 'satisfied'))
    return null;
  return well.reduce((last, end) => (end.record.seq > last.record.seq ? end : last));
}

function judged(
  { records, state }: ReportInput,
  own: readonly LeafStep[],
  ends: ReadonlyMap<string, End>,
  dueAt: string | null,
  done: End | null,
): Pick<ControlResult, 'lateMs' | 'note' | 'state'> {
  if (dueAt === null)
    return { state: 'not-triggered', lateMs: null, note: 'its threshold was not passed' };
  const due = Date.parse(dueAt);
  if (done !== null) {
    const lateMs = Date.parse(done.record.at) - due;
    return { state: lateMs > 0 ? 'missed' : 'met', lateMs, note: '' };
  }
  const lateMs = Date.parse(records.at(-1)?.at ?? dueAt) - due;
  const passedOver = own.filter(
    ({ id }) => ends.has(id) && ends.get(id)?.data.outcome === 'skipped',
  );
  const note =
    own.length === 0
      ? 'no step names it'
      : passedOver.length > 0
        ? `never done: ${passedOver.map(({ id }) => id).join(', ')} was skipped`
        : 'not done by the last record';
  const lost = own.length === 0 || passedOver.length > 0 || state.status !== 'running';
  return {
    state: lost || lateMs > 0 ? 'missed' : 'running',
    lateMs: lateMs > 0 ? lateMs : null,
    note,
  };
}

function triggerText({ trigger }: Control): string {
  return trigger.count === 'always' ? 'always' : `${trigger.count} >= ${trigger.atLeast}`;
}
