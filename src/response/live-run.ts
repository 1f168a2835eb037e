import type { Action, Json, World } from '../containment/types.ts';
import { FirebreakError } from '../errors.ts';
import type { EvidenceStore } from '../journal/evidence.ts';
import type { Actor, EvidenceRef, JournalRecord, RunEvent } from '../journal/record.ts';
import type { EventType } from '../journal/vocabulary.ts';
import type { Journal } from '../journal/writer.ts';
import { advance, type Compiled, replay } from '../runbook/machine/index.ts';
import type { RunState } from '../runbook/machine/state.ts';
import type { LeafStep } from '../runbook/schema.ts';
import { type RunIndex, runIndex } from './run-index.ts';

/** What happened, with what can be left out left out. */
export interface NewEvent {
  readonly type: EventType;
  readonly actor: Actor;
  readonly step?: string;
  readonly target?: string;
  readonly attempt?: number;
  readonly key?: string;
  readonly cause?: number;
  readonly data: RunEvent['data'];
  readonly evidence?: readonly EvidenceRef[];
}

/** A run that this process writes. */
export interface LiveRun {
  readonly id: string;
  readonly compiled: Compiled;
  /** `sha256:` of the definition in force. */
  readonly definition: string;
  readonly actions: ReadonlyMap<string, Action>;
  readonly world: World;
  readonly evidence: EvidenceStore;
  /** firebreak itself, as an actor. */
  readonly engine: Actor;
  readonly index: RunIndex;
  /** Steps that this process armed: what they found is fresh. */
  readonly armedHere: Set<string>;
  /** Writes the report; gives what was written. */
  report(): Promise<{ readonly detail: string; readonly evidence: readonly EvidenceRef[] }>;
  /** Called with every record once it is safe on the disk. */
  readonly told: (record: JournalRecord) => void;
  state(): RunState;
  records(): readonly JournalRecord[];
  /** Asks the machine, then writes, then goes on. Throws STEP_REFUSED where the state does not take the event. */
  record(event: NewEvent): Promise<JournalRecord>;
}

/** What a run is made of, without what it works out itself. */
export type RunParts = Omit<LiveRun, 'armedHere' | 'index' | 'state' | 'records' | 'record'> & {
  readonly journal: Journal;
};

/** Takes a run up where its journal leaves it. Throws JOURNAL_BROKEN where the records cannot have happened. */
export function liveRun(parts: RunParts): LiveRun {
  const { journal } = parts;
  const index = runIndex();
  for (const record of journal.records) index.add(record);
  let state = replay(parts.compiled, journal.records);
  return {
    ...parts,
    armedHere: new Set(),
    index,
    state: () => state,
    records: () => journal.records,
    async record(event) {
      const whole = complete(event);
      // One time for the decision and the record: what is on the disk must be decided the same when it is read.
      const at = journal.now();
      const next = advance(parts.compiled, state, { ...whole, seq: journal.records.length, at });
      const record = await journal.append(whole, at);
      state = record.redacted.length === 0 ? next : advance(parts.compiled, state, record);
      index.add(record);
      parts.told(record);
      return record;
    },
  };
}

function complete(event: NewEvent): RunEvent {
  return {
    type: event.type,
    step: event.step ?? null,
    target: event.target ?? null,
    attempt: event.attempt ?? null,
    key: event.key ?? null,
    cause: event.cause ?? null,
    actor: event.actor,
    data: event.data,
    evidence: [...(event.evidence ?? [])],
  };
}

/** A step of the definition. Throws STEP_NOT_FOUND. */
export function stepOf(compiled: Compiled, id: string): LeafStep {
  const step = compiled.steps.find((one) => one.id === id);
  if (step !== undefined) return step;
  throw new FirebreakError(
    'STEP_NOT_FOUND',
    `the runbook has no step ${id}`,
    `It has: ${compiled.steps.map((one) => one.id).join(', ')}.`,
  );
}

/** What the last application under a key left; null where it was cut off or none was. */
export function appliedUnder(run: LiveRun, key: string): Json {
  return run.index.outcome(key)?.result ?? null;
}
