import { limitsOf } from './limits.ts';
import type { Listing } from './listing.ts';
import { placesOf } from './places.ts';
import { spotOf, unreadAt, whyUnread } from './problem-at.ts';
import {
  type Finding,
  type FoundArtefact,
  type Occurrence,
  type ReadableFile,
  readFiles,
} from './readings.ts';
import { keyed } from './recalled.ts';
import { settingsAround } from './settings.ts';
import type { Place, SourceItem, Surroundings } from './types.ts';
import type { Surveyed } from './uncovered.ts';

/**
 * What files that start installs ask for, whether or not a lockfile answers for their directory. One that asks for nothing
 * is passed over: it is no artefact. `scripts`: whether those of `package.json` are among them; its versions are thousands.
 * Gives the artefacts of those that do.
 */
export async function* launches(
  surveyed: Surveyed,
  { scripts }: { readonly scripts: boolean },
): AsyncGenerator<SourceItem, FoundArtefact[]> {
  const { content, crowded, known, listing, source } = surveyed;
  const telling: Finding[] = [];
  const reading = { listing, content, known, accepts: () => true };
  const files = launchersOf(listing).filter(({ name }) => scripts || name !== 'package.json');
  for await (const finding of readFiles(files, reading))
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
  return telling.filter((finding) => 'artefact' in finding);
}

function launchersOf({ nodes }: Listing): ReadableFile[] {
  return [...nodes.entries()].flatMap(([node, { files }]) =>
    files.flatMap(({ id, name, role }) =>
      role.kind === 'launcher' ? [{ node, name, id, reader: role.reader }] : [],
    ),
  );
}
