import { createHash } from 'node:crypto';
import type { LockfileReader } from '../lockfile/types.ts';
import { type Gist, type GistNote, notedGist } from './gist.ts';
import type { Mode } from './listing.ts';
import type { Notes } from './notes.ts';

/** What a reader asked of a neighbourhood, and what that answered (`answerOf`). */
export interface Question {
  readonly listed: boolean;
  readonly files: readonly string[];
  readonly answer: string;
}

/** A reading that was noted: the gist of it, and where it holds; null for wherever the content lies. */
export interface NotedReading {
  readonly question: Question | null;
  readonly gist: Gist;
}

type ReadingNote = readonly [Question | null, GistNote];

/** Neighbourhoods of one content that are noted. */
const maxQuestions = 1000;

/** Steps at the end of a path that may tell what a file starts: `.github/workflows/ci.yml`. */
const tellingSteps = 4;

/** By what readings of a content are noted: all that a reader is given but its neighbours. `id` is an object's. */
export function fileKeyOf(reader: LockfileReader, mode: Mode, path: string, id: string): string {
  return `${reader.id}@${reader.version} ${mode} ${tellingEnd(reader, path)} ${id}`;
}

/** As much of a path as tells how the file is read: its name, and of what starts installs what lies above as far as it counts. */
function tellingEnd(reader: LockfileReader, path: string): string {
  const steps = path.split('/');
  let end = steps.at(-1) ?? '';
  for (let count = 2; count <= tellingSteps && reader.kind === 'launcher'; count += 1)
    if (!reader.matches(end)) end = steps.slice(-count).join('/');
  return end;
}

/** By what the inventory is asked for the artefact of a reading. */
export function contentKeyOf(fileKey: string, question: Question | null): string {
  if (question === null) return `tip ${fileKey}`;
  const { answer, files, listed } = question;
  const asked = createHash('sha256')
    .update(JSON.stringify([listed, files, answer]))
    .digest('hex');
  return `tip ${fileKey} ${asked}`;
}

/** Readings of a content that were noted. */
export function notedReadings(notes: Notes | null, fileKey: string): NotedReading[] {
  const held = (notes?.of(fileKey) ?? []) as readonly ReadingNote[];
  return held.map(([question, note]) => ({ question, gist: notedGist(note) }));
}

/** Notes a reading, and gives the key of its artefact; null where nothing is noted. */
export function keepReading(
  notes: Notes | null,
  fileKey: string,
  question: Question | null,
  note: GistNote,
): string | null {
  if (notes === null) return null;
  const contentKey = contentKeyOf(fileKey, question);
  const held = (notes.of(fileKey) ?? []) as readonly ReadingNote[];
  const isSame = ([other]: ReadingNote): boolean => contentKeyOf(fileKey, other) === contentKey;
  const [before] = held.filter(isSame);
  note.verdicts ??= before?.[1].verdicts ?? [];
  const others = held.filter((one) => !isSame(one)).slice(0, maxQuestions - 1);
  notes.keep(fileKey, [...others, [question, note]]);
  return contentKey;
}
