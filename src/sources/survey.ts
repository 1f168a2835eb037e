import type { ContentReader } from './content.ts';
import { installedTrees as installedSightings } from './installed/survey.ts';
import type { KnownArtefacts } from './known.ts';
import { launches } from './launches.ts';
import { limitsOf } from './limits.ts';
import type { Listing, ListingProblem, Role } from './listing.ts';
import { type Cover, findUncovered, raisedCovers } from './manifests.ts';
import { pastLocks } from './past-locks.ts';
import { crowdedFiles, placesOf } from './places.ts';
import { problemAt, spotOf, unreadAt, whyUnread } from './problem-at.ts';
import { type Finding, lockfilesOf, type Occurrence, readFiles } from './readings.ts';
import { keyed } from './recalled.ts';
import { ecosystemsOf } from './shape.ts';
import type { Place, SourceItem, SourceProblem } from './types.ts';
import { manifestEcosystems, uncoveredManifests } from './uncovered.ts';
import { answersOf } from './unanswered.ts';
import { unrecordedPackages } from './unrecorded.ts';

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
  const answers = await answersOf(listing, content, known);
  const reading = { listing, content, known, accepts: answers.canTell };
  for await (const finding of readFiles(lockfilesOf(listing), reading)) {
    for (const { node } of finding.occurrences) {
      for (const directories of coveredBy(finding))
        covers.add(finding.reader.ecosystems, node, directories);
    }
    answers.take(finding);
    yield itemOf(listing, finding, source, placesIn(listing, finding));
    yield* limitsOf(listing, finding, crowded);
    yield* unrecorded(listing, finding);
  }
  yield* answers.problems();
  yield* unsupportedFiles(listing, covers);
  yield* directoryProblems(listing);
  const surveyed = { listing, content, source, known, crowded };
  for (const ecosystem of manifestEcosystems(listing)) {
    const raised = raisedCovers(listing, covers.of(ecosystem));
    const { installedTrees, manifests } = findUncovered(listing, ecosystem, raised);
    if (ecosystem === 'npm') yield* installedSightings(surveyed, installedTrees);
    yield* uncoveredManifests(surveyed, ecosystem, manifests, raised);
  }
  const launchers = yield* launches(surveyed, { scripts: true });
  yield* pastLocks(surveyed, launchers, (ecosystem) => raisedCovers(listing, covers.of(ecosystem)));
}

/**
 * The same for tips that are too many to be surveyed one by one, without reading a lockfile: those are read in another way.
 * A lockfile is taken to answer for all manifests below it, whatever they ask for.
 */
export async function* surveyOutline(
  listing: Listing,
  content: ContentReader,
  source: string,
  known: KnownArtefacts,
): AsyncGenerator<SourceItem> {
  for (const problem of listing.problems)
    yield problemAt(problem, { path: problem.name, ref: null });
  const covers = noCovers();
  for (const { node, reader } of lockfilesOf(listing))
    if (reader.ecosystems.length === 1) covers.add(reader.ecosystems, node, 'all');
  yield* unsupportedFiles(listing, covers);
  yield* directoryProblems(listing);
  const surveyed = { listing, content, source, known, crowded: crowdedFiles(listing) };
  for (const ecosystem of manifestEcosystems(listing)) {
    const raised = raisedCovers(listing, covers.of(ecosystem));
    const { installedTrees, manifests } = findUncovered(listing, ecosystem, raised);
    if (ecosystem === 'npm') yield* installedSightings(surveyed, installedTrees);
    yield* uncoveredManifests(surveyed, ecosystem, manifests, raised);
  }
  yield* launches(surveyed, { scripts: false });
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
      ...keyed(finding),
      places,
    };
  }
  const first = finding.occurrences[0] as Occurrence;
  return unreadAt(finding, spotOf(listing, first.node, first.name), whyUnread(finding.failed));
}

/**
 * An unsound reading of an npm lockfile may have lost members of its workspace, so it is taken to answer for all below it:
 * it is a problem by itself. One that does not say for whom it answers does so for its own directory, lest a stray file silence the rest.
 * What may be about any ecosystem, as an SBOM is, answers for none that it does not name.
 */
function coveredBy(finding: Finding): Cover['directories'][] {
  const { ecosystems } = finding.reader;
  const general = ecosystems.length > 1;
  const silent = general ? [] : ['.'];
  const unsound = ecosystems[0] === 'npm' && !general ? 'all' : silent;
  if (finding.reader.kind === 'archive') return [];
  if (!('artefact' in finding)) return [unsound];
  const { describes, problems } = finding.artefact.reading;
  if (describes === 'installation') return [];
  const stated = finding.gist.covers.map((one) => (one === 'unknown' ? silent : one));
  return problems.length > 0 ? [unsound, ...stated] : stated;
}

/** Packages that lie beside npm's record of an install, which does not name them: npm itself distrusts such a record. */
function* unrecorded(listing: Listing, finding: Finding): Generator<SourceProblem> {
  if (!('artefact' in finding)) return;
  const { ecosystems, reading } = finding.artefact;
  const { installed } = finding.gist;
  if (installed === null || reading.problems.length > 0) return;
  for (const { node } of finding.occurrences) {
    const names = unrecordedPackages(listing, node, installed);
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
