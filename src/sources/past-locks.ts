import { createHash } from 'node:crypto';
import type { LockDocument, OpenRequest, ProjectInstall } from '../lockfile/types.ts';
import { type AskedManifest, readAsked } from './asked-manifests.ts';
import type { Listing } from './listing.ts';
import { type Cover, coverAt } from './manifests.ts';
import { placesOf } from './places.ts';
import type { FoundArtefact, ReadableFile } from './readings.ts';
import { settingsAround } from './settings.ts';
import type { Artefact, Place, Ref, SourceItem, Surroundings } from './types.ts';
import type { Surveyed } from './uncovered.ts';

/** An install that has no regard for a lockfile, where it is written. */
interface Starter {
  readonly install: ProjectInstall;
  readonly path: string;
  readonly refs: readonly Ref[];
}

/** An install that has no regard for a lockfile, and the directory in which it runs. */
interface Standing {
  readonly install: ProjectInstall;
  readonly home: string;
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
  const isCovered = coverAt(listing, coversOf('npm'));
  const manifests = manifestsOf(listing);
  const appliedAt = applying(standingsByRef(starters, homesOf(listing, manifests)));
  // Read to the end first: what lies around one is read while it is looked at.
  const found: AskedManifest[] = [];
  for await (const one of readAsked(manifests, { listing, content, known })) found.push(one);
  for (const manifest of found) {
    const covered = placesOf(listing, manifest.occurrences).map((place) => ({
      ...place,
      refs: place.refs.filter((ref) => isCovered(ref, directoryOf(place.path))),
    }));
    for (const [installs, places] of byInstalls(covered, appliedAt)) {
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
    installs.map((install) => ({ install, path, refs })),
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

/** An install as it bears on one manifest. */
interface Applied extends Pick<ProjectInstall, 'client' | 'command' | 'latest' | 'names'> {
  readonly project: 'here' | 'below';
}

/**
 * What runs at each ref. Refs at which the same runs in the same directories have one list: thousands of refs have few.
 */
function standingsByRef(
  starters: readonly Starter[],
  homes: ReadonlyMap<Ref, ReadonlySet<string>>,
): ReadonlyMap<Ref, readonly Standing[]> {
  const numbers = new Map<Ref, Set<string>>();
  const standings = new Map<string, Standing>();
  for (const { install, path, refs } of starters) {
    const spelled = JSON.stringify(install);
    for (const ref of refs) {
      const home = homeOf(path, homes.get(ref) ?? new Set());
      const key = JSON.stringify([home, spelled]);
      standings.set(key, { install, home });
      numbers.set(ref, (numbers.get(ref) ?? new Set()).add(key));
    }
  }
  const lists = new Map<string, readonly Standing[]>();
  const found = new Map<Ref, readonly Standing[]>();
  for (const [ref, own] of numbers) {
    const keys = [...own].toSorted();
    const key = keys.join('\n');
    const list = lists.get(key) ?? keys.map((one) => standings.get(one) as Standing);
    lists.set(key, list);
    found.set(ref, list);
  }
  return found;
}

/** The installs that bear on a manifest at a path and a ref, as JSON; null for none. */
type AppliedAt = (path: string, ref: Ref) => string | null;

function applying(standings: ReadonlyMap<Ref, readonly Standing[]>): AppliedAt {
  const known = new Map<readonly Standing[], Map<string, string | null>>();
  return (path, ref) => {
    const own = standings.get(ref);
    if (own === undefined) return null;
    const byDirectory = known.get(own) ?? new Map<string, string | null>();
    known.set(own, byDirectory);
    const directory = directoryOf(path);
    const found = byDirectory.get(directory) ?? appliedIn(directory, own);
    byDirectory.set(directory, found);
    return found;
  };
}

/** Places of a manifest by the installs that bear on it there, as JSON. */
function byInstalls(places: readonly Place[], appliedAt: AppliedAt): ReadonlyMap<string, Place[]> {
  const groups = new Map<string, Place[]>();
  for (const place of places) {
    for (const [key, refs] of Map.groupBy(place.refs, (ref) => appliedAt(place.path, ref))) {
      if (key === null) continue;
      const own = groups.get(key) ?? [];
      own.push({ ...place, refs });
      groups.set(key, own);
    }
  }
  return groups;
}

function appliedIn(directory: string, standings: readonly Standing[]): string | null {
  const applied = new Set<string>();
  for (const { home, install } of standings) {
    if (!(home === '' || directory === home || directory.startsWith(`${home}/`))) continue;
    const { client, command, latest, names } = install;
    const project = directory === home ? 'here' : 'below';
    const one: Applied = { client, command, latest, names, project };
    applied.add(JSON.stringify(one));
  }
  return applied.size === 0 ? null : `[${[...applied].toSorted().join(',')}]`;
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
