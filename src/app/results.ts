import { z } from 'zod';
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
