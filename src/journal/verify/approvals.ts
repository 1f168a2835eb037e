import { dataOf, type JournalRecord } from '../record.ts';
import { collector, type Findings } from '../verification.ts';

/**
 * Every step that was armed had a plan, and an approval of exactly that plan where the plan asks for one: by a person
 * (by a script only in a demonstration or an exercise), while the request stood, with no denial and nothing stale after,
 * and was armed before the request expired. Every effect belongs to a step that was armed with its last plan.
 */
export function checkApprovals(records: readonly JournalRecord[]): Findings {
  const found = collector('approvals');
  const [first] = records;
  const mode = first?.type === 'run.started' ? dataOf(first, 'run.started').mode : 'real';
  // Steps that are armed with the plan that they have.
  const armed = new Set<string | null>();
  for (const record of records) {
    const { seq, step, type } = record;
    if (type === 'plan.made') armed.delete(step);
    if (type === 'effect.intent' && !armed.has(step))
      found.fail(seq, `record ${seq}: an effect of ${step}, which was not armed with its plan`);
    if (type !== 'step.armed') continue;
    armed.add(step);
    const problem = problemOf(record, records.slice(0, seq), mode !== 'real');
    if (problem !== null) found.fail(seq, `record ${seq}: ${step} ${problem}`);
  }
  return found;
}

function problemOf(
  armed: JournalRecord,
  before: readonly JournalRecord[],
  mayScript: boolean,
): string | null {
  const { digest } = dataOf(armed, 'step.armed');
  const own = before.filter(({ step }) => step === armed.step);
  const planned = own.findLast(({ type }) => type === 'plan.made');
  if (planned === undefined) return 'was armed without a plan';
  const plan = dataOf(planned, 'plan.made');
  if (plan.digest !== digest)
    return `was armed with another plan than the last one, record ${planned.seq}`;
  const since = own.filter(({ seq }) => seq > planned.seq);
  const stale = since.find(
    (one) => one.type === 'plan.stale' && dataOf(one, 'plan.stale').digest === digest,
  );
  if (stale !== undefined) return `was armed with a plan that record ${stale.seq} calls stale`;
  if (plan.policy === 'none') return null;
  const denied = since.find(
    (one) => one.type === 'approval.denied' && dataOf(one, 'approval.denied').digest === digest,
  );
  if (denied !== undefined) return `was armed although record ${denied.seq} denies it`;
  const grants = since.filter(
    (one) => one.type === 'approval.granted' && dataOf(one, 'approval.granted').digest === digest,
  );
  if (grants.length === 0) return 'was armed without an approval of its plan';
  const objections = grants.map((grant) => objectionTo(grant, armed, since, mayScript));
  return objections.includes(null) ? null : `was armed, but ${objections.join('; ')}`;
}

function objectionTo(
  grant: JournalRecord,
  armed: JournalRecord,
  since: readonly JournalRecord[],
  mayScript: boolean,
): string | null {
  const { digest } = dataOf(grant, 'approval.granted');
  const requested = since.findLast(
    (one) =>
      one.type === 'approval.requested' &&
      one.seq < grant.seq &&
      dataOf(one, 'approval.requested').digest === digest,
  );
  if (requested === undefined) return `the approval in record ${grant.seq} was never requested`;
  const { expiresAt } = dataOf(requested, 'approval.requested');
  if (Date.parse(grant.at) > Date.parse(expiresAt))
    return `the approval in record ${grant.seq} came after ${expiresAt}, when the request had expired`;
  if (Date.parse(armed.at) > Date.parse(expiresAt))
    return `the approval in record ${grant.seq} held until ${expiresAt} only`;
  const { kind } = grant.actor;
  return kind === 'person' || (kind === 'script' && mayScript)
    ? null
    : `the approval in record ${grant.seq} is not a person's`;
}
