import { checkName, wildcardPrefix } from '../package/name.ts';
import { checkRange, checkVersion } from '../package/version.ts';
import { indicatorValue } from './indicator.ts';
import type { IndicatorKind } from './indicator.ts';
import { compareIndicators, compareNamed, comparePairs, compareReferences } from './order.ts';
import type {
  ListFacts,
  NeverMatch,
  NotUnderstood,
  StatedIndicator,
  StatedRange,
  StatedReference,
  StatedVersion,
} from './reading.ts';
import type { StatedCommit } from './reference.ts';
import { unspacedRange } from './version-text.ts';
import type { VersionPiece } from './version-text.ts';

/** Rows kept of what a list says that we cannot use; more are only counted. */
const MAX_ROWS = 10_000;

/** One entry about a package, before its ecosystem's rules have looked at it. */
export interface PackageEntry {
  /** purl type; null for a bare name, which is npm's unless it can only be a Go module path. */
  readonly ecosystem: string | null;
  readonly name: string;
  readonly versions: readonly VersionPiece[];
  readonly line: number | null;
  /** The entry as it stands in the file. */
  readonly text: string;
  readonly vendors?: readonly string[];
  /** Commits at which it holds the payload; where one exact version is given, that one bears them. */
  readonly references?: readonly StatedCommit[];
  /** Whether no version is meant, because commits alone are given. */
  readonly commitsOnly?: boolean;
}

export interface IndicatorEntry {
  readonly kind: IndicatorKind;
  readonly value: string;
  readonly context: string | null;
  readonly line: number | null;
  readonly vendors?: readonly string[];
}

interface Stated<T> {
  fact: T;
  vendors: Set<string>;
}

/** Collects what an importer finds, entry by entry, and keeps the account: each entry counts as one kind. */
export class ListBuilder {
  private readonly pairs = new Map<string, Stated<StatedVersion>>();
  private readonly ranges = new Map<string, Stated<StatedRange>>();
  private readonly references = new Map<string, Stated<StatedReference>>();
  private readonly indicators = new Map<string, Stated<StatedIndicator>>();
  private readonly notUnderstoodRows: NotUnderstood[] = [];
  private readonly neverMatches: NeverMatch[] = [];
  private readonly notRead: string[] = [];
  private readonly counts = {
    packages: 0,
    anyVersion: 0,
    wildcard: 0,
    indicator: 0,
    notUnderstood: 0,
  };
  private readonly apart = { headers: 0, comments: 0, blank: 0 };
  private neverMatchesTotal = 0;
  private publishedAt: string | null = null;

  /** Takes one entry about a package: its pairs and ranges, or why it can never match. */
  package(entry: PackageEntry): void {
    const name = entry.name.trim();
    if (name.includes('*')) return this.pattern(entry, name);
    const ecosystem = entry.ecosystem ?? bareEcosystem(name);
    const check = checkName(ecosystem, name);
    if (!check.ok) {
      this.counts.packages += 1;
      return this.never(
        entry.line,
        name,
        check.suggestion === null
          ? check.reason
          : `${check.reason}; did the list mean ${check.suggestion}?`,
      );
    }
    const found = entry.versions.map((piece) => this.version(entry, ecosystem, check.name, piece));
    for (const reference of entry.references ?? [])
      this.reference(entry, ecosystem, check.name, reference);
    if (found.length === 0 && entry.commitsOnly) this.counts.packages += 1;
    else if (found.length === 0) {
      this.range(entry, ecosystem, check.name, '*', entry.vendors);
      this.counts.anyVersion += 1;
    } else if (found.every((kind) => kind === 'range')) this.counts.wildcard += 1;
    else this.counts.packages += 1;
  }

  /** Takes one entry that is a sign of the payload. */
  indicator(entry: IndicatorEntry): void {
    this.counts.indicator += 1;
    const value = indicatorValue(entry.kind, entry.value);
    const { kind, context, line } = entry;
    state(
      this.indicators,
      [kind, value],
      { kind, value, context, line, vendors: [] },
      entry.vendors,
    );
  }

  /** Takes one entry that we make nothing of, with the reason a person needs to mend it. */
  notUnderstood(line: number | null, text: string, reason: string): void {
    this.counts.notUnderstood += 1;
    if (this.notUnderstoodRows.length < MAX_ROWS)
      this.notUnderstoodRows.push({ line, text: text.trim().slice(0, 200), reason });
  }

  /** Counts a line that is no entry. */
  skip(what: keyof ListFacts['apart'], count = 1): void {
    this.apart[what] += count;
  }

  /** Names a key of a JSON list in which no entries were looked for. */
  leftUnread(key: string): void {
    if (this.notRead.length < 100 && !this.notRead.includes(key)) this.notRead.push(key);
  }

