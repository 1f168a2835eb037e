import type { z } from 'zod';
import type { JournalRecord } from '../journal/record.ts';
import type { Data, EventType } from '../journal/vocabulary.ts';

type Said<T extends EventType> = z.infer<(typeof Data)[T]>;

const words: { readonly [T in EventType]: (data: Said<T>) => string } = {
  'run.started': ({ incident, mode, runbook }) =>
    `run started (${mode}): runbook ${runbook.id} ${runbook.version}, incident ${incident.id}`,
  'run.ended': ({ note, outcome }) => `run ${outcome}${after(note)}`,
  'journal.recovered': ({ bytes }) => `moved ${bytes} bytes of a torn line to the evidence`,
  'note.added': ({ text }) => `note: ${text}`,

  'step.entered': () => 'begins',
  'step.satisfied': ({ reason }) => `nothing to do: ${reason}`,
  'step.asked': ({ question }) => `asks: ${question}`,
  'step.answered': ({ answer, note }) => `answered ${answer}${after(note)}`,
  'step.passed': ({ detail }) => `passed${after(detail)}`,
  'step.failed': ({ code, message }) => `failed: ${message} (${code})`,
  'step.retried': ({ reason }) => `tried again${after(reason)}`,
  'step.skipped': ({ reason }) => `skipped${after(reason)}`,
  'step.ended': ({ outcome }) => `ended: ${outcome}`,

  'plan.made': ({ digest, direction, generation, targets }) =>
    `plan ${generation} to ${direction === 'do' ? 'act' : 'undo'}: ${planned(targets)}; ${short(digest)}`,
  'plan.stale': ({ digest, reason }) => `plan ${short(digest)} is stale: ${reason}`,
  'approval.requested': ({ digest, expiresAt }) =>
    `asks for approval of ${short(digest)} until ${expiresAt}`,
  'approval.granted': ({ digest, note }) => `approved ${short(digest)}${after(note)}`,
  'approval.denied': ({ digest, reason }) => `denied ${short(digest)}${after(reason)}`,
  'interlock.blocked': ({ interlock, missing }) =>
    `interlock ${interlock} blocks: not on record: ${missing.join(', ')}`,
  'step.armed': ({ digest }) => `armed with ${short(digest)}`,

  'effect.intent': ({ change }) => `about to apply ${short(change)}`,
  'effect.outcome': ({ detail, status }) => `${status}${after(detail)}`,
  'effect.unknown': () => 'cut off: nobody knows whether it was applied',
  'effect.reconciling': () => 'looking whether it was applied',
  'effect.reconciled': ({ detail, how, landed }) =>
    `${landed === 'yes' ? 'it was applied' : 'it was not applied'} (${how})${after(detail)}`,
  'verify.passed': ({ detail }) => `verified${after(detail)}`,
  'verify.failed': ({ detail }) => `not verified${after(detail)}`,
  'target.answered': ({ answer, note }) => `answered ${answer}${after(note)}`,
  'target.excluded': ({ reason, until }) => `taken out until ${until}${after(reason)}`,

  'fact.recorded': ({ fact, note }) => `fact: ${fact}${after(note)}`,
  'fact.withdrawn': ({ fact, reason }) => `no longer a fact: ${fact}${after(reason)}`,
  'deadline.set': ({ control, dueAt, owner }) => `${control} is due at ${dueAt} (${owner})`,
};

/** What a record says, in plain words; foreign text in it is as it came. */
export function recordWords(record: JournalRecord): string {
  const say = words[record.type] as (data: unknown) => string;
  const about = [record.step, record.target].filter((one) => one !== null).join(' / ');
  return about === '' ? say(record.data) : `${about}: ${say(record.data)}`;
}

function planned(targets: Said<'plan.made'>['targets']): string {
  const count = (state: string): number => targets.filter((one) => one.state === state).length;
  const parts = [
    [count('change'), 'to change'],
    [count('person'), 'for a person'],
    [count('satisfied'), 'done already'],
  ] as const;
  const named = parts.filter(([number]) => number > 0);
  return named.length === 0
    ? 'no target'
    : named.map(([number, what]) => `${number} ${what}`).join(', ');
}

function after(text: string): string {
  return text === '' ? '' : `: ${text}`;
}

/** As much of a digest as a person compares. */
function short(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}
