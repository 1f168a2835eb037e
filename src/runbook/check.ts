import type { Catalogue } from './catalogue.ts';
import { actions } from './lints/actions.ts';
import { approval } from './lints/approval.ts';
import { controls } from './lints/controls.ts';
import { flow } from './lints/flow.ts';
import { ids } from './lints/ids.ts';
import { type Finding, type Lint, locatedSteps } from './lints/lint.ts';
import { owners } from './lints/owners.ts';
import { references } from './lints/references.ts';
import { undo } from './lints/undo.ts';
import { upkeep } from './lints/upkeep.ts';
import type { Places, Problem } from './places.ts';
import type { Runbook } from './schema.ts';

const lints: readonly Lint[] = [
  actions,
  approval,
  controls,
  flow,
  ids,
  owners,
  references,
  undo,
  upkeep,
];

/** What was found in a definition whose shape is right, each list in order of the file. */
export interface Findings {
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Checks what a schema cannot: a run starts only without errors. `now` in milliseconds since 1970. */
export function checkRunbook(
  runbook: Runbook,
  catalogue: Catalogue,
  places: Places,
  now: number,
): Findings {
  const checked = { runbook, catalogue, steps: locatedSteps(runbook), now };
  const all = lints.flatMap((lint) => lint(checked));
  const of = (severity: Finding['severity']): readonly Problem[] =>
    all
      .filter((one) => one.severity === severity)
      .map(({ at, code, message }) => ({
        path: places.file,
        code,
        message,
        line: places.lineOf(at),
      }))
      .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { errors: of('error'), warnings: of('warning') };
}
