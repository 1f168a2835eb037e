import { actions } from '../containment/index.ts';
import type { Action } from '../containment/types.ts';
import { worklistNames } from '../response/worklists.ts';
import type { Catalogue } from '../runbook/catalogue.ts';

/** Actions that write into the run's own directory alone. */
const harmless: ReadonlySet<string> = new Set([
  'evidence.preserve',
  'exposure.rescan',
  'repositories.rebuild',
]);

/** What runbooks may name here: every containment action there is, and every worklist. */
export function catalogue(): Catalogue {
  return {
    actions: Object.fromEntries(
      actions.map(({ args, id, probe, selectors, semantics, undo }) => [
        id,
        {
          args,
          harmless: harmless.has(id),
          probe,
          selectors,
          semantics,
          undoProbe: undo?.probe ?? null,
        },
      ]),
    ),
    worklists: worklistNames,
  };
}

/** The same actions, to be carried out. */
export function actionsById(): ReadonlyMap<string, Action> {
  return new Map(actions.map((action) => [action.id, action]));
}
