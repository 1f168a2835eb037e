import type { IncidentCheckResult } from '../app/results.ts';
import { labelled, plural, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

type CheckedFile = IncidentCheckResult['files'][number];

const shown = 10;
const hang = 17;

/** The account of lists, file by file, then what they come to together. */
export function checkText({
  byEcosystem,
  disagreements,
  files,
  pairs,
}: IncidentCheckResult): string {
  const ecosystems = Object.entries(byEcosystem).map(
    ([ecosystem, number]) => `${number.toLocaleString('en')} ${printable(ecosystem)}`,
  );
  const lines = [
    ...files.flatMap((file) => [...fileLines(file), '']),
    ...wrapped(
      0,
      `${paint('bold', 'together')}  ${plural(pairs, 'pair')}${ecosystems.length === 0 ? '' : `: ${ecosystems.join(', ')}`}`,
    ),
    ...disagreementLines(disagreements),
  ];
  return `${lines.join('\n')}\n`;
}

function fileLines(file: CheckedFile): string[] {
  const { anyVersion, indicator, notUnderstood, packages, total, wildcard } = file.entries;
  const kinds = [
    [packages, 'with versions'],
    [anyVersion, 'any version'],
    [wildcard, 'wildcard or range'],
    [indicator, indicator === 1 ? 'indicator' : 'indicators'],
    [notUnderstood, 'not understood'],
  ] as const;
  const present = kinds
    .filter(([number]) => number > 0)
    .map(([number, name]) => `${number.toLocaleString('en')} ${name}`);
  return [
    ...wrapped(0, `${paint('bold', printable(file.path))}  ${file.format}`),
    ...labelled(2, 'entries', hang, `${total.toLocaleString('en')}: ${present.join(', ')}`),
    ...labelled(
      2,
      'pairs',
      hang,
      `${file.pairs.toLocaleString('en')}${file.contested === 0 ? '' : `, ${file.contested} not stated by every vendor it names`}`,
    ),
    ...oddLines(
      'not understood',
      notUnderstood,
      file.notUnderstood.map(
        ({ line, reason, text }) => `${lineText(line)}${printable(text)}: ${printable(reason)}`,
      ),
    ),
    ...oddLines(
      'never matches',
      file.neverMatchesTotal,
      file.neverMatches.map(
        ({ line, name, reason }) => `${lineText(line)}${printable(name)}: ${printable(reason)}`,
      ),
    ),
    ...(file.notRead.length === 0
      ? []
      : labelled(2, 'not looked into', hang, file.notRead.map(printable).join(', '))),
  ];
}

function disagreementLines(disagreements: IncidentCheckResult['disagreements']): string[] {
  if (disagreements.length === 0) return [];
  const byPackage = Map.groupBy(disagreements, ({ purl }) => purl.slice(0, purl.lastIndexOf('@')));
  const rows = [...byPackage].map(([name, ofPackage]) => {
    const bySides = Map.groupBy(ofPackage, ({ in: stated, notIn }) => sides(stated, notIn));
    const parts = [...bySides].map(([where, same]) => `${versionsText(same)} ${where}`);
    return `${printable(name)}: ${parts.join('; ')}`;
  });
  return oddLines('packages on which lists disagree', rows.length, rows);
}

function sides(stated: readonly string[], notIn: readonly string[]): string {
  return `in ${stated.map(printable).join(', ')}, not in ${notIn.map(printable).join(', ')}`;
}

/** Versions of purls, as purls write them; of many some, and how many there are besides. */
function versionsText(disagreements: IncidentCheckResult['disagreements']): string {
  const versions = disagreements.map(({ purl }) => purl.slice(purl.lastIndexOf('@') + 1));
  const more = versions.length > 8 ? ` and ${versions.length - 8} more` : '';
  return `${versions.slice(0, 8).map(printable).join(', ')}${more}`;
}

function oddLines(label: string, total: number, items: readonly string[]): string[] {
  if (total === 0) return [];
  const some = items.slice(0, shown).flatMap((item) => wrapped(4, item));
  const more =
    total > shown ? [`    ${paint('dim', `and ${total - shown} more: --json names them`)}`] : [];
  return [`  ${paint('yellow', `${label}: ${total}`)}`, ...some, ...more];
}

function lineText(line: number | null): string {
  return line === null ? '' : `line ${line}: `;
}
