import type { StatedCommit } from './reference.ts';
import type { Indicator } from './schema.ts';

/** What an entry (a row, a record, a list item) was understood as. The kinds sum to the entries. */
export interface EntryCounts {
  readonly total: number;
  /** A name with at least one exact version, also one that can never match. */
  readonly packages: number;
  /** A name without a version: every version is meant. */
  readonly anyVersion: number;
  /** `*`, a whole scope, or a range. */
  readonly wildcard: number;
  readonly indicator: number;
  readonly notUnderstood: number;
}

/** Lines that are no entries. */
export interface LinesApart {
  readonly headers: number;
  readonly comments: number;
  readonly blank: number;
}

interface Stated {
  /** 1-based line of the first entry that states it; null where the file has no telling lines. */
  readonly line: number | null;
  /** Vendors whom the list itself names for this fact, sorted. */
  readonly vendors: readonly string[];
}

export interface StatedVersion extends Stated {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
}

export interface StatedRange extends Stated {
  readonly ecosystem: string;
  /** A package name, or a pattern for a whole scope (`@antv/*`, see wildcardPrefix). */
  readonly name: string;
  readonly range: string;
}

/** A commit at which a package holds the payload. */
export interface StatedReference extends Stated, StatedCommit {
  readonly ecosystem: string;
  readonly name: string;
  /** The version that bears it; null where the list says of none. */
  readonly version: string | null;
}

export interface StatedIndicator extends Stated {
  readonly kind: Indicator['kind'];
  readonly value: string;
  readonly context: string | null;
}

export interface NotUnderstood {
  readonly line: number | null;
  /** As it stands in the file, cut to 200 characters. */
  readonly text: string;
  readonly reason: string;
}

export interface NeverMatch {
  readonly line: number | null;
  readonly name: string;
  readonly reason: string;
}

/** What one list states, and what became of each of its entries. */
export interface ListFacts {
  readonly entries: EntryCounts;
  readonly apart: LinesApart;
  /** Distinct, sorted by ecosystem, name and version order. */
  readonly pairs: readonly StatedVersion[];
  readonly ranges: readonly StatedRange[];
  readonly references: readonly StatedReference[];
  readonly indicators: readonly StatedIndicator[];
  /** The first 10,000; `entries.notUnderstood` counts all. */
  readonly notUnderstood: readonly NotUnderstood[];
  /** The first 10,000 of `neverMatchesTotal`. */
  readonly neverMatches: readonly NeverMatch[];
  readonly neverMatchesTotal: number;
  /** Top-level keys of a JSON list in which no entries were looked for. */
  readonly notRead: readonly string[];
  /** Earliest time at which a record says it was published, ISO 8601 in UTC. */
  readonly published: string | null;
}

export interface ListReading extends ListFacts {
  readonly name: string;
  /** Format id, more exact than the importer's where a format has dialects (`csv-aggregated`). */
  readonly format: string;
  /** `sha256:` over the file's bytes. */
  readonly digest: string;
}
