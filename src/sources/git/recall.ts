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
  { wants }: LookSession,
): KnownArtefacts['recall'] {
  return (contentKey) => {
    const before = memory?.find(contentKey) ?? null;
    return before === null || before.reading.documents.some((one) => wants(one)) ? null : before;
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

/** Every key under which looks at a part may be recorded, in whatever way they looked. */
export function recordVariants(partKey: string): string[] {
  const all: readonly RefSelection[] = ['head', 'branches', 'all'];
  return all.flatMap((refs) =>
    ([null, 'reachable', 'all'] as const).map((history) =>
      recordKey(partKey, { history, refs, signs: null, fetchBlobs: null }),
    ),
  );
}
