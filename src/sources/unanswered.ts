import { nameHash } from '../lockfile/coordinate-hash.ts';
import { quoted } from '../lockfile/reading/problems.ts';
import type { LockDocument, Reading } from '../lockfile/types.ts';
import { companionFinder } from './companions.ts';
import type { ContentReader } from './content.ts';
import type { KnownArtefacts } from './known.ts';
import { joinPath, type ListedFile, type Listing, nodeOf } from './listing.ts';
import { type PlacedSpot, problemAt, spotOf } from './problem-at.ts';
import { type Finding, type ReadableFile, readFiles } from './readings.ts';
import type { SourceProblem } from './types.ts';

/** Holds what manifests ask for against the lockfiles that answer for them: one may be older than its manifest, or empty. */
export interface Answers {
  /** Takes a lockfile as it is read; nothing of it is kept. */
  take(finding: Finding): void;
  /** What no lockfile of a directory has an entry for, one problem for each manifest and what it misses. */
  problems(): SourceProblem[];
}

/** What a manifest asks a registry for by itself. */
interface Asking {
  readonly name: string | null;
  readonly asked: readonly { readonly alias: string; readonly hash: number }[];
}

interface Unanswered {
  readonly id: string;
  readonly missing: readonly string[];
  readonly spot: PlacedSpot;
}

type Asked = Asking['asked'][number];

/** Reads npm's manifests of a listing, where any lockfile of npm and its kin could answer for them. */
export async function answersOf(
  listing: Listing,
  content: ContentReader,
  known: KnownArtefacts,
): Promise<Answers> {
  const askings = new Map<string, Asking>();
  const manifests = holdsLockfile(listing) ? manifestsOf(listing) : [];
  for await (const finding of readFiles(listing, manifests, content, known)) {
    const asking = 'artefact' in finding ? askingOf(finding.artefact.reading) : null;
    for (const { name, node } of asking === null ? [] : finding.occurrences) {
      const file = nodeOf(listing, node).files.find((one) => one.name === name);
      if (file !== undefined) askings.set(file.id, asking as Asking);
    }
  }
  const find = companionFinder(listing);
  const unanswered = new Map<string, Unanswered>();
  const answered = new Set<string>();
  return {
    take(finding) {
      const documents = askings.size === 0 ? [] : documentsOf(finding);
      const directories = coveredBy(documents);
      if (directories.length === 0) return;
      const has = lookUp(documents);
      for (const { node } of finding.occurrences) {
        const here = find(node, ['package.json']);
        const beside = directories.flatMap((directory) => {
          const id = here.idOf(joinPath(directory, 'package.json'));
          const asking = id === null ? undefined : askings.get(id);
          return id === null || asking === undefined ? [] : [{ asking, directory, id }];
        });
        const members = new Set(beside.map(({ asking }) => asking.name));
        for (const { asking, directory, id } of beside) {
          const key = `${node} ${directory}`;
          const missing = asking.asked.filter((one) => !members.has(one.alias) && !has(one));
          if (missing.length === 0) {
            if (sharesDirectory(listing, node)) answered.add(key);
            continue;
          }
          const spot = spotOf(listing, node, joinPath(directory, 'package.json'));
          unanswered.set(key, { id, missing: missing.map(({ alias }) => alias), spot });
        }
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

/** Documents of a lockfile that was read whole: others are a problem by themselves. */
function documentsOf(finding: Finding): readonly LockDocument[] {
  if (!('artefact' in finding) || !finding.reader.ecosystems.includes('npm')) return [];
  const { describes, documents, problems } = finding.artefact.reading;
  return describes !== 'resolution' || problems.length > 0 ? [] : documents;
}

function coveredBy(documents: readonly LockDocument[]): string[] {
  return [...new Set(documents.flatMap(({ covers }) => (covers === 'unknown' ? [] : covers)))];
}

/** Whether a lockfile has an entry for what is asked for: by its name, else by whatever an importer got for the alias. */
function lookUp(documents: readonly LockDocument[]): (asked: Asked) => boolean {
  let names: ReadonlySet<number> | null = null;
  let aliases: ReadonlySet<string> | null = null;
  return ({ alias, hash }) => {
    names ??= new Set(documents.flatMap(namesIn));
    if (names.has(hash)) return true;
    aliases ??= answeredAliases(documents);
    return aliases.has(alias);
  };
}

/** Hashes of a document's names, without building it where it has them. */
function namesIn(document: LockDocument): number[] {
  return document.hashes === undefined
    ? document.packages.map(({ name }) => nameHash(name))
    : [...document.hashes.names];
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

/** Peers are not always installed; what comes from elsewhere than a registry is told by its place. */
function askingOf({ documents }: Reading): Asking | null {
  const importers = documents[0]?.graph().importers ?? 'unknown';
  const [project] = importers === 'unknown' ? [] : importers;
  if (project === undefined) return null;
  const asked = project.dependencies.flatMap(({ alias, kind, range }) => {
    const real = kind === 'peer' || range === null ? null : realName(alias, range.trim());
    return real === null ? [] : [{ alias, hash: nameHash(real) }];
  });
  return { name: project.name, asked };
}

function realName(alias: string, range: string): string | null {
  if (range.startsWith('npm:')) return /^npm:(@?[^@]+)(?:@|$)/.exec(range)?.[1] ?? alias;
  return range.startsWith('catalog:') || !/[:/]/.test(range) ? alias : null;
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
