import { createHash } from 'node:crypto';
import type { LockDocument, OpenRequest, ProjectInstall } from '../lockfile/types.ts';
import { type AskedManifest, readAsked } from './asked-manifests.ts';
import type { Listing } from './listing.ts';
import { type Cover, isCovered } from './manifests.ts';
import { placesOf } from './places.ts';
import type { FoundArtefact, ReadableFile } from './readings.ts';
import { settingsAround } from './settings.ts';
import type { Artefact, Place, Ref, SourceItem, Surroundings } from './types.ts';
import type { Surveyed } from './uncovered.ts';

/** An install that has no regard for a lockfile, where it is written. */
interface Starter {
  readonly install: ProjectInstall;
  readonly path: string;
  readonly refs: ReadonlySet<Ref>;
}

/** What lockfiles of an ecosystem answer for. */
export type CoversOf = (ecosystem: string) => ReadonlyMap<number, readonly Cover[]>;

/**
 * What installs ask for that take anew what a lockfile holds: manifests for which a lockfile answers, as if none did. Such
 * an install is taken to run in the directory of the nearest manifest at or above its file, and may run in any below.
 * What lockfiles do not answer for is told as that already.
 */
export async function* pastLocks(
  { content, known, listing, source }: Surveyed,
  launchers: readonly FoundArtefact[],
  coversOf: CoversOf,
): AsyncGenerator<SourceItem> {
  const starters = launchers.flatMap((finding) => startersIn(listing, finding));
  if (starters.length === 0) return;
  const covers = coversOf('npm');
  const manifests = manifestsOf(listing);
  const homes = homesOf(listing, manifests);
  // Read to the end first: what lies around one is read while it is looked at.
  const found: AskedManifest[] = [];
  for await (const one of readAsked(manifests, { listing, content, known })) found.push(one);
  for (const manifest of found) {
    const covered = coveredPlaces(listing, placesOf(listing, manifest.occurrences), covers);
    for (const [installs, places] of byInstalls(covered, starters, homes)) {
      const asked = pastLock(manifest, JSON.parse(installs) as Applied[]);
      if (asked === null) continue;
      const settings = (): Promise<Surroundings[]> => settingsAround(listing, content, places);
      yield { kind: 'sighting', source, artefact: asked, places: () => places, settings };
    }
  }
}

function startersIn(listing: Listing, { artefact, occurrences }: FoundArtefact): Starter[] {
  const installs = artefact.reading.documents
    .flatMap((document) => document.installs ?? [])
    .filter(({ lockfile }) => lockfile === 'ignores');
  if (installs.length === 0) return [];
  return placesOf(listing, occurrences).flatMap(({ path, refs }) =>
    installs.map((install) => ({ install, path, refs: new Set(refs) })),
  );
}

function manifestsOf({ nodes }: Listing): ReadableFile[] {
  return [...nodes.entries()].flatMap(([node, { files, mode }]) =>
    files.flatMap(({ id, name, role }) =>
      mode === 'ordinary' && role.kind === 'manifest' && role.reader.ecosystems.includes('npm')
        ? [{ node, name, id, reader: role.reader }]
        : [],
    ),
  );
}

/** Directories that have a manifest, by ref. */
function homesOf(
  listing: Listing,
  manifests: readonly ReadableFile[],
): ReadonlyMap<Ref, ReadonlySet<string>> {
  const homes = new Map<Ref, Set<string>>();
  for (const { path, refs } of placesOf(listing, manifests))
    for (const ref of refs) homes.set(ref, (homes.get(ref) ?? new Set()).add(directoryOf(path)));
  return homes;
}

function coveredPlaces(
  listing: Listing,
  places: readonly Place[],
  covers: ReadonlyMap<number, readonly Cover[]>,
): Place[] {
  const roots = new Map(listing.roots.flatMap(({ node, refs }) => refs.map((ref) => [ref, node])));
  return places.map((place) => ({
    ...place,
    refs: place.refs.filter((ref) =>
      isCovered(listing, roots.get(ref) ?? -1, directoryOf(place.path), covers),
    ),
  }));
}

/** An install as it bears on one manifest. */
interface Applied extends Pick<ProjectInstall, 'client' | 'command' | 'latest' | 'names'> {
  readonly project: 'here' | 'below';
}

/** Places of a manifest by the installs that bear on it there, as JSON. */
function byInstalls(
  places: readonly Place[],
  starters: readonly Starter[],
  homes: ReadonlyMap<Ref, ReadonlySet<string>>,
): ReadonlyMap<string, Place[]> {
  const groups = new Map<string, Place[]>();
  for (const place of places) {
    const byKey = Map.groupBy(place.refs, (ref) =>
      JSON.stringify(appliedAt(place.path, ref, starters, homes.get(ref) ?? new Set())),
    );
    for (const [key, refs] of byKey)
      if (key !== '[]') groups.set(key, [...(groups.get(key) ?? []), { ...place, refs }]);
  }
  return groups;
}

function appliedAt(
  manifest: string,
  ref: Ref,
  starters: readonly Starter[],
  homes: ReadonlySet<string>,
): Applied[] {
  const own = directoryOf(manifest);
  const applied = new Map<string, Applied>();
  for (const { install, path, refs } of starters) {
    const home = homeOf(path, homes);
    if (!refs.has(ref) || !(home === '' || own === home || own.startsWith(`${home}/`))) continue;
    const { client, command, latest, names } = install;
    const project = own === home ? 'here' : 'below';
    const one: Applied = { client, command, latest, names, project };
    applied.set(JSON.stringify(one), one);
  }
  return [...applied].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** The nearest directory at or above a file that has a manifest; the root where none does. */
function homeOf(path: string, homes: ReadonlySet<string>): string {
  let directory = directoryOf(path);
  while (directory !== '' && !homes.has(directory)) directory = directoryOf(directory);
  return directory;
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** What a manifest asks for by way of some installs; null where that is nothing. */
function pastLock(
  { digest, ecosystems, requests: stated }: AskedManifest,
  installs: Applied[],
): Artefact | null {
  const requests = installs.flatMap(({ client, command, latest, names, project }) =>
    stated
      .filter(({ name }) => names.length === 0 || names.includes(name))
      .map((request): OpenRequest => ({
        ...request,
        range: latest ? null : request.range,
        launch: { client, command, installedFirst: false, project },
      })),
  );
  if (requests.length === 0) return null;
  const document: LockDocument = {
    label: 'project',
    packages: [],
    requests,
    covers: [],
    graph: () => ({ importers: 'unknown', edges: [] }),
    lines: () => [],
  };
  const hash = createHash('sha256').update(`${digest}\n${JSON.stringify(installs)}`);
  return {
    digest: `sha256:${hash.digest('hex')}`,
    reader: 'past-lock@1',
    ecosystems,
    reading: { formatVersion: '', describes: 'resolution', documents: [document], problems: [] },
  };
}
