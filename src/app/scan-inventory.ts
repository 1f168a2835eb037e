import { FirebreakError } from '../errors.ts';
import type { Question } from '../exposure/target-result.ts';
import type { Inventory, TargetWriter } from '../inventory/types.ts';
import { recordVariants } from '../sources/git/recall.ts';
import type { LookSession } from '../sources/look.ts';
import type { PartMemory, PartRecorder } from '../sources/memory.ts';
import type { Target } from '../sources/target.ts';
import type { App } from './app.ts';
import { openInventory } from './inventory.ts';
import { createScale } from './scale.ts';

/** The inventory as a scan uses it: what it cannot give or take is said once, and the scan goes on without. */
export interface ScanInventory {
  /** What one look at a target is given. */
  sessionFor(target: Target, question: Question, read: LookSession['read']): TargetSession;
  close(): void;
}

export interface TargetSession extends LookSession {
  /** Keeps what the look found. To be called when it came to its end. */
  keep(): void;
}

/**
 * Opens the inventory for a scan. Where that fails, sessions remember nothing and keep nothing. `weigh`: whether it is taken
 * down what weighs in the graphs of lockfiles.
 */
export async function scanInventory(app: App, weigh: boolean): Promise<ScanInventory> {
  const warned = warnOnce(app);
  let inventory: Inventory | null = null;
  try {
    inventory = await openInventory(app);
  } catch (error) {
    warned(error);
  }
  return {
    sessionFor: (target, question, read) =>
      sessionOver({ app, target, question, read, warned, weigh }, inventory),
    close: () => inventory?.close(),
  };
}

type Warned = (error: unknown) => void;

function warnOnce(app: App): Warned {
  const said = new Set<string>();
  return (error) => {
    if (!(error instanceof FirebreakError) || error.code === 'INTERRUPTED') throw error;
    if (said.has(error.code)) return;
    said.add(error.code);
    app.warn(`the inventory is not kept up: ${error.message}. ${error.hint ?? ''}`.trim());
  };
}

interface SessionFacts {
  readonly app: App;
  readonly target: Target;
  readonly question: Question;
  readonly read: LookSession['read'];
  readonly warned: Warned;
  readonly weigh: boolean;
}

function sessionOver(facts: SessionFacts, inventory: Inventory | null): TargetSession {
  const { app, question, read, target, warned, weigh } = facts;
  const { identity, kind, name, place } = target;
  const wants = wantsOf(question);
  const guarded = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch (error) {
      warned(error);
      return otherwise;
    }
  };
  let writer: TargetWriter | null = guarded(
    () => inventory?.begin({ identity, kind, name, place }) ?? null,
    null,
  );
  const named = new Set<string>();
  const scale = weigh ? createScale() : null;
  const giveUp = <T>(otherwise: T): T => {
    writer?.abandon();
    writer = null;
    return otherwise;
  };
  return {
    wants,
    read,
    memoryOf: (partKey) =>
      guarded(() => {
        const memory = inventory?.recall(identity, partKey) ?? null;
        return guardedMemory(memory, guarded, weigh && memory?.weighed === false);
      }, null),
    recorderOf(partKey, partKind) {
      named.add(partKey);
      const recorder = guarded(() => writer?.part(partKey, partKind) ?? null, null);
      if (recorder === null) return null;
      recorder.reach?.(partKey.includes(' history=') ? 'history' : 'tips');
      const weighed = scale === null ? recorder : scale.weighing(recorder);
      return guardedRecorder(weighed, (work) => {
        try {
          work();
        } catch (error) {
          warned(error);
          giveUp(null);
        }
      });
    },
    unchanged(partKey) {
      named.add(partKey);
      writer?.keep(partKey);
    },
    keep() {
      for (const key of named)
        for (const other of recordVariants(key)) if (!named.has(other)) writer?.keep(other);
      guarded(() => writer?.commit(app.doors.clock.now().toISOString()), undefined);
    },
  };
}

/** What an incident has something to say of. Nothing is sought without one: reading and recording is all. */
function wantsOf({ matcher }: Question): LookSession['wants'] {
  if (matcher === null) return () => false;
  return (document) =>
    matcher.mayMatch(document) ||
    (document.requests ?? []).some((request) => matcher.judgeRequest(request) !== null);
}

type Guarded = <T>(work: () => T, otherwise: T) => T;

/** Memory that remembers nothing where it cannot be read. `anew`: the part is looked at whether or not it has changed. */
function guardedMemory(
  memory: PartMemory | null,
  guarded: Guarded,
  anew: boolean,
): PartMemory | null {
  if (memory === null) return null;
  return {
    fingerprint: anew ? null : guarded(() => memory.fingerprint, null),
    evidence: () => guarded(() => memory.evidence(), null),
    problems: () => guarded(() => memory.problems(), []),
    artefacts: () => guarded(() => memory.artefacts(), []),
    find: (key) => guarded(() => memory.find(key), null),
  };
}

function guardedRecorder(
  recorder: PartRecorder,
  guarded: (work: () => void) => void,
): PartRecorder {
  return {
    artefact(key, artefact) {
      let number = 0;
      guarded(() => {
        number = recorder.artefact(key, artefact);
      });
      return number;
    },
    problem: (problem) => guarded(() => recorder.problem(problem)),
    ...(recorder.tip === undefined
      ? {}
      : { tip: (...told) => guarded(() => recorder.tip?.(...told)) }),
    finish: (fingerprint, evidence) => guarded(() => recorder.finish(fingerprint, evidence)),
  };
}
