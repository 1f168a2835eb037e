import type { z } from 'zod';
import { dataOf, type JournalRecord } from '../journal/record.ts';
import type { Data, EventType } from '../journal/vocabulary.ts';
import { moment } from './moment.ts';
import type { TimelineLine } from './timeline-schema.ts';

/** A record in words: `what` is ours and safe to print, `said` is somebody else's. */
export interface Words {
  readonly kind: TimelineLine['kind'];
  readonly what: string;
  readonly said: string;
}

/** What one record says. */
export function wordsOf(record: JournalRecord): Words {
  const speak = table[record.type] as (data: unknown, engine: boolean) => Words;
  return speak(dataOf(record, record.type), record.actor.kind === 'engine');
}

type Table = {
  readonly [T in EventType]: (data: z.infer<(typeof Data)[T]>, engine: boolean) => Words;
};

const reconciledBy = {
  probe: 'by a probe',
  repeatable: 'to be repeated',
  person: 'by a person',
} as const;

const table: Table = {
  'run.started': ({ exposure, mode }) =>
    words('run', `run started (${mode}) from scan ${exposure.scan ?? 'without a number'}`),
  'run.ended': ({ note, outcome }) =>
    words(outcome === 'abandoned' ? 'failure' : 'run', `run ${outcome}`, note),
  'journal.recovered': ({ bytes }) =>
    words('unknown', `a process was cut off: ${bytes} bytes of a torn record kept`),
  'note.added': ({ text }) => words('person', 'note', text),

  'step.entered': () => words('step', 'begun'),
  'step.satisfied': ({ reason }) => words('step', 'nothing left to do', reason),
  'step.asked': ({ question }) => words('step', 'question put', question),
  'step.answered': ({ answer, note }) => words('person', `answered ${answer}`, note),
  'step.passed': ({ detail }) => words('step', 'passed', detail),
  'step.failed': ({ code, message }) => words('failure', 'step failed', `${code}: ${message}`),
  'step.retried': ({ reason }) => words('person', 'tried again', reason),
  'step.skipped': ({ reason }) => words('person', 'skipped', reason),
  'step.ended': ({ outcome }) => words('step', `ended: ${outcome}`),

  'plan.made': ({ digest, direction, generation, targets }) => {
    const count = (state: string): number => targets.filter((one) => one.state === state).length;
    const purpose = direction === 'undo' ? ' to take back' : '';
    return words(
      'plan',
      `plan ${generation}${purpose} made: ${targets.length} ${targets.length === 1 ? 'target' : 'targets'} = ${count('change')} to change + ${count('satisfied')} satisfied + ${count('person')} for a person`,
      digest,
    );
  },
  'plan.stale': ({ reason }, engine) =>
    words(engine ? 'failure' : 'person', 'plan dropped as stale', reason),
  'approval.requested': ({ expiresAt }) =>
    words('plan', `approval asked for, to hold until ${moment(expiresAt)}`),
  'approval.granted': ({ note }) => words('person', 'approved', note),
  'approval.denied': ({ reason }) => words('person', 'denied', reason),
  'interlock.blocked': ({ interlock, missing }) =>
    words('refusal', 'refused by an interlock', `${interlock}: ${missing.join(', ')}`),
  'step.armed': () => words('plan', 'armed'),

  'effect.intent': () => words('effects', 'application begun'),
  'effect.outcome': ({ detail, status }) =>
    words(status === 'failed' ? 'failure' : 'effects', status, detail),
  'effect.unknown': () => words('unknown', 'unknown: an intent without an outcome'),
  'effect.reconciling': () => words('unknown', 'looked for'),
  'effect.reconciled': ({ detail, how, landed }) =>
    words(
      'unknown',
      `reconciled: ${landed === 'yes' ? 'landed' : 'not there'}, ${reconciledBy[how]}`,
      detail,
    ),
  'verify.passed': ({ detail }) => words('effects', 'verified', detail),
  'verify.failed': ({ detail }) => words('failure', 'verification failed', detail),
  'target.answered': ({ answer, note }) =>
    words('person', answer === 'yes' ? 'done by hand' : 'cannot be done by hand', note),
  'target.excluded': ({ reason, until }) =>
    words('person', `excluded until ${moment(until)}`, reason),

  'fact.recorded': ({ fact, note }, engine) =>
    words(engine ? 'step' : 'person', 'fact on record', note === '' ? fact : `${fact}: ${note}`),
  'fact.withdrawn': ({ fact, reason }) => words('step', 'fact taken back', `${fact}: ${reason}`),
  'deadline.set': ({ control }) => words('run', 'clock of a control started', control),
};

function words(kind: Words['kind'], what: string, said = ''): Words {
  return { kind, what, said };
}
