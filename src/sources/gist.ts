import { nameHash } from '../lockfile/coordinate-hash.ts';
import { startsPastLock } from '../lockfile/past-lock.ts';
import type { LockDocument, LockfileReader, Reading } from '../lockfile/types.ts';

/** What a manifest asks a registry for by itself. */
export interface Asking {
  readonly name: string | null;
  readonly asked: readonly Asked[];
}

export interface Asked {
  readonly alias: string;
  /** Of the real name. */
  readonly hash: number;
}

/** What a survey goes by in a reading, apart from what it states. */
export interface Gist {
  /** By document: directories it answers for. */
  readonly covers: readonly LockDocument['covers'][];
  /** Whether nothing is to be said of it: a manifest or a launcher that asks for nothing. */
  readonly silent: boolean;
  /** Of npm's manifests; null of others, and where it cannot be told. */
  readonly asking: Asking | null;
  /** What the record of an install has directly in its `node_modules`, scopes included; null of what is none. */
  readonly installed: readonly string[] | null;
  /** Whether it has an entry for what is asked for under a name that it does not state; null where that was not looked up. */
  verdictOn(asked: Asked): boolean | null;
  /** Notes what looking it up came to. */
  judge(asked: Asked, answered: boolean): void;
}

/** How a gist is noted, in few letters: there may be thousands. */
export interface GistNote {
  /** 0 for `unknown`. */
  readonly covers: readonly (readonly string[] | 0)[];
  readonly silent?: true;
  readonly asking?: readonly [string | null, ...(string | readonly [string, number])[]];
  readonly installed?: readonly string[];
  /** Added to when something is looked up. */
  verdicts?: (readonly [alias: string, hash: number, answered: boolean])[];
}

/** A reading's gist, and the note of it. Neither keeps the reading alive. */
export function gistOf(
  reader: LockfileReader,
  reading: Reading,
): { readonly gist: Gist; readonly note: GistNote } {
  const { documents } = reading;
  const asking = isNpmManifest(reader) ? askingOf(reading) : null;
  const silent = isSilent(reader, reading);
  const installed = reading.describes === 'installation' ? directlyInstalled(documents) : null;
  const note: GistNote = {
    covers: documents.map(({ covers }) => (covers === 'unknown' ? 0 : covers)),
    ...(silent ? { silent } : {}),
    ...(asking === null ? {} : { asking: [asking.name, ...asking.asked.map(shortOf)] }),
    ...(installed === null ? {} : { installed }),
  };
  return { gist: notedGist(note), note };
}

/** The gist that was noted, and will be noted in it. */
export function notedGist(note: GistNote): Gist {
  const { asking, covers, installed, silent } = note;
  return {
    covers: covers.map((one) => (one === 0 ? 'unknown' : one)),
    silent: silent === true,
    asking: asking === undefined ? null : askingFrom(asking),
    installed: installed ?? null,
    verdictOn: ({ alias, hash }) =>
      note.verdicts?.find((one) => one[0] === alias && one[1] === hash)?.[2] ?? null,
    judge({ alias, hash }, answered) {
      note.verdicts = [...(note.verdicts ?? []), [alias, hash, answered]];
    },
  };
}

function shortOf({ alias, hash }: Asked): string | readonly [string, number] {
  return hash === nameHash(alias) ? alias : [alias, hash];
}

function askingFrom([name, ...asked]: NonNullable<GistNote['asking']>): Asking {
  return {
    name,
    asked: asked.map((one) =>
      typeof one === 'string'
        ? { alias: one, hash: nameHash(one) }
        : { alias: one[0], hash: one[1] },
    ),
  };
}

function isSilent({ kind }: LockfileReader, { documents, problems }: Reading): boolean {
  if (kind !== 'manifest' && kind !== 'launcher') return false;
  const asks = documents.some(
    (document) =>
      document.packages.length + (document.requests ?? []).length > 0 || startsPastLock(document),
  );
  return !asks && (kind === 'launcher' || problems.length === 0);
}

function isNpmManifest({ ecosystems, kind }: LockfileReader): boolean {
  return kind === 'manifest' && ecosystems.includes('npm');
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

/** Of keys as npm's record of an install has them: `node_modules/a`, `node_modules/@acme/a`. */
function directlyInstalled(documents: readonly LockDocument[]): string[] {
  const names = documents.flatMap(({ packages }) =>
    packages.flatMap(({ key }) => {
      const name = /^node_modules\/(@[^/]+\/[^/]+|[^@/][^/]*)$/.exec(key)?.[1];
      return name === undefined ? [] : [name];
    }),
  );
  return [...new Set(names)];
}
