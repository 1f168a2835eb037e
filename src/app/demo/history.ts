import { z } from 'zod';

const Step = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/);

/** Who wrote a commit, and when. */
export const Signature = z.strictObject({
  /** `Name <address>`. */
  author: z.string().regex(/^[^<>]+ <[^<>]+>$/),
  /** Author's and committer's time, ISO 8601 in UTC. */
  date: z.iso.datetime(),
});
export type Signature = z.infer<typeof Signature>;

/** One commit of a sample repository: what changed, and what points at it. */
export const Commit = Signature.extend({
  /** Directory with the files that are new or changed. */
  files: Step,
  /** Paths that are gone. */
  delete: z.array(z.string()).default([]),
  message: z.string(),
  /** Branch it lands on; the default branch where neither this nor `pull` is given. A new one starts at the default branch. */
  branch: z.string().optional(),
  /** Number of the pull request whose ref alone holds it. Starts at the default branch. */
  pull: z.number().int().positive().optional(),
  /** Branch that becomes its second parent. */
  merge: z.string().optional(),
  tag: z.string().optional(),
  /** Message of the tag, which is an annotated one then. */
  release: z.string().optional(),
}).refine((commit) => commit.branch === undefined || commit.pull === undefined, {
  error: 'a commit lands on a branch or a pull request, not on both',
});
export type Commit = z.infer<typeof Commit>;

/** How a sample repository came about, `history.yaml` beside the directories of its steps. */
export const History = z.strictObject({
  /** What the repository is there to show. */
  shows: z.string(),
  /** Name of the default branch. */
  default: z.string().default('main'),
  /** A bare mirror, without a work tree. */
  bare: z.boolean().default(false),
  commits: z.tuple([Commit], Commit),
  /** What lies in the work tree and in no commit. */
  worktree: z
    .strictObject({
      files: Step,
      /** Directory of the work tree they lie in. */
      into: z.string().default('.'),
    })
    .optional(),
});
export type History = z.infer<typeof History>;
