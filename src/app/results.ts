import { z } from 'zod';
import { Exposure } from '../exposure/schema.ts';
import { Indicator, ListRecord, Window } from '../incident/schema.ts';

/** `incident open --json` and `incident show --json`. */
export const IncidentSummary = z.strictObject({
  id: z.string(),
  title: z.string(),
  severity: z.number().int().nullable(),
  commander: z.string().nullable(),
  openedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  window: Window,
  /** `sha256:` over what is stated, whoever states it. */
  listDigest: z.string(),
  pairs: z.number().int(),
  packages: z.number().int(),
  byEcosystem: z.record(z.string(), z.number().int()),
  ranges: z.number().int(),
  /** By kind. */
  indicators: z.record(z.string(), z.number().int()),
  lists: z.array(ListRecord),
  /** Scans kept. */
  scans: z.number().int(),
});
export type IncidentSummary = z.infer<typeof IncidentSummary>;

/** What the inventory says of an incident, without looking at anything again. */
export const KnownExposures = z.strictObject({
  /** What it knows at all: what it does not know it cannot call clear. */
  inventory: z.strictObject({
    targets: z.number().int(),
    oldest: z.string().nullable(),
    newest: z.string().nullable(),
    /** Parts of targets of which the history is known. */
    history: z.number().int(),
    /** When these were last looked at: a look at tips may be newer. */
    historyLooks: z.strictObject({
      oldest: z.string().nullable(),
      newest: z.string().nullable(),
    }),
  }),
  targets: z.array(
    z.strictObject({
      name: z.string(),
      place: z.string(),
      /** By what is known of it: `not-exposed` where it held something only when that could be installed no more. */
      verdict: z.enum(['exposed', 'possibly-exposed', 'not-exposed']),
      /** When it was last looked at: of the parts that hold it, the one that was so longest ago. */
      at: z.string(),
      /** Rows, those of the past that count for no verdict among them. */
      exposures: z.number().int(),
    }),
  ),
  /** Without lines and paths, which only a scan gives. */
  exposures: z.array(Exposure),
});
export type KnownExposures = z.infer<typeof KnownExposures>;

/** `incident open --json`. */
export const IncidentOpened = IncidentSummary.extend({
  /** Null where there is no inventory. */
  known: KnownExposures.nullable(),
});
export type IncidentOpened = z.infer<typeof IncidentOpened>;

/** `incident update --json`: the incident afterwards, and what is new in it. */
export const IncidentUpdate = IncidentSummary.extend({
  added: z.strictObject({
    pairs: z.array(z.string()),
    packages: z.array(z.string()),
    ranges: z.array(z.strictObject({ purl: z.string(), range: z.string() })),
    /** Commits of packages. */
    references: z.array(z.strictObject({ purl: z.string(), commit: z.string() })),
    indicators: z.array(z.strictObject({ kind: Indicator.shape.kind, value: z.string() })),
    /** Pairs that no list states any more; they are kept. */
    retracted: z.array(z.string()),
  }),
  /** Whether the last scan was matched against an older list. */
  scanAgain: z.boolean(),
  /** What is new in the inventory by what is new in the lists; null where there is no inventory. */
  known: KnownExposures.nullable(),
});
export type IncidentUpdate = z.infer<typeof IncidentUpdate>;

/** `incident list --json`. */
export const IncidentListing = z.strictObject({
  incidents: z.array(IncidentSummary),
  unreadable: z.array(z.strictObject({ id: z.string(), message: z.string() })),
});
export type IncidentListing = z.infer<typeof IncidentListing>;

const line = z.number().int().nullable();

/** `incident check --json`. */
export const IncidentCheckResult = z.strictObject({
  files: z.array(
    z.strictObject({
      path: z.string(),
      name: z.string(),
      format: z.string(),
      digest: z.string(),
      /** The five kinds sum to `total`. */
      entries: z.strictObject({
        total: z.number().int(),
        packages: z.number().int(),
        anyVersion: z.number().int(),
        wildcard: z.number().int(),
        indicator: z.number().int(),
        notUnderstood: z.number().int(),
      }),
      apart: z.strictObject({
        headers: z.number().int(),
        comments: z.number().int(),
        blank: z.number().int(),
      }),
      pairs: z.number().int(),
      ranges: z.number().int(),
      indicators: z.number().int(),
      contested: z.number().int(),
      onlyHere: z.number().int(),
      notUnderstood: z.array(z.strictObject({ line, text: z.string(), reason: z.string() })),
      neverMatches: z.array(z.strictObject({ line, name: z.string(), reason: z.string() })),
      neverMatchesTotal: z.number().int(),
      notRead: z.array(z.string()),
    }),
  ),
  pairs: z.number().int(),
  byEcosystem: z.record(z.string(), z.number().int()),
  disagreements: z.array(
    z.strictObject({ purl: z.string(), in: z.array(z.string()), notIn: z.array(z.string()) }),
  ),
});
export type IncidentCheckResult = z.infer<typeof IncidentCheckResult>;

/** `inspect --json`. */
export const InspectResult = z.strictObject({
  artefact: z.strictObject({
    path: z.string(),
    format: z.string(),
    formatVersion: z.string(),
    digest: z.string(),
    reader: z.string(),
  }),
  packages: z.array(
    z.strictObject({
      purl: z.string(),
      ecosystem: z.string(),
      name: z.string(),
      version: z.string(),
      direct: z.boolean().nullable(),
      scope: z.enum(['prod', 'peer', 'optional', 'dev', 'unknown']),
      marks: z.array(z.enum(['bundled', 'config', 'dev', 'optional', 'peer'])),
      source: z.enum(['registry', 'git', 'tarball', 'file', 'workspace']),
      resolved: z.string().nullable(),
      commit: z.string().nullable(),
      integrity: z.string().nullable(),
      lines: z.array(z.number().int()),
    }),
  ),
  edges: z.number().int(),
  problems: z.array(z.strictObject({ code: z.string(), message: z.string(), line })),
});
export type InspectResult = z.infer<typeof InspectResult>;

/** What every command prints under `--json` when it fails. */
export const ErrorResult = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    hint: z.string(),
    exit: z.number().int(),
  }),
});
export type ErrorResult = z.infer<typeof ErrorResult>;
