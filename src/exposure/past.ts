import type { HeldIn, RepositoryHistory } from '../sources/history.ts';
import type { Place, Sighting } from '../sources/types.ts';
import type { Exposure } from './schema.ts';
import type { Variant } from './variant.ts';

/** Contents of the past that are listed as evidence. */
const listed = 20;

/** What history says of one row, while sightings come in. */
export interface Past {
  readonly held: HeldIn[];
  /** What the first content of the past says: it counts only where nothing holds it now. */
  variant: Variant | null;
  readonly evidence: Map<string, Exposure['evidence'][number]>;
}

/** A row of which history has said nothing yet. */
export function noPast(): Past {
  return { held: [], variant: null, evidence: new Map() };
}

type Evidence = Exposure['evidence'][number];

/** What a sighting of the past adds to the evidence of its rows, with its key; null for one of what is there now. */
export function pastEvidence({
  artefact: { digest, reader },
  past: isPast,
  source,
}: Sighting): readonly [key: string, Evidence] | null {
  return isPast === true ? [`${digest} ${source}`, { digest, reader, source }] : null;
}

/** Takes down the commits that hold it at a place, and the content, if it is of the past. */
export function noteHeld(
  past: Past,
  { held }: Place,
  evidence: ReturnType<typeof pastEvidence>,
): void {
  if (held !== undefined) past.held.push(held);
  if (evidence !== null) past.evidence.set(...evidence);
}

/** All the histories that rows speak of, each once. */
export function historiesIn(rows: Iterable<{ readonly past: Past }>): RepositoryHistory[] {
  return [...new Set([...rows].flatMap(({ past }) => past.held.map(({ history }) => history)))];
}

/** How many distinct contents hold it, now or in the past. */
export function artefactsIn(variants: readonly Variant[], past: Past): number {
  const then = [...past.evidence.values()].map(({ digest }) => digest);
  return new Set([...variants.map(({ evidence }) => evidence.digest), ...then]).size;
}

/** Evidence of what is there now, all of it, and after it of the past as much as is listed; each part sorted. */
export function evidenceIn(variants: readonly Variant[], past: Past): Evidence[] {
  const now = new Map(variants.map(({ evidence: one }) => [`${one.digest} ${one.source}`, one]));
  const then = [...past.evidence.keys()].filter((key) => !now.has(key)).toSorted();
  return [
    ...[...now].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
    ...then.slice(0, listed).map((key) => past.evidence.get(key) as Evidence),
  ];
}
