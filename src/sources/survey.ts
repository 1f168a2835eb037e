import type { ContentReader, FileContent } from './content.ts';
import type { KnownArtefacts } from './known.ts';
import {
  firstSpot,
  joinPath,
  type Listing,
  type ListingProblem,
  type Role,
  type Spot,
} from './listing.ts';
import {
  type Cover,
  findUncovered,
  isCovered,
  raisedCovers,
  type UncoveredManifest,
} from './manifests.ts';
import { unrecordedPackages } from './unrecorded.ts';
import { crowdedFiles, maxPlaces, placesOf } from './places.ts';
import { type Finding, lockfilesOf, readFiles } from './readings.ts';
import { ecosystemsOf } from './shape.ts';
import type { Place, Ref, SourceItem, SourceProblem } from './types.ts';

/**
 * Turns a listing into sightings and problems: reads the lockfiles, then names what was there and was not
 * understood. `source` is the id that the evidence bears; `known` is shared by all surveys of one target.
 */
export async function* survey(
  listing: Listing,
  content: ContentReader,
  source: string,
  known: KnownArtefacts,
): AsyncGenerator<SourceItem> {
  for (const problem of listing.problems)
    yield problemAt(problem, { path: problem.name, ref: null });
  const crowded = crowdedFiles(listing);
  const covers = noCovers();
  for await (const finding of readFiles(listing, lockfilesOf(listing), content, known)) {
    for (const { node } of finding.occurrences) {
      for (const directories of coveredBy(finding))
        covers.add(finding.reader.ecosystems, node, directories);
    }
    yield itemOf(listing, finding, source, placesIn(listing, finding));
    yield* limitsOf(listing, finding, crowded);
    yield* unrecorded(listing, finding);
  }
  yield* unsupportedFiles(listing, covers);
  yield* directoryProblems(listing);
  const surveyed = { listing, content, source, known, crowded };
  for (const ecosystem of manifestEcosystems(listing)) {
    const raised = raisedCovers(listing, covers.of(ecosystem));
    const { installedTrees, manifests } = findUncovered(listing, ecosystem, raised);
    if (ecosystem === 'npm') yield* unrecordedTrees(installedTrees);
    yield* uncoveredManifests(surveyed, ecosystem, manifests, raised);
  }
}

/** What lockfiles answer for, ecosystem by ecosystem. */
interface Covers {
  add(ecosystems: readonly string[], node: number, directories: Cover['directories']): void;
  of(ecosystem: string): ReadonlyMap<number, readonly Cover[]>;
}

function noCovers(): Covers {
  const byEcosystem = new Map<string, Map<number, Cover[]>>();
  return {
    add(ecosystems, node, directories) {
      for (const ecosystem of ecosystems) {
        const own = byEcosystem.get(ecosystem) ?? new Map<number, Cover[]>();
        own.set(node, [...(own.get(node) ?? []), { directories }]);
        byEcosystem.set(ecosystem, own);
      }
    },
    of: (ecosystem) => byEcosystem.get(ecosystem) ?? new Map(),
  };
}

type Places = () => readonly Place[];

function placesIn(listing: Listing, { occurrences }: Finding): Places {
  return () => placesOf(listing, occurrences);
}

function itemOf(listing: Listing, finding: Finding, source: string, places: Places): SourceItem {
  if ('artefact' in finding) {
    return {
      kind: 'sighting',
      source,
      artefact: finding.artefact,
      places,
    };
  }
  const first = finding.occurrences[0] as { node: number; name: string };
  return unreadAt(finding, spotOf(listing, first.node, first.name), whyUnread(finding.failed));
}

function unreadAt(
  { failed, reader }: Extract<Finding, { failed: unknown }>,
  spot: PlacedSpot,
  message: string,
): SourceProblem {
  const base = { name: null, ecosystems: reader.ecosystems, artefact: 'unreadable' } as const;
  const code = failed.status === 'too-large' ? 'FILE_TOO_LARGE' : 'FILE_UNREADABLE';
  return problemAt({ ...base, code, message }, spot);
}

/** What could not be said of a finding because there is too much of it. */
function* limitsOf(
  listing: Listing,
  finding: Finding,
  crowded: ReturnType<typeof crowdedFiles>,
): Generator<SourceProblem> {
  const { occurrences, reader } = finding;
  const { name, node } = occurrences[0] as { node: number; name: string };
  const base = { code: 'LIMIT_REACHED', name: null, artefact: null } as const;
  const limit = (message: string): SourceProblem =>
    problemAt({ ...base, message, ecosystems: reader.ecosystems }, spotOf(listing, node, name));
  if (crowded(occurrences))
    yield limit(`lies at more than ${maxPlaces} paths: only so many are named`);
  if ('artefact' in finding && finding.cutOff)
    yield limit('more files lie below it than its reader is given: some had no say');
}

/**
 * An unsound reading may have lost importers, so it is taken to answer for all below it: it is a problem by itself.
 * A sound one that does not say for whom it answers does so for its own directory, lest a stray file silence the rest.
 * What may be about any ecosystem, as an SBOM is, answers for none that it does not name.
 */
function coveredBy(finding: Finding): Cover['directories'][] {
  const general = finding.reader.ecosystems.length > 1;
  if (!('artefact' in finding)) return general ? [] : ['all'];
  const { reading } = finding.artefact;
  if (reading.describes === 'installation') return [];
  if (reading.problems.length > 0) return general ? [] : ['all'];
  const silent = general ? [] : ['.'];
  return reading.documents.map(({ covers }) => (covers === 'unknown' ? silent : covers));
}

