import type { Coverage } from '../../exposure/schema.ts';
import type { Report } from '../schema.ts';
import { table } from './table.ts';
import { code } from './text.ts';

/** What the two scans looked at, and everything they did not. */
export function coverageLines({ coverage: { after, before } }: Report): string[] {
  const row = (name: string, of: (coverage: Coverage) => string): string[] => [
    name,
    of(before),
    after === null ? '-' : of(after),
  ];
  return [
    '## Coverage before and after',
    '',
    ...table(
      ['', 'before', 'after'],
      [
        row('complete', ({ complete }) => (complete ? 'yes' : '**no**')),
        row('targets read whole', ({ targets }) => `${targets.read} of ${targets.requested}`),
        row('read in part', ({ targets }) => `${targets.partial} of ${targets.requested}`),
        row('failed', ({ targets }) => `${targets.failed} of ${targets.requested}`),
        row('excluded', ({ targets }) => `${targets.excluded} of ${targets.requested}`),
        row('artefacts read', ({ artefacts }) => `${artefacts.read} of ${artefacts.seen}`),
        row('unreadable', ({ artefacts }) => `${artefacts.unreadable} of ${artefacts.seen}`),
        row(
          'of no supported format',
          ({ artefacts }) => `${artefacts.unsupported} of ${artefacts.seen}`,
        ),
        row('not looked for', notLookedFor),
      ],
      '',
    ),
    ...problemLines('before', before),
    ...(after === null ? [] : problemLines('after', after)),
  ];
}

function problemLines(when: string, { problems }: Coverage): string[] {
  return [
    `### Not read, ${when}`,
    '',
    ...table(
      ['target', 'path', 'ref', 'code', 'what'],
      problems.map((one) => [
        code(one.target),
        code(one.path ?? ''),
        code(one.ref ?? ''),
        code(one.code),
        code(one.message),
      ]),
      'Nothing was met that could not be read.',
    ),
  ];
}

function notLookedFor({ notLookedFor: { indicators, packages } }: Coverage): string {
  const counts = [...Object.entries(packages), ...Object.entries(indicators)];
  if (counts.length === 0) return 'nothing';
  return `**${counts.map(([name, count]) => `${count} ${code(name)}`).join(', ')}**`;
}
