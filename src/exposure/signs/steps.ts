import type { Sign } from '../schema.ts';
import { namesText } from '../names-text.ts';

/** Signs that change a verdict. */
export function countingSigns(signs: readonly Sign[] | undefined): Sign[] {
  return (signs ?? []).filter(({ strength }) => strength !== 'weak');
}

/** What to do about signs, each a sentence. */
export function signSteps(signs: readonly Sign[]): string[] {
  const acting = signs.filter(({ matched }) => matched.behaviour !== null);
  const quiet = signs.filter(({ matched }) => matched.behaviour === null);
  const steps: string[] = [];
  if (acting.length > 0)
    steps.push(
      `Open no clone of ${targetsOf(acting)} in an editor or with an agent: files there start commands by themselves. Remove them on every ref that holds them.`,
    );
  if (quiet.length > 0)
    steps.push(
      `Find out who committed the signs in ${targetsOf(quiet)}, with whose credentials, and what ran them since: a payload that is committed was there already.`,
    );
  return steps;
}

function targetsOf(signs: readonly Sign[]): string {
  return namesText([...new Set(signs.map(({ target }) => target))].toSorted());
}
