import { z } from 'zod';

const count = z.number().int();
const moment = z.iso.datetime();

/**
 * What a row's commits make of it. `in-window`: a commit that CI could build held it while it could be installed;
 * `after-takedown`: it was brought in after that; `before-publication`: a commit claims to have held it before it was
 * there to be had, so that a clock or a list is wrong; `at-tip`: something holds it now; `residue`: nothing in the file
 * asks for it, or it is an installed tree that was committed; `merged-later`: it came onto another line, or onto the
 * default branch, after it was elsewhere; `gone`: nothing holds it now; `local`: no branch, pull request or tag ever led
 * to it, only a stash, notes, a reflog or a commit that nothing names.
 */
export const HistoryClass = z.enum([
  'in-window',
  'after-takedown',
  'before-publication',
  'at-tip',
  'residue',
  'merged-later',
  'gone',
  'local',
]);
export type HistoryClass = z.infer<typeof HistoryClass>;

/** A commit at which it came or went, as the commit itself says: anybody can write any name and any time. */
export const HistoryCommit = z.strictObject({
  commit: z.string(),
  /** Null where the commit states none. */
  authoredAt: moment.nullable(),
  committedAt: moment.nullable(),
  author: z.strictObject({ name: z.string(), email: z.string() }),
  /** Who it claims to be by. */
  by: z.enum(['person', 'bot', 'scheduled']),
  /** First line of the message, as far as it was kept. */
  subject: z.string(),
  /** Refs that lead to it, strongest class and oldest tip first, as far as they are named. */
  refs: z.array(
    z.strictObject({
      name: z.string(),
      class: z.enum(['default', 'branch', 'worktree', 'pull', 'tag', 'other']),
    }),
  ),
  refsTotal: count,
  /** Of one that holds it: its life meets the window. Of one that removed it: its own time lies there. */
  inWindow: z.boolean(),
  /** A parent is not there or could not be read, so that it may have come before. */
  behindGap: z.boolean().optional(),
});
export type HistoryCommit = z.infer<typeof HistoryCommit>;

/** `to` is null where it is there still. */
const Span = z.strictObject({ from: moment.nullable(), to: moment.nullable() });

const RefCounts = z.strictObject({
  default: count,
  branch: count,
  pull: count,
  tag: count,
  other: count,
});

/** What commits say of an exposure, where history was read. Lists are bounded; each has its total beside it. */
export const ExposureHistory = z.strictObject({
  /** The clock that counts: when a commit came to be as it is. The author's stands beside it. */
  clock: z.literal('committer'),
  /** False where a parent is missing (a shallow clone) or a tree could not be read: what is not found is not known. */
  whole: z.boolean(),
  classes: z.array(HistoryClass),
  /** Commits that hold it. */
  commits: count,
  introduced: z.array(HistoryCommit),
  introducedTotal: count,
  removed: z.array(HistoryCommit),
  removedTotal: count,
  /** Merges that brought it onto the line of their first parent. */
  merged: z.array(HistoryCommit),
  mergedTotal: count,
  /** When it was anywhere: from a commit's time to that of its last child, or until now at the tip of a ref. */
  spans: z.array(Span),
  spansTotal: count,
  /** When the lines of first parents of default branches held it, with the commits at which they began and ended. */
  onDefault: z.array(
    z.strictObject({
      ref: z.string(),
      from: moment.nullable(),
      to: moment.nullable(),
      commit: z.string(),
      until: z.string().nullable(),
    }),
  ),
  onDefaultTotal: count,
  /** Refs whose tip holds it, and refs that lead to a commit that does. */
  refsNow: RefCounts,
  refsEver: RefCounts,
  /** Commits that hold it whose clock cannot be right, with both times. */
  clocks: z.array(
    z.strictObject({
      commit: z.string(),
      fault: z.enum([
        'no-time',
        'before-its-parents',
        'after-its-children',
        'in-the-future',
        'before-publication',
      ]),
      authoredAt: moment.nullable(),
      committedAt: moment.nullable(),
    }),
  ),
  clocksTotal: count,
  /** Distinct contents of the file that held it. */
  artefacts: count,
  /** What happened, in a few sentences for a person. Names in them are as the repository has them. */
  story: z.array(z.string()),
});
export type ExposureHistory = z.infer<typeof ExposureHistory>;
