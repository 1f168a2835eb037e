import type { ContentReader } from './content.ts';
import type { KnownArtefacts } from './known.ts';
import { limitsOf } from './limits.ts';
import type { Listing, Spot } from './listing.ts';
import { type Cover, coverAt, type UncoveredManifest } from './manifests.ts';
import { type crowdedFiles, placesOf } from './places.ts';
import { problemAt, unreadAt, whyUnread } from './problem-at.ts';
import { type Finding, readFiles } from './readings.ts';
import { keyed } from './recalled.ts';
import { settingsAround } from './settings.ts';
import type { Place, SourceItem, Surroundings } from './types.ts';

/** Ecosystems of which manifests were listed, sorted; npm's in any case, for its installed trees. */
export function manifestEcosystems(listing: Listing): string[] {
  const found = new Set(['npm']);
  for (const { files } of listing.nodes) {
    for (const { role } of files)
      if (role.kind === 'manifest') for (const one of role.reader.ecosystems) found.add(one);
  }
  return [...found].toSorted();
}

/** A listing under survey, with all that reading its files takes. */
export interface Surveyed {
  readonly listing: Listing;
  readonly content: ContentReader;
  readonly source: string;
  readonly known: KnownArtefacts;
  readonly crowded: ReturnType<typeof crowdedFiles>;
}

/**
 * Manifests that no lockfile answers for. One that asks for something is a sighting of what it asks for, and a problem:
 * what that asks for in its turn is known to nobody. One that asks for nothing is passed over.
 */
export async function* uncoveredManifests(
  { content, crowded, known, listing, source }: Surveyed,
  ecosystem: string,
  manifests: readonly UncoveredManifest[],
  covers: ReadonlyMap<number, readonly Cover[]>,
): AsyncGenerator<SourceItem> {
  const spots = new Map(manifests.map((one) => [`${one.node} ${one.name}`, one.spot]));
  const isCovered = coverAt(listing, covers);
  // Read to the end first: what lies around one is read while it is looked at.
  const findings: Finding[] = [];
  const reading = { listing, content, known, accepts: () => true };
  for await (const finding of readFiles(manifests, reading)) findings.push(finding);
  for (const finding of findings) {
    const [first] = finding.occurrences as [UncoveredManifest];
    const spot = spots.get(`${first.node} ${first.name}`) as Spot;
    if (!('artefact' in finding)) {
      const why = `a manifest for which no lockfile answers: ${whyUnread(finding.failed)}`;
      yield unreadAt(finding, { path: spot.path, ref: spot.ref }, why);
      continue;
    }
    if (finding.gist.silent) continue;
    const { artefact } = finding;
    const asks = artefact.reading.documents.some(
      ({ packages, requests = [] }) => packages.length + requests.length > 0,
    );
    const places = (): readonly Place[] => uncoveredPlaces(listing, finding, isCovered);
    const settings = (): Promise<Surroundings[]> => settingsAround(listing, content, places());
    yield { kind: 'sighting', source, artefact, ...keyed(finding), places, settings };
    yield* limitsOf(listing, finding, crowded);
    if (asks)
      yield problemAt(
        {
          code: 'MANIFEST_WITHOUT_LOCKFILE',
          name: null,
          message: 'asks for packages, and no lockfile says which versions',
          ecosystems: [ecosystem],
          artefact: null,
        },
        spot,
      );
  }
}

/** Places at which no lockfile answers for a manifest: on another ref, one may. */
function uncoveredPlaces(
  listing: Listing,
  { occurrences }: Finding,
  isCovered: ReturnType<typeof coverAt>,
): readonly Place[] {
  return placesOf(listing, occurrences)
    .map(({ beside, path, refs }) => {
      const directory = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
      return { path, refs: refs.filter((ref) => !isCovered(ref, directory)), beside };
    })
    .filter(({ refs }) => refs.length > 0);
}
