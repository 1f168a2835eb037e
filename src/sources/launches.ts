import { limitsOf } from './limits.ts';
import type { Listing } from './listing.ts';
import { placesOf } from './places.ts';
import { spotOf, unreadAt, whyUnread } from './problem-at.ts';
import { type Finding, type Occurrence, type ReadableFile, readFiles } from './readings.ts';
import { settingsAround } from './settings.ts';
import type { Artefact, Place, SourceItem, Surroundings } from './types.ts';
import type { Surveyed } from './uncovered.ts';

/**
 * What files that start installs ask for, whether or not a lockfile answers for their directory. One that asks for nothing
 * is passed over: it is no artefact.
 */
export async function* launches(surveyed: Surveyed): AsyncGenerator<SourceItem> {
  const { content, crowded, known, listing, source } = surveyed;
  const telling: Finding[] = [];
  for await (const finding of readFiles(listing, launchersOf(listing), content, known))
    if (!('artefact' in finding) || asks(finding.artefact)) telling.push(finding);
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
    yield { kind: 'sighting', source, artefact, places, settings };
    yield* limitsOf(listing, finding, crowded);
  }
}

function asks({ reading }: Artefact): boolean {
  return reading.documents.some(
    ({ packages, requests = [] }) => packages.length + requests.length > 0,
  );
}

function launchersOf({ nodes }: Listing): ReadableFile[] {
  return [...nodes.entries()].flatMap(([node, { files }]) =>
    files.flatMap(({ id, name, role }) =>
      role.kind === 'launcher' ? [{ node, name, id, reader: role.reader }] : [],
    ),
  );
}
