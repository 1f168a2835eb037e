import type { Beside } from './beside.ts';
import type { HeldIn, RepositoryHistory } from './history.ts';
import type { Place, Ref, Sighting } from './types.ts';

/** Where one artefact lies, by the number that a recorder gave it. */
export interface EvidenceRow {
  readonly artefact: number;
  /** Whether it was met in history. */
  readonly past: boolean;
  readonly places: readonly EvidencePlace[];
}

export interface EvidencePlace {
  readonly path: string;
  /** Indexes into the evidence's refs. */
  readonly refs: readonly number[];
  readonly beside: readonly Beside[];
  /** States of the history that hold it there, as runs of neighbours: first and last of each; none at tips alone. */
  readonly runs: readonly number[];
}

/** What a look at one part found, apart from what the artefacts state: enough to say where each lies without looking again. */
export interface Evidence {
  /** The source that found it (`git`, `directory`). */
  readonly source: string;
  readonly refs: readonly Ref[];
  readonly rows: readonly EvidenceRow[];
  /** Null where tips alone were looked at. */
  readonly history: RepositoryHistory | null;
}

/** Gathers evidence while a part is looked at. */
export interface EvidenceBuilder {
  /** Takes a sighting whose artefact bears that number. */
  add(artefact: number, sighting: Sighting): void;
  finish(history: RepositoryHistory | null): Evidence;
}

/** Evidence of nothing yet. */
export function gatherEvidence(source: string): EvidenceBuilder {
  const numbers = new Map<string, number>();
  // Most refs come again as they are.
  const met = new WeakMap<Ref, number>();
  const held: Ref[] = [];
  const rows: EvidenceRow[] = [];
  function numberOf(ref: Ref): number {
    const known = met.get(ref);
    if (known !== undefined) return known;
    const key = JSON.stringify([ref.class, ref.name, ref.commit]);
    const number = numbers.get(key) ?? held.push(ref) - 1;
    numbers.set(key, number);
    met.set(ref, number);
    return number;
  }
  return {
    add(artefact, sighting) {
      rows.push({
        artefact,
        past: sighting.past === true,
        places: sighting.places().map((place) => ({
          path: place.path,
          refs: place.refs.map(numberOf),
          beside: place.beside,
          runs: runsOf(place.held?.states ?? []),
        })),
      });
    },
    finish: (history) => ({ source, refs: held, rows, history }),
  };
}

/** The places of a row, as the sighting had them. */
export function placesOfRow(row: EvidenceRow, { history, refs }: Evidence): Place[] {
  return row.places.map(({ beside, path, refs: own, runs }) => {
    const held: HeldIn | undefined =
      row.past && history !== null ? { history, states: statesOf(runs) } : undefined;
    const place = { path, refs: own.map((index) => refs[index] as Ref), beside };
    return held === undefined ? place : { ...place, held };
  });
}

/** States are numbered as history meets them, so that what stays for a while is a run. */
function runsOf(states: readonly number[]): number[] {
  const runs: number[] = [];
  for (const state of states) {
    if (runs.length > 0 && runs.at(-1) === state - 1) runs[runs.length - 1] = state;
    else runs.push(state, state);
  }
  return runs;
}

function statesOf(runs: readonly number[]): number[] {
  const states: number[] = [];
  for (let at = 0; at + 1 < runs.length; at += 2)
    for (let state = runs[at] as number; state <= (runs[at + 1] as number); state += 1)
      states.push(state);
  return states;
}
