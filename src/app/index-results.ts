import { z } from 'zod';

const count = z.number().int().nonnegative();

/** When parts were last looked at. */
const span = z.strictObject({ oldest: z.string().nullable(), newest: z.string().nullable() });

/** What an inventory knows of at all: what it did not look at, it cannot find. */
const known = {
  targets: count,
  looks: span,
  /** Of parts of which all history was looked at: a look at tips may be newer. */
  historyLooks: span,
  /** Parts of targets, by whether their last look went through all history. */
  reach: z.strictObject({ history: count, tips: count, unknown: count }),
};

const FoundPackage = z.strictObject({
  purl: z.string(),
  ecosystem: z.string(),
  name: z.string(),
  version: z.string(),
  source: z.enum(['registry', 'git', 'tarball', 'file', 'workspace']),
  targets: count,
  artefacts: count,
});

const FoundRequest = z.strictObject({
  ecosystem: z.string(),
  name: z.string(),
  /** Null where every version would do. */
  range: z.string().nullable(),
  kind: z.enum(['prod', 'peer', 'optional', 'dev']),
});

const FoundCommit = z.strictObject({
  commit: z.string(),
  /** Its committer's clock; null where it states no time. */
  at: z.string().nullable(),
});
export type FoundCommit = z.infer<typeof FoundCommit>;

const FoundPlace = z.strictObject({
  path: z.string(),
  /** Names that led to it there when the target was last looked at; none where only the past held it. */
  refs: z.array(z.string()),
  /** Commits that hold it there. Absent where history was not looked at. */
  history: z
    .strictObject({
      commits: count,
      first: FoundCommit,
      last: FoundCommit,
      /** Whether a ref's own commit is among them. */
      tip: z.boolean(),
    })
    .optional(),
});
export type FoundPlace = z.infer<typeof FoundPlace>;

const IndexHolding = z.strictObject({
  target: z.string(),
  place: z.string(),
  /** When the part was last looked at. */
  at: z.string(),
  part: z.strictObject({
    key: z.string(),
    kind: z.enum(['files', 'repository']),
    reach: z.enum(['tips', 'history']).nullable(),
  }),
  artefact: z.strictObject({ digest: z.string(), reader: z.string() }),
  /** Where it lies; null where the inventory does not say. */
  places: z.array(FoundPlace).nullable(),
  purls: z.array(z.string()),
  requests: z.array(FoundRequest),
});
export type IndexHolding = z.infer<typeof IndexHolding>;

const IndexFound = z.strictObject({
  asked: z.string(),
  targets: count,
  artefacts: count,
  packages: z.array(FoundPackage),
  holdings: z.array(IndexHolding),
});
export type IndexFound = z.infer<typeof IndexFound>;

/** `index find --json`. */
export const IndexFindResult = z.strictObject({
  inventory: z.strictObject(known),
  found: z.array(IndexFound),
});
export type IndexFindResult = z.infer<typeof IndexFindResult>;

/** `index stats --json`. */
export const IndexStatsResult = z.strictObject({
  file: z.string(),
  ...known,
  parts: count,
  partsWithProblems: count,
  artefacts: z.strictObject({ held: count, unheld: count }),
  statements: z.strictObject({ packages: count, requests: count }),
  pairs: count,
  bytes: count,
  bytesPerPair: z.number().nonnegative().nullable(),
  ecosystems: z.array(z.strictObject({ ecosystem: z.string(), names: count, statements: count })),
});
export type IndexStatsResult = z.infer<typeof IndexStatsResult>;

/** `index concentration --json`. */
export const IndexConcentrationResult = z.strictObject({
  by: z.enum(['repositories', 'paths', 'dominators']),
  inventory: z.strictObject(known),
  /** Targets of which it was taken down what weighs in their lockfiles' graphs, of all. */
  weighed: z.strictObject({ targets: count, of: count }),
  /** External packages there are; those with most come first, and only so many are listed. */
  total: count,
  packages: z.array(
    z.strictObject({
      purl: z.string(),
      ecosystem: z.string(),
      name: z.string(),
      repositories: count,
      /** Of all targets, from 0 to 1. */
      share: z.number().min(0).max(1),
      artefacts: count,
      versions: count,
      /** Null where no graph was taken down. */
      paths: count.nullable(),
      dominates: count.nullable(),
    }),
  ),
});
export type IndexConcentrationResult = z.infer<typeof IndexConcentrationResult>;

/** `index forget --json`. */
export const IndexForgetResult = z.strictObject({
  targets: z.array(z.string()),
  artefacts: count,
  statements: count,
  /** How much smaller the file is. */
  bytes: count,
  left: z.strictObject(known),
});
export type IndexForgetResult = z.infer<typeof IndexForgetResult>;
