import type { Incident } from '../incident/schema.ts';
import type { CoverageProblem } from './schema.ts';

/** What an incident's lists hold that nothing can be looked for by: it may name what a scan then does not find. */
export function listProblems(incident: Incident | null): CoverageProblem[] {
  return (incident?.lists ?? []).flatMap(({ entries, name, neverMatches, notUnderstood }) => {
    const base = { target: name, path: null, ref: null, line: null };
    const help = 'not looked for: `firebreak incident check LIST` names them';
    const problems: CoverageProblem[] = [];
    if (notUnderstood > 0) {
      const message = `${notUnderstood} of ${entries} entries of ${name} not understood, so ${help}`;
      problems.push({ ...base, code: 'LIST_NOT_UNDERSTOOD', message });
    }
    if (neverMatches > 0) {
      const message = `${neverMatches} of the names and versions in ${name} can never match, so ${help}`;
      problems.push({ ...base, code: 'LIST_NEVER_MATCHES', message });
    }
    return problems;
  });
}

/** Whether a problem is one of a list, not of a place. */
export function isListProblem({ code }: Pick<CoverageProblem, 'code'>): boolean {
  return code === 'LIST_NOT_UNDERSTOOD' || code === 'LIST_NEVER_MATCHES';
}
