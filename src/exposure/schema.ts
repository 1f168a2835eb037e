import { z } from 'zod';
import { Coverage } from './coverage-schema.ts';
import { ExposureHistory } from './history/schema.ts';

export { Coverage, CoverageProblem } from './coverage-schema.ts';

/** What a target, or a whole scan, comes to. */
export const Verdict = z.enum(['exposed', 'possibly-exposed', 'not-exposed', 'unknown']);
export type Verdict = z.infer<typeof Verdict>;

/** How sure we are that the code ran, surest first. */
export const Grade = z.enum(['ran', 'installed', 'cached', 'locked', 'resolvable']);
export type Grade = z.infer<typeof Grade>;

export const MatchedBy = z.enum(['version', 'integrity', 'git-commit', 'range', 'indicator']);
export type MatchedBy = z.infer<typeof MatchedBy>;

/**
 * What of the incident a match answers to, more exactly than `matchedBy` says: a version, a range, every version of a
 * package, a whole scope, an archive's hash, a commit sought anywhere, one given for the package, an archive's address.
 */
export const MatchKind = z.enum([
  'version',
  'range',
  'any-version',
  'whole-scope',
  'integrity',
  'commit',
  'reference',
  'url',
]);
export type MatchKind = z.infer<typeof MatchKind>;

export const RefClass = z.enum(['default', 'branch', 'worktree', 'pull', 'tag', 'other']);

export const ExposedRef = z.strictObject({
  name: z.string(),
  class: RefClass,
  /** The commit the ref points at; null for a work tree. */
  commit: z.string().nullable(),
  /** Committer time of that commit. */
  committedAt: z.iso.datetime().nullable(),
});
export type ExposedRef = z.infer<typeof ExposedRef>;

/** A compromised package in a sighting: one row per target, path, package and way of matching. */
export const Exposure = z.strictObject({
  /** SHA-256 of target, path, purl and matchedBy: the same exposure keeps it from scan to scan. */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  package: z.strictObject({ purl: z.string(), name: z.string(), version: z.string() }),
  matchedBy: MatchedBy,
  /** Absent in scans kept by earlier versions. */
  match: z
    .strictObject({
      kind: MatchKind,
      /** What the incident states. */
      stated: z.string(),
      /** What of the package was held against it, where that is not its version. */
      compared: z.string().nullable(),
    })
    .optional(),
  grade: Grade,
  /**
   * Of grade `resolvable` alone: what is asked for, and which compromised versions that lets in, none where a range is
   * sought. The package's version is then what is asked for, and its purl has none.
   */
  request: z
    .strictObject({
      ranges: z.array(z.string()),
      admits: z.array(z.string()),
      /** Whether an install, run while a compromised version could be had, would have taken it. */
      answer: z.enum(['would', 'cannot-say']).optional(),
      /** A sentence without a full stop. */
      reason: z.string().optional(),
      /** What keeps the client from versions that are too new, as it is written, and where that stands. */
      cooldown: z.strictObject({ stated: z.string(), at: z.string() }).optional(),
      /** The commands that ask for it, where no manifest does. */
      commands: z.array(z.string()).optional(),
    })
    .optional(),
  target: z.string(),
  place: z.strictObject({
    path: z.string(),
    lines: z.array(z.number().int()),
    /** Strongest class first. None where commits of the past alone hold it. */
    refs: z.array(ExposedRef),
    /** First and last commit that hold it, by committer time. Known only when history was read. */
    firstCommit: z.string().nullable(),
    lastCommit: z.string().nullable(),
    layer: z.string().nullable(),
    cacheKey: z.string().nullable(),
    /**
     * Other lockfiles of the project in the same directory. `wins`: its manager reads that one and passes this one over;
     * `loses`: the other way round; `other-manager`: another manager wrote it.
     */
    beside: z
      .array(
        z.strictObject({
          path: z.string(),
          relation: z.enum(['wins', 'loses', 'other-manager']),
        }),
      )
      .optional(),
    /** Where the package comes from, when most of the file's packages come from another registry. */
    registry: z.strictObject({ own: z.string(), most: z.string() }).optional(),
  }),
  window: z.strictObject({
    /**
     * Earliest and latest committer time of the commits that hold it, where history was read, else of the ref tips;
     * null where only a work tree does.
     */
    firstSeen: z.iso.datetime().nullable(),
    lastSeen: z.iso.datetime().nullable(),
    /**
     * `inside`: certainly there while the versions could be installed. `outside`: certainly not, which only history that
     * was read whole for that time can tell.
     */
    overlap: z.enum(['inside', 'outside', 'unknown']),
    /** The strongest class of place that holds it now. */
    live: z.enum(['default', 'branch', 'worktree', 'pull', 'tag', 'none']),
  }),
  dependency: z.strictObject({
    direct: z.boolean().nullable(),
    scope: z.enum(['prod', 'peer', 'optional', 'dev', 'unknown']),
    importers: z.array(z.string()),
    /** Shortest paths, importer first, the package last. */
    paths: z.array(z.array(z.string())),
    /** A decimal integer: it outgrows a double. */
    pathsTotal: z.string().regex(/^\d+$/),
    /** Packages that every path goes through. */
    dominators: z.array(z.string()),
    /** Direct dependencies that must move. */
    bump: z.array(z.string()),
    /** Names under which the manifests ask for what `bump` names, where these are others. */
    aliases: z.array(z.strictObject({ alias: z.string(), name: z.string() })).optional(),
    /** What is not whole because the graph is too intricate to search to its end. */
    cutShort: z.array(z.enum(['paths', 'dominators'])).optional(),
  }),
  /** Where history was read, what its commits say. */
  history: ExposureHistory.optional(),
  /** Lists that name it, each with the vendors it names itself. */
  statedBy: z.record(z.string(), z.array(z.string())),
  /** Of contents of the past some; `history.artefacts` counts all. */
  evidence: z.array(z.strictObject({ digest: z.string(), reader: z.string(), source: z.string() })),
});
export type Exposure = z.infer<typeof Exposure>;

