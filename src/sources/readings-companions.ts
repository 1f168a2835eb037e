import type { LockfileReader, Reading } from '../lockfile/types.ts';
import type { CompanionFinder, Companions } from './companions.ts';
import type { FileContent } from './content.ts';
import { type FetchedCompanions, fetchedCompanions, fetchOne } from './fetched.ts';
import { gistOf } from './gist.ts';
import { answerOf, type Asked, digestOf, recordingNeighbours } from './neighbours.ts';
import { keepReading, type NotedReading, notedReadings } from './noted.ts';
import type { Finding, FoundArtefact, Group, Occurrence, ReadingFiles } from './readings.ts';
import { artefactOf, pathOf, recalled } from './recalled.ts';

/** A reader that keeps asking for more files than this is not followed further. */
const maxRounds = 64;

/** Occurrences at which a reader asked the same and got the same answers. */
interface Neighbourhood {
  readonly occurrences: Occurrence[];
  /** Null where there is nothing to be said of it. */
  readonly finding: FoundArtefact | null;
  /** Around the first occurrence. */
  readonly here: Companions;
  /** Whether it was noted, and not read. */
  readonly noted: boolean;
}

/** Neighbourhoods by what was asked, in the order in which they were met. */
interface Neighbourhoods {
  at(here: Companions): Neighbourhood | null;
  keep(asked: Asked, one: Neighbourhood): void;
  all(): Neighbourhood[];
}

/** One finding per distinct neighbourhood of a file whose reader consults it. What was noted of one is not read again. */
export async function* readWithCompanions(
  group: Group,
  reading: ReadingFiles,
  find: CompanionFinder,
): AsyncGenerator<Finding> {
  const { occurrences, reader } = group;
  const noted = notedReadings(reading.known.notes, group.key);
  const read = readerAt(group, reading);
  const neighbourhoods = noNeighbourhoods();
  const unread: Occurrence[] = [];
  let failed: Exclude<FileContent, { status: 'read' }> | null = null;
  for (const occurrence of occurrences) {
    const here = find(occurrence.node, reader.companions);
    const same = neighbourhoods.at(here);
    if (same !== null) {
      same.occurrences.push(occurrence);
      continue;
    }
    const held = [occurrence];
    const before = recalledAt(group, held, noted, here, reading);
    if (before !== null) {
      const { asked, finding } = before;
      neighbourhoods.keep(asked, { occurrences: held, finding, here, noted: true });
      continue;
    }
    // One after the other: what one reads of its neighbourhood, the next need not.
    // oxlint-disable-next-line no-await-in-loop
    const found = await read(held, here);
    if ('failed' in found) {
      unread.push(occurrence);
      failed = found.failed;
      continue;
    }
    const { asked, finding } = found;
    neighbourhoods.keep(asked, { occurrences: held, finding, here, noted: false });
  }
  if (failed !== null) yield { occurrences: unread, reader, failed };
  for (const { finding, here, noted: recall, occurrences: own } of neighbourhoods.all()) {
    if (finding === null) continue;
    // What is asked of it shows only when all its occurrences are known.
    if (!recall || reading.accepts(finding)) {
      yield finding;
      continue;
    }
    // oxlint-disable-next-line no-await-in-loop
    const found = await read(own, here);
    yield 'failed' in found ? { occurrences: own, reader, failed: found.failed } : found.finding;
  }
}

function noNeighbourhoods(): Neighbourhoods {
  const questions = new Map<string, { asked: Asked; byAnswer: Map<string, Neighbourhood> }>();
  return {
    at(here) {
      for (const { asked, byAnswer } of questions.values()) {
        const same = byAnswer.get(answerOf(asked, here));
        if (same !== undefined) return same;
      }
      return null;
    },
    keep(asked, one) {
      const text = JSON.stringify([asked.listed, ...asked.files.keys()]);
      const question = questions.get(text) ?? { asked, byAnswer: new Map() };
      questions.set(text, question);
      question.byAnswer.set(answerOf(question.asked, one.here), one);
    },
    all: () => [...questions.values()].flatMap(({ byAnswer }) => [...byAnswer.values()]),
  };
}

/** What was noted of a content in a neighbourhood that gave the same answers; null where there is none that will do. */
function recalledAt(
  group: Group,
  occurrences: readonly Occurrence[],
  noted: readonly NotedReading[],
  here: Companions,
  reading: ReadingFiles,
): { readonly asked: Asked; readonly finding: FoundArtefact | null } | null {
  for (const one of noted) {
    const { question } = one;
    if (question === null) continue;
    const { files, listed } = question;
    const asked = { listed, files: new Map(files.map((path) => [path, null])) };
    if (answerOf(asked, here) !== question.answer) continue;
    const found = recalled(group, occurrences, one, { ...reading, accepts: () => true });
    if (found === null) return null;
    if (found === 'nothing') return { asked, finding: null };
    return { asked, finding: { ...found, cutOff: isCutOff(asked, here) } };
  }
  return null;
}

type ReadAt = (
  occurrences: readonly Occurrence[],
  here: Companions,
) => Promise<
  | { readonly asked: Asked; readonly finding: FoundArtefact }
  | { readonly failed: Exclude<FileContent, { status: 'read' }> }
>;

/** Reads a content, once it is asked for, at one place after the other. */
function readerAt({ id, key, reader }: Group, { content, known, listing }: ReadingFiles): ReadAt {
  const fetched = fetchedCompanions(content);
  let own: FileContent | null = null;
  return async (occurrences, here) => {
    own ??= await fetchOne(content, id);
    if (own.status !== 'read') return { failed: own };
    const path = pathOf(listing, occurrences[0] as Occurrence);
    const { asked, digest, read } = await readAt(reader, own.bytes, path, here, fetched);
    const artefact = artefactOf(reader, read, digest);
    const { gist, note } = gistOf(reader, read);
    const files = [...asked.files.keys()];
    const question = { listed: asked.listed, files, answer: answerOf(asked, here) };
    const contentKey = fetched.hadAll(asked.files.values())
      ? keepReading(known.notes, key, question, note)
      : null;
    const cutOff = isCutOff(asked, here);
    return { asked, finding: { occurrences, reader, gist, artefact, contentKey, cutOff } };
  };
}

function isCutOff({ listed }: Asked, here: Companions): boolean {
  return listed && !here.list().complete;
}

/** Reads, fetches what was asked for, and reads again until nothing more is asked. */
async function readAt(
  reader: LockfileReader,
  bytes: Uint8Array,
  path: string,
  here: Companions,
  fetched: FetchedCompanions,
): Promise<{ asked: Asked; digest: string; read: Reading }> {
  for (let round = 0; ; round += 1) {
    const neighbours = recordingNeighbours(here, fetched.held);
    const read = reader.read(bytes, { path, neighbours });
    const wanted = neighbours.unfetched();
    if (wanted.length === 0 || round === maxRounds) {
      const asked = neighbours.asked();
      return { asked, digest: digestOf(bytes, asked, fetched.held), read };
    }
    await fetched.fetch(wanted);
  }
}
