import type { ControlResult, Report } from '../schema.ts';
import { table } from './table.ts';
import { code, codes, duration, time, prose, record } from './text.ts';

/** The control matrix: kept or not, and by how much. */
export function controlLines({ controls }: Report): string[] {
  return [
    '## Control matrix',
    '',
    ...table(
      ['control', 'what', 'owner', 'triggered by', 'within', 'due', 'done', 'result'],
      controls.map((one) => [
        code(one.id),
        prose(one.control),
        `${code(one.owner)}${one.people.length === 0 ? '' : ` (${codes(one.people)})`}`,
        code(one.trigger),
        one.respondWithin,
        one.dueAt === null ? '-' : `${time(one.dueAt)} (${record(one.dueSeq)})`,
        one.doneAt === null ? '-' : `${time(one.doneAt)} (${record(one.doneSeq)})`,
        resultText(one),
      ]),
      'The runbook has no control.',
    ),
  ];
}

function resultText({ doneAt, lateMs, note, state }: ControlResult): string {
  const because = note === '' ? '' : `: ${note}`;
  switch (state) {
    case 'met':
      return `met, ${duration(-(lateMs ?? 0))} to spare`;
    case 'missed':
      if (lateMs === null) return `**MISSED**${because}`;
      return doneAt === null
        ? `**MISSED**, ${duration(lateMs)} late by the last record${because}`
        : `**MISSED** by ${duration(lateMs)}${because}`;
    case 'running':
      return `**still running**${because}`;
    case 'not-triggered':
      return 'not triggered';
  }
}
