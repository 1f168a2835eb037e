import { nameHash } from '../lockfile/coordinate-hash.ts';
import { quoted } from '../lockfile/reading/problems.ts';
import type { LockDocument } from '../lockfile/types.ts';
import { type CompanionFinder, companionFinder } from './companions.ts';
import type { ContentReader } from './content.ts';
import type { Asked, Asking, Gist } from './gist.ts';
import type { KnownArtefacts } from './known.ts';
import { joinPath, type ListedFile, type Listing, nodeOf } from './listing.ts';
import { type PlacedSpot, problemAt, spotOf } from './problem-at.ts';
import { type Finding, type FoundArtefact, type ReadableFile, readGists } from './readings.ts';
import type { SourceProblem } from './types.ts';

/** Holds what manifests ask for against the lockfiles that answer for them: one may be older than its manifest, or empty. */
export interface Answers {
  /** Takes a lockfile as it is read; nothing of it is kept. */
  take(finding: Finding): void;
  /** Whether what was noted of a lockfile tells all that will be asked of it. */
  readonly canTell: (found: FoundArtefact) => boolean;
  /** What no lockfile of a directory has an entry for, one problem for each manifest and what it misses. */
  problems(): SourceProblem[];
}

interface Unanswered {
  readonly id: string;
  readonly missing: readonly string[];
  readonly spot: PlacedSpot;
}

/** Reads npm's manifests of a listing, where any lockfile of npm and its kin could answer for them. */
export async function answersOf(
  listing: Listing,
  content: ContentReader,
  known: KnownArtefacts,
): Promise<Answers> {
  const askings = new Map<string, Asking>();
  const manifests = holdsLockfile(listing) ? manifestsOf(listing) : [];
  for await (const { gist, occurrences } of readGists(manifests, { listing, content, known })) {
    const { asking } = gist;
    for (const { name, node } of asking === null ? [] : occurrences) {
      const file = nodeOf(listing, node).files.find((one) => one.name === name);
      if (file !== undefined) askings.set(file.id, asking as Asking);
    }
  }
  const find = companionFinder(listing);
  const unanswered = new Map<string, Unanswered>();
  const answered = new Set<string>();
  const doubted = new Map<string, readonly Asked[]>();
  const askedOf = (finding: Finding): AskedAt[] =>
    askings.size === 0 ? [] : askedAround(finding, find, askings);
  return {
    canTell(found) {
      const names = namesOf(found.artefact.reading.documents);
      const doubts = askedOf(found).flatMap(({ asked }) =>
        asked.filter((one) => !names.has(one.hash) && found.gist.verdictOn(one) === null),
      );
      if (doubts.length > 0) doubted.set(found.contentKey ?? '', doubts);
      return doubts.length === 0;
    },
    take(finding) {
      const around = askedOf(finding);
      if (around.length === 0 || !('artefact' in finding)) return;
      const has = lookUp(finding);
      for (const one of doubted.get(finding.contentKey ?? '') ?? [])
        if (finding.gist.verdictOn(one) === null) finding.gist.judge(one, has(one));
      for (const { asked, directory, id, node } of around) {
        const key = `${node} ${directory}`;
        const missing = asked.filter((one) => !has(one));
        if (missing.length === 0) {
          if (sharesDirectory(listing, node)) answered.add(key);
          continue;
        }
        const spot = spotOf(listing, node, joinPath(directory, 'package.json'));
        unanswered.set(key, { id, missing: missing.map(({ alias }) => alias), spot });
      }
    },
    problems() {
      const left = [...unanswered].filter(([key]) => !answered.has(key)).map(([, one]) => one);
      const distinct = new Map(left.map((one) => [[one.id, ...one.missing].join('\0'), one]));
      return [...distinct.values()].map(problemOf);
    },
  };
}

function problemOf({ missing, spot }: Unanswered): SourceProblem {
  const [first, ...others] = missing;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const message = `asks for ${quoted(first ?? '')}${more}, of which the lockfile that answers for it has no entry`;
  const base = { code: 'MANIFEST_WITHOUT_LOCKFILE', name: null, artefact: null } as const;
  return problemAt({ ...base, message, ecosystems: ['npm'] }, spot);
}

