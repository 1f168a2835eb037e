import type { Decision, Report } from '../schema.ts';
import { table } from './table.ts';
import { code, codes, time, prose, record } from './text.ts';

/** Who decided what, how we know that it was them, and whom an interlock refused. */
export function decisionLines({ decisions, refusals }: Report): string[] {
  return [
    '## Decisions',
    '',
    ...table(
      ['record', 'time', 'who', 'known by', 'decision', 'step', 'target', 'plan', 'said'],
      decisions.map((one) => [
        record(one.seq),
        time(one.at),
        `${one.actor.kind} ${code(one.actor.id)}`,
        knownBy(one.actor),
        `**${one.what}**`,
        one.step === null ? '-' : code(one.step),
        one.target === null ? '-' : code(one.target),
        one.digest === null ? '-' : code(one.digest),
        code(one.said),
      ]),
      'Nobody decided anything.',
    ),
    '### Refused by an interlock',
    '',
    ...table(
      ['record', 'time', 'who', 'interlock', 'step', 'missing', 'on record since', 'why'],
      refusals.map((one) => [
        record(one.seq),
        time(one.at),
        `${one.actor.kind} ${code(one.actor.id)}`,
        code(one.interlock),
        one.step === null ? '-' : code(one.step),
        codes(one.missing),
        one.metSeq === null ? '**never**' : record(one.metSeq),
        prose(one.why),
      ]),
      'No interlock refused anybody.',
    ),
  ];
}

function knownBy({ auth, host, kind }: Decision['actor']): string {
  if (kind === 'script') return `a script on ${code(host)}, no person`;
  return auth === 'local-user' ? `login on ${code(host)}` : '**nobody vouched**';
}
