import type { IndexFindResult, IndexFound, IndexHolding } from '../app/index-results.ts';
import { knownLines, minute } from './index-view.ts';
import { plural, table, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

/** Rows of one question, and refs of one row, that are listed; `--json` has all. */
const shownRows = 20;
const shownRefs = 6;

/** Where packages are, question by question, and what the answer rests on. */
export function findText({ found, inventory }: IndexFindResult): string {
  const lines = [...found.flatMap(foundLines), ...knownLines(inventory)];
  return `${lines.join('\n')}\n`;
}

function foundLines({ artefacts, asked, holdings, packages, targets }: IndexFound): string[] {
  if (holdings.length === 0)
    return [...wrapped(0, `${paint('bold', printable(asked))}  not in the inventory`), ''];
  const rows = rowsOf(holdings);
  const rest = rows.length - shownRows;
  return [
    ...wrapped(
      0,
      `${paint('bold', printable(asked))}  in ${plural(targets, 'target')}, ${plural(artefacts, 'artefact')}`,
    ),
    ...(packages.length < 2
      ? []
      : table(
          2,
          packages.map((one) => [
            `${printable(one.name)} ${printable(one.version)}${one.source === 'registry' ? '' : ` (${one.source})`}`,
            `${plural(one.targets, 'target')}, ${plural(one.artefacts, 'artefact')}`,
          ]),
        )),
    ...rows
      .slice(0, shownRows)
      .flatMap((row, index) => [
        ...(rows[index - 1]?.target === row.target
          ? []
          : wrapped(
              0,
              `${paint('bold', printable(row.target))}  ${paint('dim', `as of ${minute(row.at)}`)}`,
            )),
        ...rowLines(row),
      ]),
    ...(rest > 0
      ? wrapped(2, paint('dim', `and ${plural(rest, 'more place')}: --json lists all`))
      : []),
    '',
  ];
}

type Place = NonNullable<IndexHolding['places']>[number];

/** One path of a target, and what it holds there, whichever versions of the file say so. */
interface Row {
  readonly target: string;
  /** The latest look. */
  at: string;
  readonly what: string;
  readonly path: string | null;
  readonly artefacts: Set<string>;
  readonly refs: Set<string>;
  history: NonNullable<Place['history']> | null;
}

/** Versions of one file that hold the same are one row: they differ in nothing that was asked. */
function rowsOf(holdings: readonly IndexHolding[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { artefact, at, places, purls, requests, target } of holdings) {
    const asked = requests.map(
      ({ name, range }) => `${name} asked for as ${range ?? 'any version'}, without a lock`,
    );
    const what = [...purls, ...asked].map(printable).join(', ');
    for (const place of places ?? [null]) {
      const path = place?.path ?? null;
      const key = JSON.stringify([target, what, path]);
      const row: Row = rows.get(key) ?? {
        target,
        at,
        what,
        path,
        artefacts: new Set(),
        refs: new Set(),
        history: null,
      };
      rows.set(key, row);
      if (at > row.at) row.at = at;
      row.artefacts.add(artefact.digest);
      for (const ref of place?.refs ?? []) row.refs.add(ref);
      row.history = together(row.history, place?.history);
    }
  }
  const all = [...rows.values()];
  const order = new Map([...new Set(all.map(({ target }) => target))].map((one, at) => [one, at]));
  return all.toSorted((a, b) => (order.get(a.target) ?? 0) - (order.get(b.target) ?? 0));
}

/** Two versions of a file are held by different commits. A time that is not stated is neither first nor last. */
function together(a: Row['history'], b: Place['history']): Row['history'] {
  if (a === null || b === undefined) return b ?? a;
  return {
    commits: a.commits + b.commits,
    first:
      b.first.at !== null && (a.first.at === null || b.first.at < a.first.at) ? b.first : a.first,
    last: b.last.at !== null && (a.last.at === null || b.last.at > a.last.at) ? b.last : a.last,
    tip: a.tip || b.tip,
  };
}

function rowLines({ artefacts, history, path, refs, what }: Row): string[] {
  const versions = artefacts.size === 1 ? '' : `, ${plural(artefacts.size, 'version')} of it`;
  const where = path === null ? 'where it lies is not known' : `${printable(path)}${versions}`;
  return [
    ...wrapped(2, `${what}  ${where}`),
    ...(refs.size === 0 && history === null
      ? []
      : wrapped(4, [...heldText(refs, history), ...historyText(history)].join('; '))),
  ];
}

function heldText(refs: ReadonlySet<string>, history: Row['history']): string[] {
  const rest = refs.size - shownRefs;
  const names = [...refs].slice(0, shownRefs).map(printable).join(', ');
  if (refs.size > 0)
    return [`held by ${names}${rest > 0 ? ` and ${rest.toLocaleString('en')} more` : ''}`];
  if (history === null) return [];
  return [history.tip ? 'held by a tip' : 'held by no tip now'];
}

function historyText(history: Row['history']): string[] {
  if (history === null) return [];
  const [first, last] = [history.first, history.last].map(
    ({ at, commit }) =>
      `${at === null ? 'a time not stated' : minute(at)} (${commit.slice(0, 12)})`,
  );
  const span = history.commits === 1 ? `of ${first}` : `from ${first} to ${last}`;
  return [`${plural(history.commits, 'commit')} ${span}`];
}
