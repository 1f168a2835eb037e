import { FirebreakError } from '../errors.ts';
import { recallPart } from '../inventory/memory.ts';
import type { Store } from '../inventory/store.ts';
import type { Evidence } from '../sources/evidence.ts';
import { unpackEvidence } from '../sources/evidence-pack.ts';
import type { App } from './app.ts';
import { type HeldStates, statesOfHistory } from './index-history.ts';
import type { FoundPlace } from './index-results.ts';

/** Where an artefact of a part lies, by its number there, sorted by path; null where nothing tells. */
export type PathsOf = (
  identity: string,
  partKey: string,
  number: number,
) => readonly FoundPlace[] | null;

/** What one part's evidence tells, made ready to be asked. */
interface PartPlaces {
  readonly evidence: Evidence;
  /** Rows by artefact. */
  readonly rows: ReadonlyMap<number, Evidence['rows']>;
  readonly states: HeldStates | null;
}

/**
 * Where artefacts lie, by the evidence that looks left. Each part's is unpacked once. Of evidence that cannot be read a
 * warning tells.
 */
export function pathsFromEvidence(store: Store, app: Pick<App, 'warn'>): PathsOf {
  const parts = new Map<string, PartPlaces | null>();
  return (identity, partKey, number) => {
    const key = `${identity}\n${partKey}`;
    const known = parts.get(key);
    const part = known === undefined ? partPlaces(store, identity, partKey, app) : known;
    parts.set(key, part);
    return part === null ? null : placesIn(part, number);
  };
}

function partPlaces(
  store: Store,
  identity: string,
  partKey: string,
  app: Pick<App, 'warn'>,
): PartPlaces | null {
  try {
    const bytes = recallPart(store, identity, partKey).evidence();
    if (bytes === null || bytes.length === 0) return null;
    const evidence = unpackEvidence(bytes);
    return {
      evidence,
      rows: Map.groupBy(evidence.rows, ({ artefact }) => artefact),
      states: evidence.history === null ? null : statesOfHistory(evidence.history),
    };
  } catch (error) {
    if (!(error instanceof FirebreakError) || error.code !== 'INVENTORY_INVALID') throw error;
    app.warn(`where things lie in ${partKey} is not known: ${error.message}. ${error.hint ?? ''}`);
    return null;
  }
}

function placesIn({ evidence, rows, states }: PartPlaces, number: number): FoundPlace[] | null {
  const own = rows.get(number);
  if (own === undefined) return null;
  const refs = new Map<string, Set<string>>();
  const runs = new Map<string, number[]>();
  for (const { past, places } of own)
    for (const place of places) {
      const names = refs.get(place.path) ?? new Set<string>();
      refs.set(place.path, names);
      for (const ref of place.refs) names.add(evidence.refs[ref]?.name ?? '');
      if (past) runs.set(place.path, [...(runs.get(place.path) ?? []), ...place.runs]);
    }
  return [...refs]
    .map(([path, names]) => {
      const held = states?.held(runs.get(path) ?? []) ?? null;
      for (const name of held?.refs ?? []) names.add(name);
      const place = { path, refs: [...names] };
      return held === null ? place : { ...place, history: held.history };
    })
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
