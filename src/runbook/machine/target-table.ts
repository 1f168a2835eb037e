import { FirebreakError } from '../../errors.ts';
import type { PlannedTarget } from '../../journal/vocabulary.ts';
import type { Counts, TargetState, TargetStateName } from './state.ts';

type Tally = Readonly<Record<TargetStateName, number>>;

interface Chunk {
  readonly targets: readonly TargetState[];
  readonly tally: Tally;
}

/**
 * Targets of one plan, in its order. A change copies one chunk and the list of chunks, so that states before it stay as
 * they were and 5,000 targets cost no more than a few dozen.
 */
export interface TargetTable {
  readonly planned: readonly PlannedTarget[];
  readonly index: ReadonlyMap<string, number>;
  readonly size: number;
  readonly chunks: readonly Chunk[];
  readonly tally: Tally;
}

const none: Tally = {
  pending: 0,
  'in-flight': 0,
  unknown: 0,
  applied: 0,
  verified: 0,
  satisfied: 0,
  failed: 0,
  waiting: 0,
  excluded: 0,
};

const first = { change: 'pending', satisfied: 'satisfied', person: 'waiting' } as const;

/** The targets of a plan that record `seq` states. */
export function tableOf(planned: readonly PlannedTarget[], seq: number): TargetTable {
  const targets = planned.map(({ key, name, note, state }): TargetState => {
    return { name, key, state: first[state], attempts: 0, seq, note };
  });
  const index = new Map(planned.map(({ name }, position) => [name, position]));
  return tabled(planned, index, targets);
}

/** One target; null where the plan does not name it. */
export function targetIn(table: TargetTable | null, name: string): TargetState | null {
  const position = table?.index.get(name);
  if (table === null || position === undefined) return null;
  return table.chunks[Math.floor(position / table.size)]?.targets[position % table.size] ?? null;
}

/** Whether a plan leaves a target to a person. */
export function isForPerson(table: TargetTable, name: string): boolean {
  return table.planned[table.index.get(name) ?? -1]?.state === 'person';
}

/** Every target, in the plan's order. */
export function allTargets(table: TargetTable | null): readonly TargetState[] {
  return table?.chunks.flatMap(({ targets }) => targets) ?? [];
}

/** The first target in a state; null where there is none. Looks through one chunk alone. */
export function firstIn(table: TargetTable | null, state: TargetStateName): TargetState | null {
  const chunk = table?.chunks.find(({ tally }) => tally[state] > 0);
  return chunk?.targets.find((target) => target.state === state) ?? null;
}

/** The table with one target changed. */
export function withTarget(table: TargetTable, next: TargetState): TargetTable {
  const position = table.index.get(next.name) ?? -1;
  const at = Math.floor(position / table.size);
  const chunk = table.chunks[at];
  const before = chunk?.targets[position % table.size];
  if (chunk === undefined || before === undefined)
    throw new FirebreakError('BUG', `no target ${next.name}`, 'Report this as a bug of firebreak.');
  const chunks = [...table.chunks];
  chunks[at] = {
    targets: chunk.targets.with(position % table.size, next),
    tally: moved(chunk.tally, before.state, next.state),
  };
  return { ...table, chunks, tally: moved(table.tally, before.state, next.state) };
}

/** The table with every failed target open again: those of a person wait for them. */
export function reopened(table: TargetTable, seq: number, note: string): TargetTable {
  const targets = allTargets(table).map((target): TargetState => {
    if (target.state !== 'failed') return target;
    const state = isForPerson(table, target.name) ? 'waiting' : 'pending';
    return { ...target, state, seq, note };
  });
  return tabled(table.planned, table.index, targets);
}

/** How many targets stand where. Throws BUG where they do not sum. */
export function countsOf(table: TargetTable | null): Counts {
  const { 'in-flight': inFlight, ...others } = table?.tally ?? none;
  const counts = { total: table?.planned.length ?? 0, ...others, inFlight };
  const sum = Object.values(counts).reduce((all, count) => all + count, 0) - counts.total;
  if (sum !== counts.total)
    throw new FirebreakError(
      'BUG',
      `${sum} targets are counted of ${counts.total}`,
      'Report this as a bug of firebreak.',
    );
  return counts;
}

function tabled(
  planned: readonly PlannedTarget[],
  index: ReadonlyMap<string, number>,
  targets: readonly TargetState[],
): TargetTable {
  const size = Math.max(32, Math.ceil(Math.sqrt(targets.length)));
  const chunks = Array.from({ length: Math.ceil(targets.length / size) }, (_, at): Chunk => {
    const some = targets.slice(at * size, (at + 1) * size);
    return { targets: some, tally: tallied(some) };
  });
  return { planned, index, size, chunks, tally: tallied(targets) };
}

function tallied(targets: readonly TargetState[]): Tally {
  const tally = { ...none };
  for (const { state } of targets) tally[state] += 1;
  return tally;
}

function moved(tally: Tally, from: TargetStateName, to: TargetStateName): Tally {
  const next = { ...tally };
  next[from] -= 1;
  next[to] += 1;
  return next;
}
