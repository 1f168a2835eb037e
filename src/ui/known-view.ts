import type { KnownExposures } from '../app/results.ts';
import { exposureRow } from './exposure-view.ts';
import { historyLine } from './history-view.ts';
import { plural, tableRows, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

/** Exposures shown of one target; `--json` has all. */
const shown = 6;

/** What the inventory already says of an incident. `news`: whether only what is new in it is told. */
export function knownLines(known: KnownExposures | null, news: boolean): string[] {
  if (known === null)
    return wrapped(
      0,
      paint('dim', 'No inventory yet: nothing is known before a scan (firebreak scan TARGET...).'),
    );
  const { exposures, inventory, targets } = known;
  if (targets.length === 0)
    return wrapped(
      0,
      `In the inventory: nothing${news ? ' new' : ''} in ${lookedText(inventory)}. What it does not know may still be exposed.`,
    );
  const rows = tableRows(2, exposures.map(exposureRow));
  const byTarget = Map.groupBy(exposures, ({ target }) => target);
  const blocks = new Map(exposures.map((exposure, index) => [exposure, rows[index] ?? []]));
  return [
    ...wrapped(
      0,
      `${paint(['bold', 'red'], news ? 'NEWLY EXPOSED' : 'EXPOSED')}  ${plural(targets.length, 'target')} of ${lookedText(inventory)}, told without looking again`,
    ),
    ...targets.flatMap(({ at, name }) => {
      const own = byTarget.get(name) ?? [];
      const more = own.length > shown ? [`  and ${own.length - shown} more`] : [];
      return [
        ...wrapped(0, `${paint('bold', printable(name))}  ${paint('dim', `as of ${minute(at)}Z`)}`),
        ...own.slice(0, shown).flatMap((one) => [...(blocks.get(one) ?? []), ...historyLine(one)]),
        ...more,
      ];
    }),
  ];
}

function lookedText({ history, newest, oldest, targets }: KnownExposures['inventory']): string {
  const looked =
    oldest === null || newest === null ? '' : `, looked at ${spanText(oldest, newest)}`;
  const past = history === 0 ? ', tips alone' : `, ${history} with their history`;
  return `${plural(targets, 'target')} (${targets === 0 ? 'none yet' : `${looked.slice(2)}${past}`})`;
}

function spanText(oldest: string, newest: string): string {
  const [from, to] = [minute(oldest), minute(newest)];
  return from === to ? `${from}Z` : `${from}Z to ${to}Z`;
}

function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
