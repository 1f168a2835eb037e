import type { Report } from '../schema.ts';
import type { TimelineLine } from '../timeline-schema.ts';
import { table } from './table.ts';
import { code, record } from './text.ts';

/** What happened, by day, in UTC; every line with its record or records. */
export function timelineLines({ timeline }: Report): string[] {
  const days = Map.groupBy(timeline, ({ at }) => at.slice(0, 10));
  return [
    '## Timeline (UTC)',
    '',
    ...[...days].flatMap(([day, lines]) => [
      `### ${day}`,
      '',
      ...table(['time', 'record', 'step', 'what', 'target', 'who', 'said'], lines.map(row), ''),
    ]),
  ];
}

const loud: ReadonlySet<TimelineLine['kind']> = new Set(['failure', 'unknown', 'refusal']);

function row(line: TimelineLine): string[] {
  const { actor, kind, said, step, target, what } = line;
  return [
    timeText(line),
    recordText(line),
    step === null ? '-' : code(step),
    loud.has(kind) ? `**${what}**` : what,
    target === null ? '-' : code(target),
    actor === null ? '-' : code(actor),
    code(said),
  ];
}

function timeText({ at, until }: TimelineLine): string {
  const from = at.slice(11, 19);
  const to = until.slice(0, 10) === at.slice(0, 10) ? until.slice(11, 19) : until.slice(0, 19);
  return from === to || until < at ? from : `${from} to ${to}`;
}

function recordText({ first, last, records }: TimelineLine): string {
  if (first === last) return record(first);
  const others = records === last - first + 1 ? '' : ` (${records} of them)`;
  return `${record(first)} to ${record(last)}${others}`;
}
