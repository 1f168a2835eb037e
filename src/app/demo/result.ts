import { z } from 'zod';
import { ExposureMap } from '../../exposure/schema.ts';

/** What `demo --json` prints. */
export const DemoResult = z.strictObject({
  /** Where the sample organisation and the incident lie; null when they were cleared away. */
  dataDir: z.string().nullable(),
  repositories: z.array(z.strictObject({ name: z.string(), shows: z.string() })),
  map: ExposureMap,
  /** Facts that the sample is known to hold, and how many of them the map has. */
  expected: z.number().int(),
  found: z.number().int(),
  /** Where the map and the facts differ, a sentence each. Empty when the demo is right. */
  differences: z.array(z.string()),
});
export type DemoResult = z.infer<typeof DemoResult>;
