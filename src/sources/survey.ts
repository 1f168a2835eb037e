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
import { asksForPackages, type Cover, findUncovered } from './manifests.ts';
import { unrecordedPackages } from './unrecorded.ts';
import { crowdedFiles, maxPlaces, placesOf } from './places.ts';
import { type Finding, readLockfiles } from './readings.ts';
import { ecosystemsOf } from './shape.ts';
import type { SourceItem, SourceProblem } from './types.ts';

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
  const covers = new Map<number, Cover[]>();
  const cover = (node: number, directories: Cover['directories']): void => {
    covers.set(node, [...(covers.get(node) ?? []), { directories }]);
  };
  for await (const finding of readLockfiles(listing, content, known)) {
    for (const { node } of finding.occurrences) {
      for (const directories of coveredBy(finding)) cover(node, directories);
    }
    yield itemOf(listing, finding, source);
    yield* limitsOf(listing, finding, crowded);
    yield* unrecorded(listing, finding);
  }
  yield* unsupportedFiles(listing, (node) => cover(node, 'all'));
  yield* directoryProblems(listing);
  yield* uncovered(listing, covers, content);
}

function itemOf(listing: Listing, finding: Finding, source: string): SourceItem {
  if ('artefact' in finding) {
    return {
      kind: 'sighting',
      source,
      artefact: finding.artefact,
      places: () => placesOf(listing, finding.occurrences),
    };
  }
  const { failed, occurrences, reader } = finding;
  const base = { name: null, ecosystems: reader.ecosystems, artefact: 'unreadable' } as const;
  const first = occurrences[0] as { node: number; name: string };
  const spot = spotOf(listing, first.node, first.name);
  const code = failed.status === 'too-large' ? 'FILE_TOO_LARGE' : 'FILE_UNREADABLE';
  return problemAt({ ...base, code, message: whyUnread(failed) }, spot);
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
 */
function coveredBy(finding: Finding): Cover['directories'][] {
  if (!('artefact' in finding)) return ['all'];
  const { reading } = finding.artefact;
  if (reading.describes === 'installation') return [];
  return reading.problems.length > 0
    ? ['all']
    : reading.documents.map(({ covers }) => (covers === 'unknown' ? ['.'] : covers));
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
function* unsupportedFiles(
  listing: Listing,
  coverBelow: (node: number) => void,
): Generator<SourceProblem> {
  const named = new Set<string>();
  for (const [index, node] of listing.nodes.entries()) {
    for (const { id, name, role } of node.files) {
      if (role.kind !== 'unsupported') continue;
      if (role.ecosystems.includes('npm')) coverBelow(index);
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

async function* uncovered(
  listing: Listing,
  covers: ReadonlyMap<number, readonly Cover[]>,
  content: ContentReader,
): AsyncGenerator<SourceProblem> {
  const { manifests, installedTrees } = findUncovered(listing, covers);
  for (const spot of installedTrees) {
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
  const files = [...manifests];
  let index = 0;
  for await (const answer of content.read(files.map(([id]) => id))) {
    const spot = (files[index++] as [string, Spot])[1];
    const asks = answer.status === 'read' ? asksForPackages(answer.bytes) : null;
    if (asks === false) continue;
    const what =
      asks === null
        ? ({
            code: 'FILE_UNREADABLE',
            message: `a manifest for which no lockfile answers: ${whyUnread(answer)}`,
            artefact: 'unreadable',
          } as const)
        : ({
            code: 'MANIFEST_WITHOUT_LOCKFILE',
            message: 'asks for packages, and no lockfile says which versions',
            artefact: 'unsupported',
          } as const);
    yield problemAt({ ...what, name: null, ecosystems: ['npm'] }, spot);
  }
}

function whyUnread(content: FileContent): string {
  switch (content.status) {
    case 'read':
      return 'it is not readable JSON';
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
