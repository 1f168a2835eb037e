import type { OpenPoint } from '../open-schema.ts';
import type { Report } from '../schema.ts';
import { table } from './table.ts';
import { code, codes, time, prose, record } from './text.ts';

const names: Readonly<Record<OpenPoint['kind'], string>> = {
  'not-verified': 'the record does not verify',
  'not-ended': 'the run has not come to its end',
  'not-rescanned': 'no rescan',
  live: 'still live',
  failed: 'failed',
  unknown: 'unknown',
  waiting: 'waiting',
  'step-failed': 'step failed',
  skipped: 'step skipped',
  excluded: 'excluded',
  'open-ref': 'held by a pull request or tag',
  'not-read': 'not read whole',
  'not-looked-for': 'not looked for',
  'missed-control': 'control missed',
  'stated-by-hand': 'fact stated by hand',
  reconciled: 'reconciled after a crash',
  'by-hand': 'done by hand',
};

/** What the run leaves behind, and who closes it by when. */
export function openLines({ actions, openPoints }: Report): string[] {
  const hasPrevent = actions.some(({ type }) => type === 'prevent');
  return [
    '## Open points',
    '',
    ...table(
      ['what', 'step', 'name', 'said', 'until', 'record', 'action'],
      openPoints.map((one) => [
        `**${names[one.kind]}**`,
        one.step === null ? '-' : code(one.step),
        code(one.name),
        code(one.said),
        time(one.until),
        record(one.seq),
        one.action,
      ]),
      'Nothing is open.',
    ),
    '## Actions',
    '',
    'Due a day after the last record where the incident goes on until it is closed, else seven days after it; an exclusion until it runs out.',
    '',
    ...table(
      ['action', 'type', 'what', 'about', 'owner', 'due', 'because of', 'check', 'closed when'],
      actions.map((one) => [
        one.id,
        one.type,
        prose(one.title),
        codes(one.about, 4),
        `${code(one.owner)}${one.people.length === 0 ? '' : ` (${codes(one.people)})`}`,
        time(one.due),
        one.records.length === 0 ? 'the scan' : one.records.map(record).join(', '),
        code(one.check),
        one.closedWhen,
      ]),
      'Nothing follows from the record.',
    ),
    ...(hasPrevent
      ? []
      : [
          'No record says how the compromise could have been kept out: an action of the type `prevent` is for the review to add.',
          '',
        ]),
  ];
}

/** What no record can say, and the review has to. */
export function reviewLines(): string[] {
  return [
    '## For the review',
    '',
    'No record holds these. They are written by people, and the report is a draft until they are:',
    '',
    '- [ ] a summary in three sentences',
    '- [ ] what contributed to it, and how it could have been seen earlier',
    '- [ ] what went well, what went badly, where it was luck',
    '- [ ] who had to be told by when, and was',
    '',
  ];
}