  /** Notes when a record says it was published; the earliest stays. */
  published(text: string): void {
    const time = Date.parse(text);
    if (Number.isNaN(time)) return;
    const iso = new Date(time).toISOString();
    if (this.publishedAt === null || iso < this.publishedAt) this.publishedAt = iso;
  }

  /** Entries taken so far. */
  get total(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  /** The list's facts, sorted, so that the order of a file's rows does not show. */
  finish(): ListFacts {
    return {
      entries: { total: this.total, ...this.counts },
      apart: { ...this.apart },
      pairs: settle(this.pairs).toSorted(comparePairs),
      ranges: settle(this.ranges).toSorted(compareNamed),
      references: settle(this.references).toSorted(compareReferences),
      indicators: settle(this.indicators).toSorted(compareIndicators),
      notUnderstood: this.notUnderstoodRows,
      neverMatches: this.neverMatches,
      neverMatchesTotal: this.neverMatchesTotal,
      notRead: this.notRead,
      published: this.publishedAt,
    };
  }

  private version(
    entry: PackageEntry,
    ecosystem: string,
    name: string,
    piece: VersionPiece,
  ): 'pair' | 'range' | 'never' {
    const vendors = piece.vendors ?? entry.vendors;
    const ends = piece.range ? null : unspacedRange(piece.text);
    if (ends !== null) {
      this.never(
        entry.line,
        `${name}@${piece.text}`,
        `reads as one pre-release; was a range meant? Then write >=${ends.from} <=${ends.to}`,
      );
      return 'never';
    }
    const check = piece.range
      ? checkRange(ecosystem, piece.text)
      : checkVersion(ecosystem, piece.text);
    if (!check.ok) {
      this.never(entry.line, `${name}@${piece.text}`, check.reason);
      return 'never';
    }
    if ('range' in check) {
      this.range(entry, ecosystem, name, check.range, vendors);
      return 'range';
    }
    const { version } = check;
    state(
      this.pairs,
      [ecosystem, name, version],
      { ecosystem, name, version, line: entry.line, vendors: [] },
      vendors,
    );
    return 'pair';
  }

  private pattern(entry: PackageEntry, name: string): void {
    const prefix = wildcardPrefix(name);
    const ecosystem = entry.ecosystem ?? bareEcosystem(`${prefix ?? ''}x`);
    if (prefix === null || !checkName(ecosystem, `${prefix}x`).ok) {
      return this.notUnderstood(
        entry.line,
        entry.text,
        'a * in a name is understood only as a whole scope: @scope/*',
      );
    }
    const ranges = entry.versions.map((piece) => piece.text);
    for (const range of ranges.length === 0 ? ['*'] : ranges)
      this.range(entry, ecosystem, name, range, entry.vendors);
    this.counts.wildcard += 1;
  }

  private range(
    entry: PackageEntry,
    ecosystem: string,
    name: string,
    range: string,
    vendors?: readonly string[],
  ): void {
    state(
      this.ranges,
      [ecosystem, name, range],
      { ecosystem, name, range, line: entry.line, vendors: [] },
      vendors,
    );
  }

  /** Which of several versions bears a commit, no entry says. */
  private reference(
    entry: PackageEntry,
    ecosystem: string,
    name: string,
    { commit, since }: StatedCommit,
  ): void {
    const versions = entry.versions.flatMap(({ range, text }) => {
      const check = range ? null : checkVersion(ecosystem, text);
      return check?.ok ? [check.version] : [];
    });
    const [only = null, ...others] = versions;
    const version = others.length > 0 ? null : only;
    state(
      this.references,
      [ecosystem, name, commit, version ?? ''],
      { ecosystem, name, commit, version, since, line: entry.line, vendors: [] },
      entry.vendors,
    );
  }

  private never(line: number | null, name: string, reason: string): void {
    this.neverMatchesTotal += 1;
    if (this.neverMatches.length < MAX_ROWS)
      this.neverMatches.push({ line, name: name.slice(0, 200), reason });
  }
}

/** npm, unless the name is none of npm's and has the shape of a Go module path. */
function bareEcosystem(name: string): string {
  return !checkName('npm', name).ok && name.includes('/') && checkName('golang', name).ok
    ? 'golang'
    : 'npm';
}

function state<T>(
  into: Map<string, Stated<T>>,
  identity: string[],
  fact: T,
  vendors: readonly string[] = [],
): void {
  const key = identity.join('\0');
  const known = into.get(key);
  if (known === undefined) into.set(key, { fact, vendors: new Set(vendors) });
  else for (const vendor of vendors) known.vendors.add(vendor);
}

function settle<T>(stated: ReadonlyMap<string, Stated<T>>): T[] {
  return [...stated.values()].map(({ fact, vendors }) => ({
    ...fact,
    vendors: [...vendors].toSorted(),
  }));
}
