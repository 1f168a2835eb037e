import { limitsOf } from './limits.ts';
import type { Listing } from './listing.ts';
import { placesOf } from './places.ts';
import { spotOf, unreadAt, whyUnread } from './problem-at.ts';
import { type Finding, type Occurrence, type ReadableFile, readFiles } from './readings.ts';
import { keyed } from './recalled.ts';
import { settingsAround } from './settings.ts';
import type { Place, SourceItem, Surroundings } from './types.ts';
import type { Surveyed } from './uncovered.ts';

/**
 * What files that start installs ask for, whether or not a lockfile answers for their directory. One that asks for nothing
 * is passed over: it is no artefact.
 */
export async function* launches(surveyed: Surveyed): AsyncGenerator<SourceItem> {
  const { content, crowded, known, listing, source } = surveyed;
  const telling: Finding[] = [];
  const reading = { listing, content, known, accepts: () => true };
  for await (const finding of readFiles(launchersOf(listing), reading))
    if (!('artefact' in finding) || !finding.gist.silent) telling.push(finding);
  for (const finding of telling) {
    const [first] = finding.occurrences as [Occurrence];
    if (!('artefact' in finding)) {
      const why = `a file that may start installs: ${whyUnread(finding.failed)}`;
      yield unreadAt(finding, spotOf(listing, first.node, first.name), why);
      continue;
    }
    const { artefact, occurrences } = finding;
    const places = (): Place[] => placesOf(listing, occurrences);
    const settings = (): Promise<Surroundings[]> => settingsAround(listing, content, places());
    yield { kind: 'sighting', source, artefact, ...keyed(finding), places, settings };
    yield* limitsOf(listing, finding, crowded);
  }
}

function launchersOf({ nodes }: Listing): ReadableFile[] {
  return [...nodes.entries()].flatMap(([node, { files }]) =>
    files.flatMap(({ id, name, role }) =>
      role.kind === 'launcher' ? [{ node, name, id, reader: role.reader }] : [],
    ),
  );
}
