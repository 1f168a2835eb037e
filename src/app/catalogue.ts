import { actions } from '../containment/index.ts';
import type { Action } from '../containment/types.ts';
import { worklistNames } from '../response/worklists.ts';
import type { Catalogue } from '../runbook/catalogue.ts';

/** What runbooks may name here: every containment action there is, and every worklist. */
export function catalogue(): Catalogue {
  return {
    actions: Object.fromEntries(
      actions.map(({ args, harmless, id, probe, selectors, semantics, undo }) => [
        id,
        {
          args,
          harmless,
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
