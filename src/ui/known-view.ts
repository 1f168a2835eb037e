import type { KnownExposures } from '../app/results.ts';
import type { Exposure } from '../exposure/schema.ts';
import { exposureRow } from './exposure-view.ts';
import { historyLine } from './history-view.ts';
import { plural, table, tableRows, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

/** Targets that are shown, exposures of each, and packages where there are more targets than that; `--json` has all. */
const shownTargets = 20;
const shownOfOne = 6;
const shownPackages = 15;

type Target = KnownExposures['targets'][number];

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
  const byTarget = Map.groupBy(exposures, ({ target }) => target);
  const shown = targets.toSorted(byUrgency(byTarget)).slice(0, shownTargets);
  return [
    ...headLines(known, news),
    ...packageLines(known),
    ...targetLines(shown, byTarget),
    ...restLines(targets.length - shown.length),
    ...openLines(exposures),
  ];
}

function headLines({ inventory, targets }: KnownExposures, news: boolean): string[] {
  const count = (verdict: Target['verdict']): number =>
    targets.filter((target) => target.verdict === verdict).length;
  const [exposed, possibly, past] = [
    count('exposed'),
    count('possibly-exposed'),
    count('not-exposed'),
  ];
  const of = `${lookedText(inventory)}, told without looking again`;
  const more = [
    ...(exposed > 0 && possibly > 0 ? [`${plural(possibly, 'target')} possibly`] : []),
    ...(past > 0
      ? [`${plural(past, 'target')} held it only when it could be installed no more`]
      : []),
  ];
  const rest = more.length === 0 ? '' : `; ${more.join(', ')}`;
  const words = exposed > 0 ? 'EXPOSED' : 'POSSIBLY EXPOSED';
  if (exposed + possibly === 0)
    return wrapped(0, `${paint('bold', 'Not exposed')} by what is known: of ${of}${rest}`);
  return wrapped(
    0,
    `${paint(['bold', exposed > 0 ? 'red' : 'yellow'], news ? `NEWLY ${words}` : words)}  ${plural(exposed > 0 ? exposed : possibly, 'target')} of ${of}${rest}`,
  );
}

/** Which packages it is, where targets are too many to be shown one by one. */
function packageLines({ exposures, targets }: KnownExposures): string[] {
  if (targets.length <= shownTargets) return [];
  const held = new Map<string, Set<string>>();
  for (const { package: one, target } of exposures) {
    const name = `${one.name} ${one.version}`;
    held.set(name, (held.get(name) ?? new Set()).add(target));
  }
  const sorted = [...held].toSorted(([a, x], [b, y]) => y.size - x.size || (a < b ? -1 : 1));
  const rest = sorted.length - shownPackages;
  return [
    ...table(
      2,
      sorted
        .slice(0, shownPackages)
        .map(([name, own]) => [printable(name), `in ${plural(own.size, 'target')}`]),
    ),
    ...(rest > 0 ? [`  and ${plural(rest, 'other package')}`] : []),
  ];
}

function targetLines(
  targets: readonly Target[],
  byTarget: ReadonlyMap<string, readonly Exposure[]>,
): string[] {
  const shown = targets.map((target) => {
    const own = byTarget.get(target.name) ?? [];
    return { target, few: own.slice(0, shownOfOne), more: own.length - shownOfOne };
  });
  const rows = tableRows(
    2,
    shown.flatMap(({ few }) => few.map(exposureRow)),
  );
  let row = 0;
  return shown.flatMap(({ few, more, target: { at, name, verdict } }) => [
    ...wrapped(
      0,
      `${paint('bold', printable(name))}  ${verdictWords[verdict]}${paint('dim', `as of ${minute(at)}Z`)}`,
    ),
    ...few.flatMap((one) => [...(rows[row++] ?? []), ...historyLine(one)]),
    ...(more > 0 ? [`  and ${more.toLocaleString('en')} more`] : []),
  ]);
}

const verdictWords: Record<Target['verdict'], string> = {
  exposed: '',
  'possibly-exposed': 'possibly  ',
  'not-exposed': 'at another time alone  ',
};

function restLines(rest: number): string[] {
  if (rest <= 0) return [];
  return wrapped(
    0,
    `and ${plural(rest, 'more target')}: --json lists all, and so does \`firebreak index find NAME@VERSION --json\` of one package.`,
  );
}

/** What a range would have become is worked out from the list alone: a scan knows more. */
function openLines(exposures: readonly Exposure[]): string[] {
  if (!exposures.some(({ grade }) => grade === 'resolvable')) return [];
  return wrapped(
    0,
    paint(
      'yellow',
      'What ranges and commands would have become is told from the list alone: overrides, cooldowns and registries were not asked. A scan does (--ask-registry).',
    ),
  );
}

const verdicts: readonly Target['verdict'][] = ['exposed', 'possibly-exposed', 'not-exposed'];
const live: readonly Exposure['window']['live'][] = [
  'default',
  'branch',
  'worktree',
  'pull',
  'tag',
  'none',
];

/** What is exposed for certain comes first, then what counts for more holds it, then by name. */
function byUrgency(
  byTarget: ReadonlyMap<string, readonly Exposure[]>,
): (a: Target, b: Target) => number {
  const ranks = new Map<string, number>();
  for (const [name, own] of byTarget) {
    let least = live.length;
    for (const { window } of own) least = Math.min(least, live.indexOf(window.live));
    ranks.set(name, least);
  }
  const rankOf = ({ name, verdict }: Target): number =>
    verdicts.indexOf(verdict) * live.length * 2 + (ranks.get(name) ?? live.length);
  return (a, b) => rankOf(a) - rankOf(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

function lookedText(inventory: KnownExposures['inventory']): string {
  const { history, newest, oldest, targets } = inventory;
  const looked =
    oldest === null || newest === null ? '' : `, looked at ${spanText(oldest, newest)}`;
  const past =
    history === 0 ? ', tips alone' : `, ${history} with their history${sinceText(inventory)}`;
  return `${plural(targets, 'target')} (${targets === 0 ? 'none yet' : `${looked.slice(2)}${past}`})`;
}

/** Where tips were looked at since, what is known of history is older than the rest. */
function sinceText({ historyLooks, newest, oldest }: KnownExposures['inventory']): string {
  const { newest: to, oldest: from } = historyLooks;
  if (from === null || to === null || (from === oldest && to === newest)) return '';
  return ` as of ${spanText(from, to)}`;
}

function spanText(oldest: string, newest: string): string {
  const [from, to] = [minute(oldest), minute(newest)];
  return from === to ? `${from}Z` : `${from}Z to ${to}Z`;
}

function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