/** Packages that lie beside npm's record of an install, which does not name them: npm itself distrusts such a record. */
function* unrecorded(listing: Listing, finding: Finding): Generator<SourceProblem> {
  if (!('artefact' in finding)) return;
  const { ecosystems, reading } = finding.artefact;
  if (reading.describes !== 'installation' || reading.problems.length > 0) return;
  for (const { node } of finding.occurrences) {
    const names = unrecordedPackages(listing, node, reading);
    if (names.length === 0) continue;
    const message = `packages lie here that the record of the install does not name: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
    const base = { code: 'INSTALLED_TREE_UNREAD', name: null, artefact: null } as const;
    yield problemAt({ ...base, message, ecosystems }, spotOf(listing, node, ''));
  }
}

/** Files whose format no reader understands yet: one problem per distinct content. */
function* unsupportedFiles(listing: Listing, covers: Covers): Generator<SourceProblem> {
  const named = new Set<string>();
  for (const [index, node] of listing.nodes.entries()) {
    for (const { id, name, role } of node.files) {
      if (role.kind !== 'unsupported') continue;
      if (role.ecosystems.length === 1) covers.add(role.ecosystems, index, 'all');
      if (named.has(id)) continue;
      named.add(id);
      yield problemAt(unsupported(role), spotOf(listing, index, name));
    }
  }
}

function unsupported(role: Extract<Role, { kind: 'unsupported' }>): ListingProblem {
  return {
    code: 'FORMAT_UNSUPPORTED',
    name: null,
    message: `a format that firebreak does not read yet (${role.format})`,
    ecosystems: ecosystemsOf(role),
    artefact: 'unsupported',
  };
}

function* directoryProblems(listing: Listing): Generator<SourceProblem> {
  for (const [index, node] of listing.nodes.entries()) {
    for (const problem of node.problems)
      yield problemAt(problem, spotOf(listing, index, problem.name ?? ''));
  }
}

function* unrecordedTrees(trees: readonly Spot[]): Generator<SourceProblem> {
  for (const spot of trees) {
    const message = 'installed packages without a record that firebreak reads';
    yield problemAt(
      {
        code: 'INSTALLED_TREE_UNREAD',
        name: null,
        message,
        ecosystems: ['npm'],
        artefact: 'unsupported',
      },
      { path: spot.path || null, ref: spot.ref },
    );
  }
}

/** Ecosystems of which manifests were listed, sorted; npm's in any case, for its installed trees. */
function manifestEcosystems(listing: Listing): string[] {
  const found = new Set(['npm']);
  for (const { files } of listing.nodes) {
    for (const { role } of files)
      if (role.kind === 'manifest') for (const one of role.reader.ecosystems) found.add(one);
  }
  return [...found].toSorted();
}

interface Surveyed {
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
async function* uncoveredManifests(
  { content, crowded, known, listing, source }: Surveyed,
  ecosystem: string,
  manifests: readonly UncoveredManifest[],
  covers: ReadonlyMap<number, readonly Cover[]>,
): AsyncGenerator<SourceItem> {
  const spots = new Map(manifests.map((one) => [`${one.node} ${one.name}`, one.spot]));
  for await (const finding of readFiles(listing, manifests, content, known)) {
    const [first] = finding.occurrences as [UncoveredManifest];
    const spot = spots.get(`${first.node} ${first.name}`) as Spot;
    if (!('artefact' in finding)) {
      const why = `a manifest for which no lockfile answers: ${whyUnread(finding.failed)}`;
      yield unreadAt(finding, { path: spot.path, ref: spot.ref }, why);
      continue;
    }
    const { documents, problems } = finding.artefact.reading;
    const asks = documents.some(
      ({ packages, requests = [] }) => packages.length + requests.length > 0,
    );
    if (!asks && problems.length === 0) continue;
    yield itemOf(listing, finding, source, () => uncoveredPlaces(listing, finding, covers));
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
  covers: ReadonlyMap<number, readonly Cover[]>,
): readonly Place[] {
  const roots = new Map(listing.roots.flatMap(({ node, refs }) => refs.map((ref) => [ref, node])));
  return placesOf(listing, occurrences)
    .map(({ beside, path, refs }) => {
      const directory = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
      const bare = (ref: Ref): boolean =>
        !isCovered(listing, roots.get(ref) ?? -1, directory, covers);
      return { path, refs: refs.filter(bare), beside };
    })
    .filter(({ refs }) => refs.length > 0);
}

function whyUnread(content: Exclude<FileContent, { status: 'read' }>): string {
  switch (content.status) {
    case 'too-large':
      return `${content.size} bytes, more than firebreak reads`;
    case 'missing':
    case 'corrupt':
      return content.reason;
  }
}

function spotOf(listing: Listing, node: number, name: string): PlacedSpot {
  const spot = firstSpot(listing, node);
  return { path: joinPath(spot.path, name) || null, ref: spot.ref };
}

type PlacedSpot = Omit<Spot, 'path'> & { readonly path: string | null };

function problemAt(
  { artefact, code, ecosystems, message }: ListingProblem,
  { path, ref }: PlacedSpot,
): SourceProblem {
  return {
    kind: 'problem',
    code,
    path,
    ref: ref?.name ?? null,
    line: null,
    message,
    ecosystems,
    artefact,
  };
}
