import { dataOf, type JournalRecord } from '../journal/record.ts';
import type { TimelineLine } from './timeline-schema.ts';

/** A record in words: `what` is ours and safe to print, `said` is somebody else's. */
export interface Words {
  readonly kind: TimelineLine['kind'];
  readonly what: string;
  readonly said: string;
}

/** What one record says. */
export function wordsOf(record: JournalRecord): Words {
  switch (record.type) {
    case 'run.started': {
      const { exposure, mode } = dataOf(record, record.type);
      return words('run', `run started (${mode}) from scan ${exposure.scan ?? 'without a number'}`);
    }
    case 'run.ended': {
      const { note, outcome } = dataOf(record, record.type);
      return words(outcome === 'abandoned' ? 'failure' : 'run', `run ${outcome}`, note);
    }
    case 'journal.recovered': {
      const { bytes } = dataOf(record, record.type);
      return words('unknown', `a process was cut off: ${bytes} bytes of a torn record kept`);
    }
    case 'note.added':
      return words('person', 'note', dataOf(record, record.type).text);
    case 'deadline.set':
      return words('run', 'clock of a control started', dataOf(record, record.type).control);
    default:
      return stepWords(record);
  }
}

function stepWords(record: JournalRecord): Words {
  switch (record.type) {
    case 'step.entered':
      return words('step', 'begun');
    case 'step.satisfied':
      return words('step', 'nothing left to do', dataOf(record, record.type).reason);
    case 'step.asked':
      return words('step', 'question put', dataOf(record, record.type).question);
    case 'step.answered': {
      const { answer, note } = dataOf(record, record.type);
      return words('person', `answered ${answer}`, note);
    }
    case 'step.passed':
      return words('step', 'passed', dataOf(record, record.type).detail);
    case 'step.failed': {
      const { code, message } = dataOf(record, record.type);
      return words('failure', 'step failed', `${code}: ${message}`);
    }
    case 'step.retried':
      return words('person', 'tried again', dataOf(record, record.type).reason);
    case 'step.skipped':
      return words('person', 'skipped', dataOf(record, record.type).reason);
    case 'step.ended':
      return words('step', `ended: ${dataOf(record, record.type).outcome}`);
    case 'interlock.blocked': {
      const { interlock, missing } = dataOf(record, record.type);
      return words('refusal', 'refused by an interlock', `${interlock}: ${missing.join(', ')}`);
    }
    case 'fact.recorded': {
      const { fact, note } = dataOf(record, record.type);
      const kind = record.actor.kind === 'engine' ? 'step' : 'person';
      return words(kind, 'fact on record', note === '' ? fact : `${fact}: ${note}`);
    }
    case 'fact.withdrawn': {
      const { fact, reason } = dataOf(record, record.type);
      return words('step', 'fact taken back', `${fact}: ${reason}`);
    }
    default:
      return planWords(record);
  }
}

function planWords(record: JournalRecord): Words {
  switch (record.type) {
    case 'plan.made': {
      const { digest, direction, generation, targets } = dataOf(record, record.type);
      const count = (state: string): number =>
        targets.filter((target) => target.state === state).length;
      const purpose = direction === 'undo' ? ' to take back' : '';
      return words(
        'plan',
        `plan ${generation}${purpose} made: ${targets.length} targets = ${count('change')} to change + ${count('satisfied')} satisfied + ${count('person')} for a person`,
        digest,
      );
    }
    case 'plan.stale':
      return words(
        record.actor.kind === 'engine' ? 'failure' : 'person',
        'plan dropped as stale',
        dataOf(record, record.type).reason,
      );
    case 'approval.requested':
      return words(
        'plan',
        `approval asked for, to hold until ${dataOf(record, record.type).expiresAt}`,
      );
    case 'approval.granted':
      return words('person', 'approved', dataOf(record, record.type).note);
    case 'approval.denied':
      return words('person', 'denied', dataOf(record, record.type).reason);
    case 'step.armed':
      return words('plan', 'armed');
    default:
      return effectWords(record);
  }
}

function effectWords(record: JournalRecord): Words {
  switch (record.type) {
    case 'effect.intent':
      return words('effects', 'about to be applied');
    case 'effect.outcome': {
      const { detail, status } = dataOf(record, record.type);
      return words(status === 'failed' ? 'failure' : 'effects', status, detail);
    }
    case 'effect.unknown':
      return words('unknown', 'unknown: an intent without an outcome');
    case 'effect.reconciling':
      return words('unknown', 'looked for');
    case 'effect.reconciled': {
      const { detail, how, landed } = dataOf(record, record.type);
      const by = { probe: 'by a probe', repeatable: 'to be repeated', person: 'by a person' }[how];
      return words(
        'unknown',
        `reconciled: ${landed === 'yes' ? 'landed' : 'not there'}, ${by}`,
        detail,
      );
    }
    case 'verify.passed':
      return words('effects', 'verified', dataOf(record, record.type).detail);
    case 'verify.failed':
      return words('failure', 'verification failed', dataOf(record, record.type).detail);
    case 'target.answered': {
      const { answer, note } = dataOf(record, record.type);
      return words('person', answer === 'yes' ? 'done by hand' : 'cannot be done by hand', note);
    }
    case 'target.excluded': {
      const { reason, until } = dataOf(record, record.type);
      return words('person', `excluded until ${until}`, reason);
    }
    default:
      return words('run', record.type);
  }
}

function words(kind: Words['kind'], what: string, said = ''): Words {
  return { kind, what, said };
}
