import type { EffectRow, Report } from '../schema.ts';
import { table } from './table.ts';
import { code, prose, record, time } from './text.ts';

/** What each step did to its targets; the counts of a row sum. */
export function effectLines({ effects }: Report): string[] {
  const good: ReadonlySet<string> = new Set(['verified', 'satisfied']);
  const bad = effects.flatMap(({ each, step }) =>
    each.filter(({ state }) => !good.has(state)).map((one) => ({ ...one, step })),
  );
  const changed = effects.flatMap(({ each, step }) =>
    each
      .filter(({ attempts, state }) => attempts > 0 && good.has(state))
      .map((one) => ({ ...one, step })),
  );
  return [
    '## Effects',
    '',
    'targets = verified + satisfied + failed + unknown + waiting + excluded',
    '',
    ...table(
      [
        'step',
        'what',
        'action',
        'state',
        'targets',
        'verified',
        'satisfied',
        'failed',
        'unknown',
        'waiting',
        'excluded',
        'records',
        'note',
      ],
      effects.map(effectRow),
      'The runbook changes nothing.',
    ),
    '### Not verified',
    '',
    ...table(
      ['step', 'target', 'state', 'attempts', 'record', 'note', 'left out by', 'until'],
      bad.map((one) => [
        code(one.step),
        code(one.name),
        `**${one.state}**`,
        `${one.attempts}`,
        record(one.seq),
        code(one.note),
        one.excluded === null ? '-' : code(one.excluded.by),
        time(one.excluded?.until ?? null),
      ]),
      'Every target of every plan is verified, or had nothing to be done.',
    ),
    '### Verified, with the key that marks each effect outside',
    '',
    ...table(
      ['step', 'target', 'key', 'attempts', 'record'],
      changed.map((one) => [
        code(one.step),
        code(one.name),
        code(one.key),
        `${one.attempts}`,
        record(one.seq),
      ]),
      'Nothing was changed and verified.',
    ),
  ];
}

function effectRow(row: EffectRow): string[] {
  return [
    code(row.step),
    prose(row.title),
    code(row.action),
    row.direction === 'undo' ? `${row.state} (taking back)` : row.state,
    `${row.targets}`,
    `${row.verified}`,
    `${row.satisfied}`,
    strong(row.failed),
    strong(row.unknown),
    strong(row.waiting),
    strong(row.excluded),
    row.first === null ? 'never begun' : `${record(row.first)} to ${record(row.last)}`,
    code(row.note),
  ];
}

function strong(count: number): string {
  return count === 0 ? '0' : `**${count}**`;
}
