import { FirebreakError } from '../errors.ts';
import type { Question } from '../exposure/target-result.ts';
import type { Doors } from '../host/doors.ts';
import type { Inventory, TargetWriter } from '../inventory/types.ts';
import { placeOfRecord, recordsBelow } from '../sources/git/recall.ts';
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
  /** Whether there is one that things can be kept in. */
  readonly isOpen: boolean;
  close(): void;
}

export interface TargetSession extends LookSession {
  /** Keeps what the look found. To be called when it came to its end. */
  keep(): Promise<void>;
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
    isOpen: inventory !== null,
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
  const looked = new Set<string>();
  const scale = weigh ? createScale() : null;
  return {
    wants,
    read,
    memoryOf: (partKey) =>
      guarded(() => {
        const memory = inventory?.recall(identity, partKey) ?? null;
        return guardedMemory(memory, guarded, weigh ? memory?.weighed === true : null);
      }, null),
    recorderOf(partKey, partKind) {
      const recorder = guarded(() => writer?.part(partKey, partKind) ?? null, null);
      if (recorder === null) return null;
      recorder.reach?.(/ history=[a-z]+$/.test(partKey) ? 'history' : 'tips');
      const weighed = scale === null ? recorder : scale.weighing(recorder);
      const guardedOne = guardedRecorder(weighed, (work) => {
        try {
          work();
        } catch (error) {
          warned(error);
          writer?.abandon();
          writer = null;
        }
      });
      return {
        ...guardedOne,
        finish(...left) {
          looked.add(partKey);
          guardedOne.finish(...left);
        },
      };
    },
    unchanged(partKey) {
      looked.add(partKey);
      writer?.keep(partKey);
    },
    async keep() {
      // A look that came to nothing says nothing of what was there before.
      if (looked.size === 0) return;
      for (const key of await outdated(
        guarded(() => inventory?.partsOf(identity) ?? [], []),
        looked,
        app.doors,
      ))
        writer?.drop(key);
      guarded(() => writer?.commit(app.doors.clock.now().toISOString()), undefined);
    },
  };
}

/**
 * Parts of which what is known holds no more: those that lie where nothing is now, and those that a look saw all of which
 * went further. Of others, such as clones that were not scanned now, what was known stands, from when it was.
 */
async function outdated(
  parts: readonly string[],
  looked: ReadonlySet<string>,
  { files }: Pick<Doors, 'files'>,
): Promise<string[]> {
  const below = new Set([...looked].flatMap(recordsBelow));
  const found: string[] = [];
  for (const key of parts) {
    // A target has few parts.
    // oxlint-disable-next-line no-await-in-loop
    const there = await files.statusOf(placeOfRecord(key)).catch(() => undefined);
    if (there === null || below.has(key)) found.push(key);
  }
  return found;
}

/** What an incident has something to say of. Nothing is sought without one: reading and recording is all. */
function wantsOf({ matcher }: Question): LookSession['wants'] {
  if (matcher === null) return () => false;
  return (document) =>
    matcher.mayMatch(document) ||
    (document.requests ?? []).some((request) => matcher.judgeRequest(request) !== null);
}

type Guarded = <T>(work: () => T, otherwise: T) => T;

/**
 * Memory that remembers nothing where it cannot be read. `weighed`: whether it was taken down what weighs; null where nobody
 * asks. What is to be weighed must be read.
 */
function guardedMemory(
  memory: PartMemory | null,
  guarded: Guarded,
  weighed: boolean | null,
): PartMemory | null {
  if (memory === null) return null;
  /** Where something of it could not be read, nothing of it is evidence. */
  let whole = true;
  function orNone<T>(read: () => readonly T[]): readonly T[] {
    const found = guarded<readonly T[] | null>(read, null);
    if (found === null) whole = false;
    return found ?? [];
  }
  return {
    fingerprint: weighed === false ? null : guarded(() => memory.fingerprint, null),
    evidence: () => (whole ? guarded(() => memory.evidence(), null) : null),
    problems: () => orNone(() => memory.problems()),
    artefacts: () => orNone(() => memory.artefacts()),
    find: (key) => guarded(() => memory.find(key), null),
    notes: () => (weighed === null ? guarded(() => memory.notes?.() ?? null, null) : null),
  };
}

function guardedRecorder(
  recorder: PartRecorder,
  guarded: (work: () => void) => void,
): PartRecorder {
  return {
    artefact(...given) {
      let number = 0;
      guarded(() => {
        number = recorder.artefact(...given);
      });
      return number;
    },
    problem: (problem) => guarded(() => recorder.problem(problem)),
    ...(recorder.tip === undefined
      ? {}
      : { tip: (...told) => guarded(() => recorder.tip?.(...told)) }),
    settle() {
      let more = false;
      guarded(() => {
        more = recorder.settle?.() ?? false;
      });
      return more;
    },
    finish: (...left) => guarded(() => recorder.finish(...left)),
  };
}
