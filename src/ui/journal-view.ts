import type { JournalShowResult } from '../app/journal-results.ts';
import type { JournalRecord } from '../journal/record.ts';
import { recordWords } from './journal-words.ts';
import { plural, table, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

/** Records for a person, a row each, days apart. Times are UTC. */
export function journalText({ records, run, torn, total }: JournalShowResult): string {
  const count =
    records.length === total
      ? plural(total, 'record')
      : `${records.length} of ${plural(total, 'record')}`;
  const days = Map.groupBy(records, ({ at }) => at.slice(0, 10));
  return `${[
    ...wrapped(0, `${paint('bold', `run ${printable(run)}`)}  ${count}`),
    ...[...days].flatMap(([day, own]) => [paint('dim', `${day} UTC`), ...table(0, own.map(row))]),
    ...(torn === 0
      ? []
      : wrapped(
          0,
          paint(
            'yellow',
            `${plural(torn, 'byte')} without a line end follow: being written right now, or torn.`,
          ),
        )),
  ].join('\n')}\n`;
}

function row(record: JournalRecord): string[] {
  const { actor, at, seq } = record;
  const who = actor.kind === 'script' ? `${actor.id} (script)` : actor.id;
  return [String(seq), at.slice(11, 19), printable(who), printable(recordWords(record))];
}
