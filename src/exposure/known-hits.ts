import type { LockDocument, LockedPackage } from '../lockfile/types.ts';
import type { Artefact } from '../sources/types.ts';
import type { Hit, Sifted } from './hits.ts';
import type { Matcher } from './matcher.ts';

/** Says what of a remembered artefact answers to an incident. */
export type KnownHits = (artefact: Artefact) => Sifted;

/**
 * Holds remembered artefacts against an incident by the numbers of statements that are hit already, each judged once for
 * all that hold it. Each stands in a document of its own, since what lies around it in a file is not asked for.
 */
export function knownHits(hits: ReadonlySet<number>, matcher: Matcher): KnownHits {
  const marks = marksOf(hits);
  const known = new Map<number, Hit | null>();
  const hitOf = (id: number, { table }: NonNullable<LockDocument['statements']>): Hit | null => {
    const made = known.get(id);
    if (made !== undefined) return made;
    const locked = table.at(id);
    const match = matcher.match(locked);
    const hit = match === null ? null : { document: alone(locked), index: 0, locked, match };
    known.set(id, hit);
    return hit;
  };
  return ({ reading }) => {
    const sifted = { hits: [] as Hit[], requests: [] as Sifted['requests'][number][] };
    for (const { requests = [], statements } of reading.documents) {
      for (const request of requests) {
        const judgement = matcher.judgeRequest(request);
        if (judgement?.kind === 'match') sifted.requests.push({ request, judgement });
      }
      for (const id of statements?.ids ?? []) {
        if (marks[id] !== 1) continue;
        const hit = hitOf(id, statements as NonNullable<typeof statements>);
        if (hit !== null) sifted.hits.push(hit);
      }
    }
    return { ...sifted, asides: [], unclear: [] };
  };
}

/** A document of which one package is known, and nothing that asks for it. */
function alone(locked: LockedPackage): LockDocument {
  return {
    label: 'project',
    packages: [locked],
    covers: 'unknown',
    graph: () => ({ importers: 'unknown', edges: [] }),
    lines: () => [0],
  };
}

/** A mark for each number that is hit: files have thousands of numbers, and one look at an array is cheaper than at a set. */
function marksOf(hits: ReadonlySet<number>): Uint8Array {
  let largest = -1;
  for (const id of hits) largest = Math.max(largest, id);
  const marks = new Uint8Array(largest + 1);
  for (const id of hits) marks[id] = 1;
  return marks;
}
