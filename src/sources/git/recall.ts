import { createHash } from 'node:crypto';
import { FirebreakError } from '../../errors.ts';
import { readers } from '../../lockfile/index.ts';
import { type Evidence, placesOfRow } from '../evidence.ts';
import { unpackEvidence } from '../evidence-pack.ts';
import type { KnownArtefacts } from '../known.ts';
import type { LookSession } from '../look.ts';
import type { PartMemory } from '../memory.ts';
import { notesFrom, type NotesInHand } from '../notes.ts';
import type { Artefact, Sighting, SourceItem } from '../types.ts';
import type { RefListing, RefSelection } from './refs.ts';
import type { RepositoryLook } from './repository.ts';

/** Rises when what a look records means something else. */
const recordVersion = 2;

/** What tells one look at a repository from another that may find something else. */
export function fingerprintOf({ broken, refs }: RefListing, look: RepositoryLook): string {
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify([
      recordVersion,
      readers.map(({ id, version }) => `${id}@${version}`),
      look.history,
      look.refs,
      look.signs === null ? null : signsText(look.signs),
      broken,
    ]),
  );
  for (const ref of refs) hash.update(`\0${ref.class} ${ref.oid} ${ref.name}`);
  return hash.digest('hex');
}

/**
 * What an earlier look at the same refs found, without looking again. Null where something is sought now that must be
 * read to be placed, or where what could not be read then may be there now.
 */
export function recall(
  memory: PartMemory,
  fingerprint: string,
  session: LookSession,
): SourceItem[] | null {
  if (memory.fingerprint !== fingerprint) return null;
  const problems = memory.problems();
  if (problems.some(({ code }) => code.startsWith('GIT_') || code === 'FILE_UNREADABLE'))
    return null;
  const artefacts = memory.artefacts();
  if (artefacts.some(({ reading }) => reading.documents.some((one) => session.wants(one))))
    return null;
  const evidence = evidenceOf(memory);
  if (evidence === null || evidence.rows.some((row) => artefacts[row.artefact] === undefined))
    return null;
  const sightings = evidence.rows.map((row): Sighting => ({
    kind: 'sighting',
    source: evidence.source,
    artefact: artefacts[row.artefact] as Artefact,
    ...(row.past ? { past: true } : {}),
    places: () => placesOfRow(row, evidence),
  }));
  return [...problems, ...sightings];
}

/** What earlier looks at a part noted of contents: one of this kind, else any. */
export function notesOf(
  partKey: string,
  memory: PartMemory | null,
  session: LookSession,
): NotesInHand {
  const own = memory?.notes?.() ?? null;
  if (own !== null) return notesFrom(own);
  for (const key of recordVariants(partKey)) {
    const other = session.memoryOf(key)?.notes?.() ?? null;
    if (other !== null) return notesFrom(other);
  }
  return notesFrom(null);
}

/** Gives artefacts that the inventory holds, but for those of which something is sought now: these must be read. */
export function recallWith(
  memory: PartMemory | null,
  session: LookSession,
): KnownArtefacts['recall'] {
  return (contentKey) => {
    const before = memory?.find(contentKey) ?? null;
    return before === null || before.reading.documents.some((one) => session.wants(one))
      ? null
      : before;
  };
}

/** What cannot be read, or was written by another program, is looked for again. */
function evidenceOf(memory: PartMemory): Evidence | null {
  try {
    const bytes = memory.evidence();
    return bytes === null ? null : unpackEvidence(bytes);
  } catch (error) {
    if (error instanceof FirebreakError && error.code === 'INVENTORY_INVALID') return null;
    throw error;
  }
}

function signsText(signs: NonNullable<RepositoryLook['signs']>): unknown {
  return [
    [...signs.byName.values()],
    signs.byPattern,
    [...signs.workflowNames],
    [...signs.digests],
    signs.commits,
    [...signs.emails],
    [...signs.names],
    signs.words,
  ];
}

/** What a look is recorded under: looks of one kind at one part replace each other, and no others. */
export function recordKey(partKey: string, { history, refs }: RepositoryLook): string {
  return `${partKey} refs=${refs}${history === null ? '' : ` history=${history}`}`;
}

const selections: readonly RefSelection[] = ['head', 'branches', 'all'];
const depths = [null, 'reachable', 'all'] as const;

/** Every key under which looks at a part may be recorded, in whatever way they looked; each sees more than those before it. */
export function recordVariants(partKey: string): string[] {
  return variantsUpTo(partKey, selections.length - 1, depths.length - 1);
}

/** Keys of records that one of the given key sees all of. */
export function recordsBelow(key: string): string[] {
  const { depth, partKey, refs } = parsedKey(key);
  return variantsUpTo(partKey, selections.indexOf(refs ?? 'head'), depths.indexOf(depth)).filter(
    (one) => refs !== null && one !== key,
  );
}

/** Where that lies, as a path, of which a record is. */
export function placeOfRecord(key: string): string {
  const { partKey } = parsedKey(key);
  return partKey.slice(partKey.indexOf(' ') + 1);
}

function variantsUpTo(partKey: string, refs: number, depth: number): string[] {
  return selections
    .slice(0, refs + 1)
    .flatMap((selection) =>
      depths
        .slice(0, depth + 1)
        .map((history) =>
          recordKey(partKey, { history, refs: selection, signs: null, fetchBlobs: null }),
        ),
    );
}

/** `refs` is null for what is no record of a repository. A path may end in anything, but a repository's has an end of ours. */
function parsedKey(key: string): {
  partKey: string;
  refs: RefSelection | null;
  depth: (typeof depths)[number];
} {
  const found = /^(repository .*) refs=(head|branches|all)(?: history=(reachable|all))?$/s.exec(
    key,
  );
  if (found === null) return { partKey: key, refs: null, depth: null };
  const [, partKey, refs, depth = null] = found as unknown as [
    string,
    string,
    RefSelection,
    (typeof depths)[number] | undefined,
  ];
  return { partKey, refs, depth };
}
