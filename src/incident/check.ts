import { contestedPairs, disagreements, distinctPairs, pairsOnlyIn } from './disagreement.ts';
import type { Disagreement } from './disagreement.ts';
import { importList } from './import.ts';
import type { ListFile } from './import.ts';
import { byCodeUnit } from './order.ts';
import type { EntryCounts, LinesApart, ListReading, NeverMatch, NotUnderstood } from './reading.ts';

/** The account of one list. */
export interface CheckedFile {
  readonly path: string;
  readonly name: string;
  readonly format: string;
  readonly digest: string;
  readonly entries: EntryCounts;
  /** Lines that are no entries. */
  readonly apart: LinesApart;
  readonly pairs: number;
  readonly ranges: number;
  readonly indicators: number;
  /** Pairs that not every vendor the list names itself states. */
  readonly contested: number;
  /** Pairs that no other of the lists states. */
  readonly onlyHere: number;
  readonly notUnderstood: readonly NotUnderstood[];
  readonly neverMatches: readonly NeverMatch[];
  readonly neverMatchesTotal: number;
  /** Top-level keys of a JSON list in which no entries were looked for. */
  readonly notRead: readonly string[];
}

/** Result of `incident check`. */
export interface IncidentCheck {
  readonly files: readonly CheckedFile[];
  /** Distinct over all files. */
  readonly pairs: number;
  readonly byEcosystem: Readonly<Record<string, number>>;
  readonly disagreements: readonly Disagreement[];
}

/** Imports lists without opening an incident and says what became of every entry. Throws as importList does. */
export function checkLists(
  files: readonly (ListFile & { readonly path: string })[],
): IncidentCheck {
  const readings = files.map((file) => ({ path: file.path, reading: importList(file) }));
  return checkReadings(readings);
}

/** The same for lists that are imported already. */
function checkReadings(files: readonly { path: string; reading: ListReading }[]): IncidentCheck {
  const readings = files.map(({ reading }) => reading);
  const only = pairsOnlyIn(readings);
  const pairs = distinctPairs(readings);
  const counts = new Map<string, number>();
  for (const { ecosystem } of pairs) counts.set(ecosystem, (counts.get(ecosystem) ?? 0) + 1);
  return {
    files: files.map(({ path, reading }, index) => checkedFile(path, reading, only[index] ?? 0)),
    pairs: pairs.length,
    byEcosystem: Object.fromEntries([...counts].toSorted(([a], [b]) => byCodeUnit(a, b))),
    disagreements: disagreements(readings),
  };
}

function checkedFile(path: string, reading: ListReading, onlyHere: number): CheckedFile {
  const {
    name,
    format,
    digest,
    entries,
    apart,
    notUnderstood,
    neverMatches,
    neverMatchesTotal,
    notRead,
  } = reading;
  return {
    path,
    name,
    format,
    digest,
    entries,
    apart,
    pairs: reading.pairs.length,
    ranges: reading.ranges.length,
    indicators: reading.indicators.length,
    contested: contestedPairs(reading),
    onlyHere,
    notUnderstood,
    neverMatches,
    neverMatchesTotal,
    notRead,
  };
}