/** What a manifest beside a lockfile asks for that is no member of the same project. */
interface AskedAt {
  readonly node: number;
  readonly directory: string;
  /** The manifest's. */
  readonly id: string;
  readonly asked: readonly Asked[];
}

/** What is asked of a lockfile, manifest by manifest. One that was not read whole is asked nothing: it is a problem by itself. */
function askedAround(
  finding: Finding,
  find: CompanionFinder,
  askings: ReadonlyMap<string, Asking>,
): AskedAt[] {
  if (!('artefact' in finding) || !finding.reader.ecosystems.includes('npm')) return [];
  const { describes, problems } = finding.artefact.reading;
  if (describes !== 'resolution' || problems.length > 0) return [];
  const directories = coveredBy(finding.gist);
  return finding.occurrences.flatMap(({ node }) => {
    if (directories.length === 0) return [];
    const here = find(node, ['package.json']);
    const beside = directories.flatMap((directory) => {
      const id = here.idOf(joinPath(directory, 'package.json'));
      const asking = id === null ? undefined : askings.get(id);
      return id === null || asking === undefined ? [] : [{ asking, directory, id }];
    });
    const members = new Set(beside.map(({ asking }) => asking.name));
    return beside.map(({ asking, directory, id }) => ({
      node,
      directory,
      id,
      asked: asking.asked.filter(({ alias }) => !members.has(alias)),
    }));
  });
}

function coveredBy({ covers }: Gist): string[] {
  return [...new Set(covers.flatMap((one) => (one === 'unknown' ? [] : one)))];
}

/** Whether a lockfile has an entry for what is asked for: by its name, else by whatever an importer got for the alias. */
function lookUp({ artefact, gist }: FoundArtefact): (asked: Asked) => boolean {
  const { documents } = artefact.reading;
  let names: ReadonlySet<number> | null = null;
  let aliases: ReadonlySet<string> | null = null;
  return (asked) => {
    names ??= namesOf(documents);
    if (names.has(asked.hash)) return true;
    const before = gist.verdictOn(asked);
    if (before !== null) return before;
    aliases ??= answeredAliases(documents);
    const answered = aliases.has(asked.alias);
    gist.judge(asked, answered);
    return answered;
  };
}

function answeredAliases(documents: readonly LockDocument[]): ReadonlySet<string> {
  const aliases = new Set<string>();
  for (const document of documents) {
    const { importers } = document.graph();
    for (const { name } of document.packages) aliases.add(name);
    for (const { dependencies, name } of importers === 'unknown' ? [] : importers) {
      if (name !== null) aliases.add(name);
      for (const { alias, to } of dependencies) if (to !== null) aliases.add(alias);
    }
  }
  return aliases;
}

function namesOf(documents: readonly LockDocument[]): ReadonlySet<number> {
  return new Set(documents.flatMap(namesIn));
}

/** Hashes of a document's names, without building it where it has them. */
function namesIn(document: LockDocument): number[] {
  return document.hashes === undefined
    ? document.packages.map(({ name }) => nameHash(name))
    : [...document.hashes.names];
}

function manifestsOf({ nodes }: Listing): ReadableFile[] {
  return [...nodes.entries()].flatMap(([node, { files }]) =>
    files.flatMap(({ id, name, role }) =>
      role.kind === 'manifest' && role.reader.ecosystems.includes('npm')
        ? [{ node, name, id, reader: role.reader }]
        : [],
    ),
  );
}

/** Whether there is a lockfile whose reader does not look into manifests itself, as that of yarn's does. */
function holdsLockfile({ nodes }: Listing): boolean {
  return nodes.some(({ files }) =>
    files.some(
      (file) =>
        isLockfile(file) && file.role.kind === 'lockfile' && file.role.reader.id !== 'yarn-lock',
    ),
  );
}

/** Whether another lockfile lies beside one: where either has what is asked for, it is not missing. */
function sharesDirectory(listing: Listing, node: number): boolean {
  return nodeOf(listing, node).files.filter(isLockfile).length > 1;
}

function isLockfile({ role }: ListedFile): boolean {
  return role.kind === 'lockfile' && role.reader.ecosystems.includes('npm');
}