/** A package that bears a sought name and version, and that a rule told apart from the compromised one. */
export const RuledOut = z.strictObject({
  target: z.string(),
  path: z.string(),
  lines: z.array(z.number().int()),
  package: z.strictObject({ purl: z.string(), name: z.string(), version: z.string() }),
  rule: z.enum([
    'workspace',
    'directory',
    'private-registry',
    'placeholder',
    'reference',
    // Asked for, and not what the request would have become: its version is what is asked for.
    'resolution',
  ]),
  why: z.string(),
  /** What was looked at to tell. */
  compared: z.string(),
});
export type RuledOut = z.infer<typeof RuledOut>;

/**
 * An indicator that was found, other than by a package: one row per target, indicator and path. `certain`: the content
 * sought, the commit sought, or a file that acts by itself as the payload does and names what the incident names; `likely`:
 * a path that somebody chose, a configuration that acts by itself, a commit by a named author during the window; `weak`: a
 * name that ordinary projects have, or an author named at another time.
 */
export const Sign = z.strictObject({
  /** SHA-256 of target, path, commit, indicator and strength: the same sign keeps it from scan to scan. */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  target: z.string(),
  indicator: z.strictObject({
    kind: z.string(),
    value: z.string(),
    statedBy: z.record(z.string(), z.array(z.string())),
  }),
  place: z.strictObject({
    /** Null for a sign in a commit itself. */
    path: z.string().nullable(),
    /** The commit that is the sign; the first of several. */
    commit: z.string().nullable(),
    /** Strongest class first. */
    refs: z.array(ExposedRef),
    /** Known only when history was read: the first and the last commit that holds it. */
    firstCommit: z.string().nullable(),
    lastCommit: z.string().nullable(),
    /** Paths, or commits, of this sign that have no row of their own. */
    others: z.number().int(),
  }),
  window: Exposure.shape.window,
  matched: z.strictObject({
    by: z.enum(['digest', 'path', 'workflow-name', 'commit', 'author', 'committer']),
    compared: z.string(),
    /** What the file does by itself, with the command; null where nothing, or where it was not read. */
    behaviour: z
      .strictObject({
        does: z.string(),
        command: z.string().nullable(),
        names: z.string().nullable(),
      })
      .nullable(),
  }),
  strength: z.enum(['certain', 'likely', 'weak']),
  /** Why it is that strong, a sentence without a full stop. */
  why: z.string(),
  evidence: z.array(z.strictObject({ digest: z.string(), source: z.string() })),
});
export type Sign = z.infer<typeof Sign>;

export const TargetVerdict = z.strictObject({
  name: z.string(),
  kind: z.enum(['repository', 'directory']),
  verdict: Verdict,
  /** Rows, those of the past that count for no verdict among them. */
  exposures: z.number().int(),
  /** Why it is not exposed, or why nobody can say. */
  reason: z.string().nullable(),
});
export type TargetVerdict = z.infer<typeof TargetVerdict>;

/** What a scan found, as `scan --json` and `exposure show --json` print it and as it is kept. */
export const ExposureMap = z.strictObject({
  /** Null for a scan without an incident. */
  incident: z
    .strictObject({
      id: z.string(),
      title: z.string(),
      listDigest: z.string(),
      /** Compromised versions: pairs of a name and a version. */
      packages: z.number().int(),
      /** Ranges, whole scopes and names without a version. */
      ranges: z.number().int(),
      window: z.strictObject({
        from: z.iso.datetime().nullable(),
        to: z.iso.datetime().nullable(),
        estimated: z.boolean(),
        source: z.string(),
      }),
    })
    .nullable(),
  scan: z.strictObject({
    /** Number within the incident; null where it was not kept. */
    number: z.number().int().nullable(),
    at: z.iso.datetime(),
    /** The TARGET arguments. */
    arguments: z.array(z.string()),
    /** Where relative ones lead from. */
    directory: z.string(),
    refs: z.enum(['head', 'branches', 'all']),
    /** Whether history was read: what refs lead to, or also what none does. Absent where tips alone were. */
    history: z.enum(['reachable', 'all']).optional(),
    /** Registries that were named as private. */
    privateRegistries: z.array(z.string()).optional(),
    /** That registries were asked what they know of packages that are sought. Absent where none was. */
    registriesAsked: z.literal(true).optional(),
  }),
  verdict: Verdict,
  targets: z.array(TargetVerdict),
  exposures: z.array(Exposure),
  /** Sorted by target, path and purl. Absent in scans kept by earlier versions. */
  ruledOut: z.array(RuledOut).optional(),
  /** Sorted by target, strength, indicator and path. Absent in scans kept by earlier versions. */
  signs: z.array(Sign).optional(),
  coverage: Coverage,
  /** What to do next, in the order in which it must happen. */
  next: z.array(z.string()),
});
export type ExposureMap = z.infer<typeof ExposureMap>;
