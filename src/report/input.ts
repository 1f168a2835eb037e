import type { Site } from '../containment/site.ts';
import type { ExposureMap } from '../exposure/schema.ts';
import type { JournalRecord } from '../journal/record.ts';
import type { RunState } from '../runbook/machine/state.ts';
import type { Runbook } from '../runbook/schema.ts';
import type { Verified } from './schema.ts';

/** What a report is made from. */
export interface ReportInput {
  /** All there are; the first is `run.started`. */
  readonly records: readonly JournalRecord[];
  readonly definition: Runbook;
  /** What replaying the records gives. */
  readonly state: RunState;
  /** The map that the run started from. */
  readonly before: ExposureMap;
  /** The last rescan that the run kept; null where it kept none. */
  readonly after: ExposureMap | null;
  readonly site: Site | null;
  readonly directory: string;
  /** What verification said; null where it was not asked. */
  readonly verified: Verified | null;
}
