import type { Listing } from './listing.ts';
import { type crowdedFiles, maxPlaces } from './places.ts';
import { problemAt, spotOf } from './problem-at.ts';
import type { Finding, Occurrence } from './readings.ts';
import type { SourceProblem } from './types.ts';

/** What could not be said of a finding because there is too much of it. */
export function* limitsOf(
  listing: Listing,
  finding: Finding,
  crowded: ReturnType<typeof crowdedFiles>,
): Generator<SourceProblem> {
  const { occurrences, reader } = finding;
  const { name, node } = occurrences[0] as Occurrence;
  const base = { code: 'LIMIT_REACHED', name: null, artefact: null } as const;
  const limit = (message: string): SourceProblem =>
    problemAt({ ...base, message, ecosystems: reader.ecosystems }, spotOf(listing, node, name));
  if (crowded(occurrences))
    yield limit(`lies at more than ${maxPlaces} paths: only so many are named`);
  if ('artefact' in finding && finding.cutOff)
    yield limit('more files lie below it than its reader is given: some had no say');
}
