import type { IncidentListing, IncidentSummary, IncidentUpdate } from '../app/results.ts';
import { knownLines } from './known-view.ts';
import { labelled, plural, table, wrapped } from './layout.ts';
import { windowText } from './map-view.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

const hang = 12;

/** An incident in a screenful. */
export function incidentText(incident: IncidentSummary): string {
  const window = windowText(incident.window);
  const title = incident.title === incident.id ? '' : `  ${printable(incident.title)}`;
  const severity = incident.severity === null ? '' : `  severity ${incident.severity}`;
  return `${[
    ...wrapped(0, `${paint('bold', printable(incident.id))}${title}${severity}`),
    ...labelled(
      2,
      'window',
      hang,
      window === null ? 'not stated' : `${window}: ${printable(incident.window.source)}`,
    ),
    ...(incident.commander === null
      ? []
      : labelled(2, 'commander', hang, printable(incident.commander))),
    ...labelled(2, 'packages', hang, statedText(incident)),
    ...(Object.keys(incident.indicators).length === 0
      ? []
      : labelled(2, 'indicators', hang, kindsText(incident.indicators))),
    ...labelled(2, 'digest', hang, incident.listDigest),
    ...labelled(2, 'scans', hang, String(incident.scans)),
    '  lists',
    ...table(
      4,
      incident.lists.map((list) => [
        printable(list.name),
        list.format,
        plural(list.entries, 'entry', 'entries'),
        plural(list.pairs, 'pair'),
        oddText(list) === '' ? list.digest.slice(0, 19) : paint('yellow', oddText(list)),
      ]),
    ),
  ].join('\n')}\n`;
}

/** What of a list nobody looks for. */
function oddText({
  neverMatches,
  notUnderstood,
}: Pick<IncidentSummary['lists'][number], 'neverMatches' | 'notUnderstood'>): string {
  return [
    ...(notUnderstood > 0 ? [`${notUnderstood.toLocaleString('en')} not understood`] : []),
    ...(neverMatches > 0 ? [`${neverMatches.toLocaleString('en')} never match`] : []),
  ].join(', ');
}

/** What an update brought, and nothing else. */
export function updateText(update: IncidentUpdate): string {
  const { added, id, scanAgain } = update;
  const news = [
    ...section('pair', added.pairs),
    ...section(
      'range',
      added.ranges.map(({ purl, range }) => `${purl} ${range}`),
    ),
    ...section(
      'commit',
      added.references.map(({ commit, purl }) => `${purl} at ${commit}`),
    ),
    ...section(
      'indicator',
      added.indicators.map(({ kind, value }) => `${kind} ${value}`),
    ),
    ...(added.retracted.length === 0
      ? []
      : [
          paint(
            'yellow',
            `${plural(added.retracted.length, 'pair')} no list states any more (kept)`,
          ),
          ...items(added.retracted),
        ]),
  ];
  const head = `${paint('bold', printable(id))}  ${plural(update.pairs, 'pair')} in ${plural(update.packages, 'package')}`;
  const next = scanAgain
    ? [
        '',
        'The last scan did not look for all of this. Next:',
        `  firebreak scan TARGET... --incident ${id}`,
      ]
    : [];
  const isNew = news.length > 0 || (update.known?.targets.length ?? 0) > 0;
  // Where it lies comes before the list of it, which may be long.
  const known = isNew ? [...knownLines(update.known, true), ''] : [];
  return `${[...wrapped(0, head), ...known, ...(news.length === 0 ? ['nothing new'] : news), ...next].join('\n')}\n`;
}

/** The incidents of a data directory. */
export function listingText({ incidents, unreadable }: IncidentListing): string {
  const rows = incidents.map((one) => [
    paint('bold', printable(one.id)),
    plural(one.pairs, 'pair'),
    plural(one.scans, 'scan'),
    one.openedAt.slice(0, 10),
    printable(one.title),
  ]);
  const damaged = unreadable.flatMap(({ id, message }) =>
    wrapped(0, `${paint('yellow', printable(id))}  cannot be read: ${printable(message)}`),
  );
  if (rows.length + damaged.length === 0)
    return 'No incident yet: firebreak incident open ID --from LIST\n';
  return `${[...table(0, rows), ...damaged].join('\n')}\n`;
}

function section(what: string, news: readonly string[]): string[] {
  return news.length === 0 ? [] : [plural(news.length, `new ${what}`), ...items(news)];
}

function items(texts: readonly string[]): string[] {
  return texts.flatMap((text) => wrapped(2, printable(text)));
}

function statedText(incident: IncidentSummary): string {
  const pairs = Object.entries(incident.byEcosystem).map(
    ([ecosystem, number]) => `${number.toLocaleString('en')} ${printable(ecosystem)}`,
  );
  const ranges = incident.ranges === 0 ? '' : `, and ${plural(incident.ranges, 'range')}`;
  return `${plural(incident.pairs, 'compromised version')} of ${plural(incident.packages, 'package')} (${pairs.join(', ')})${ranges}`;
}

function kindsText(indicators: Readonly<Record<string, number>>): string {
  return Object.entries(indicators)
    .map(([kind, number]) => `${number.toLocaleString('en')} ${kind}`)
    .join(', ');
}
