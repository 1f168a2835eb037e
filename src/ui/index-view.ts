import type {
  IndexConcentrationResult,
  IndexFindResult,
  IndexForgetResult,
  IndexStatsResult,
} from '../app/index-results.ts';
import { labelled, plural, table, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

type Known = IndexFindResult['inventory'];

const hang = 12;
/** How much the inventory holds. */
export function statsText(stats: IndexStatsResult): string {
  const { artefacts, bytes, bytesPerPair, ecosystems, pairs, parts, statements } = stats;
  const each = bytesPerPair === null ? '' : ` (${bytesPerPair.toFixed(2)} a pair)`;
  const unheld =
    artefacts.unheld === 0 ? '' : `, and ${number(artefacts.unheld)} that nothing holds any more`;
  const troubled =
    stats.partsWithProblems === 0
      ? ''
      : `, ${number(stats.partsWithProblems)} of them not read in full`;
  const lines = [
    paint('bold', printable(stats.file)),
    ...labelled(2, 'targets', hang, number(stats.targets)),
    ...labelled(2, 'parts', hang, `${number(parts)}${troubled}`),
    ...labelled(2, 'looked at', hang, looksText(stats)),
    ...labelled(2, 'history', hang, reachText(stats)),
    ...labelled(2, 'artefacts', hang, `${number(artefacts.held)}${unheld}`),
    ...labelled(
      2,
      'statements',
      hang,
      `${number(statements.packages)} of packages, ${number(statements.requests)} of what is asked for without a lock`,
    ),
    ...labelled(2, 'pairs', hang, `${number(pairs)} of an artefact and a package`),
    ...labelled(2, 'bytes', hang, `${number(bytes)}${each}`),
    '',
    ...table(2, [
      ['ecosystem', 'names', 'statements'].map((head) => paint('dim', head)),
      ...ecosystems.map((one) => [
        printable(one.ecosystem),
        number(one.names),
        number(one.statements),
      ]),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The packages most hangs on. */
export function concentrationText(result: IndexConcentrationResult): string {
  const { by, inventory, packages, total, weighed } = result;
  const isWeighed = weighed.targets > 0;
  const head = ['package', 'repositories', 'artefacts', 'versions'];
  const rows = packages.map((one) => [
    `${printable(one.name)} ${paint('dim', printable(one.ecosystem))}`,
    `${number(one.repositories)} (${(one.share * 100).toFixed(1)} %)`,
    number(one.artefacts),
    number(one.versions),
    ...(isWeighed ? [pathsText(one.paths ?? 0), number(one.dominates ?? 0)] : []),
  ]);
  if (by !== 'repositories' && !isWeighed)
    return `${[
      ...wrapped(0, `Nothing is known of ${by} yet: scan with --weigh first.`),
      ...knownLines(inventory),
    ].join('\n')}\n`;
  const gap =
    weighed.targets === weighed.of || !isWeighed
      ? []
      : wrapped(
          0,
          paint(
            'yellow',
            `Paths and dominators are known of ${number(weighed.targets)} of ${plural(weighed.of, 'target')} alone: scan the others again with --weigh.`,
          ),
        );
  const lines = [
    ...wrapped(
      0,
      `${paint('bold', `By ${by}`)}: ${number(packages.length)} of ${plural(total, 'external package')}`,
    ),
    ...table(2, [
      [...head, ...(isWeighed ? ['paths', 'dominates'] : [])].map((word) => paint('dim', word)),
      ...rows,
    ]),
    ...gap,
    ...knownLines(inventory),
  ];
  return `${lines.join('\n')}\n`;
}

/** What was forgotten, and what is left. */
export function forgetText({
  artefacts,
  bytes,
  left,
  statements,
  targets,
}: IndexForgetResult): string {
  if (targets.length === 0)
    return `${[...wrapped(0, 'Nothing to forget.'), ...knownLines(left)].join('\n')}\n`;
  const names = targets.slice(0, 8).map(printable).join(', ');
  const more = targets.length > 8 ? ` and ${targets.length - 8} more` : '';
  const lines = [
    ...wrapped(0, `Forgot ${plural(targets.length, 'target')}: ${names}${more}`),
    ...wrapped(
      2,
      `with ${plural(artefacts, 'artefact')} and ${plural(statements, 'statement')} that nothing else held${bytes === 0 ? '' : `; the file is ${plural(bytes, 'byte')} smaller`}`,
    ),
    ...knownLines(left),
  ];
  return `${lines.join('\n')}\n`;
}

/** What an answer rests on: what was never looked at was not found for that reason alone. */
export function knownLines(known: Known): string[] {
  if (known.targets === 0) return wrapped(0, paint('dim', 'The inventory knows no target.'));
  return wrapped(
    0,
    paint(
      'dim',
      `The inventory knows ${plural(known.targets, 'target')}, looked at ${looksText({ looks: known.looks })}; ${reachText(known)}.`,
    ),
  );
}

function looksText({ looks }: Pick<Known, 'looks'>): string {
  const { newest, oldest } = looks;
  if (oldest === null || newest === null) return 'never';
  const [from, to] = [minute(oldest), minute(newest)];
  return from === to ? from : `between ${from} and ${to}`;
}

function reachText({ historyLooks, looks, reach }: Known): string {
  const { history, tips, unknown } = reach;
  const same = historyLooks.oldest === looks.oldest && historyLooks.newest === looks.newest;
  const since = same ? '' : ` (looked at ${looksText({ looks: historyLooks })})`;
  const parts = [
    history > 0 ? `all history of ${plural(history, 'part')}${since}` : '',
    tips > 0 ? `the tips alone of ${plural(tips, 'part')}` : '',
    unknown > 0 ? `${plural(unknown, 'part')} of which it is not known how far` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

/** `2026-11-20 21:56Z`, of a time in ISO 8601. */
export function minute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')}Z`;
}

function pathsText(paths: number): string {
  return paths >= Number.MAX_SAFE_INTEGER ? 'very many' : number(paths);
}

function number(value: number): string {
  return value.toLocaleString('en');
}
