import { z } from 'zod';
import { JournalRecord } from '../journal/record.ts';

/** `journal show --json`. */
export const JournalShowResult = z.strictObject({
  run: z.string(),
  /** Directory of the run. */
  directory: z.string(),
  /** All there are; `records` may be a choice of them. */
  total: z.number().int().nonnegative(),
  records: z.array(JournalRecord),
  /** Bytes after the last whole line; 0 where there are none. */
  torn: z.number().int().nonnegative(),
});
export type JournalShowResult = z.infer<typeof JournalShowResult>;

/** `journal export --json`. */
export const JournalExportResult = z.strictObject({
  run: z.string(),
  /** The bundle. */
  file: z.string(),
  files: z.number().int().positive(),
  /** Bytes of the bundle. */
  size: z.number().int().positive(),
  digest: z.string(),
});
export type JournalExportResult = z.infer<typeof JournalExportResult>;
