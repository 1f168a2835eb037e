import { FirebreakError } from '../errors.ts';
import type { Doors } from '../host/doors.ts';
import { nothingKnown } from './known.ts';
import { type LookSession, plainLook } from './look.ts';
import type { Part, Target } from './target.ts';
import { targetProblem } from './target-problem.ts';
import type { SourceItem } from './types.ts';

/** Makes a target of what is known of it. */
export function targetOf(facts: Omit<Target, 'sightings'>): Target {
  return {
    ...facts,
    sightings: (doors, session = plainLook) => sightingsOf(facts.parts, doors, session),
  };
}

/**
 * Looks at all parts of a target. What is wrong with one of several repositories is a problem beside what the others
 * hold; where none can be read, that is thrown.
 */
async function* sightingsOf(
  parts: readonly Part[],
  doors: Doors,
  session: LookSession,
): AsyncGenerator<SourceItem> {
  const known = nothingKnown();
  const failures: FirebreakError[] = [];
  // Files come first: they can be read even where git cannot read the repository.
  for (const part of [...ofKind(parts, 'files'), ...ofKind(parts, 'repository')]) {
    try {
      yield* part.look(known, doors, session);
    } catch (error) {
      doors.signal.throwIfAborted();
      if (!(error instanceof FirebreakError) || error.code === 'INTERRUPTED') throw error;
      failures.push(error);
    }
  }
  const all = failures.length === ofKind(parts, 'repository').length;
  const unreadable = all ? failures.pop() : undefined;
  yield* failures.map(({ message }) => targetProblem('GIT_UNREADABLE', message));
  if (unreadable !== undefined) throw unreadable;
}

function ofKind(parts: readonly Part[], kind: Part['kind']): Part[] {
  return parts.filter((part) => part.kind === kind);
}
