import type { Catalogue } from '../catalogue.ts';
import type { KeyPath } from '../places.ts';
import type { Semantics } from '../schema.ts';
import {
  type Checked,
  type EffectStep,
  effectSteps,
  error,
  type Finding,
  knownText,
} from './lint.ts';

type Known = Catalogue['actions'][string];

const strength = { no: 0, keyed: 1, safe: 2 } as const;

/** Steps that name no action, an unknown one, or one that cannot be used as they say. */
export function actions(checked: Checked): readonly Finding[] {
  const { catalogue } = checked;
  const byId = new Map(checked.steps.map(({ step }) => [step.id, step]));
  return effectSteps(checked).flatMap(({ at, step }) => {
    const { action, undoes } = step;
    if ((action === undefined) === (undoes === undefined))
      return [
        error(
          'ACTION_OR_UNDOES',
          at,
          `step ${step.id} has to name either an action or, under undoes, a step`,
        ),
      ];
    if (undoes !== undefined) {
      const undone = byId.get(undoes);
      const name = undone !== undefined && 'action' in undone ? undone.action : undefined;
      const known = knownAction(catalogue, name);
      return known === null ? [] : undoFindings(step, at, known);
    }
    const known = knownAction(catalogue, action);
    if (known !== null) return doFindings(step, at, known);
    const names = knownText(Object.keys(catalogue.actions));
    return [error('UNKNOWN_ACTION', [...at, 'action'], `there is no action ${action}: ${names}`)];
  });
}

function knownAction({ actions: all }: Catalogue, name: string | undefined): Known | null {
  return name !== undefined && Object.hasOwn(all, name) ? (all[name] ?? null) : null;
}

function doFindings(step: EffectStep, at: KeyPath, known: Known): readonly Finding[] {
  const parsed = known.args.safeParse(step.with);
  return [
    ...(parsed.success
      ? []
      : parsed.error.issues.map((issue) =>
          error(
            'BAD_ARGUMENT',
            [...at, 'with', ...issue.path],
            `${step.action} does not take this: ${issue.message}`,
          ),
        )),
    ...selectorFindings(step, at, known),
    ...semanticsFindings(step, at, known.semantics),
    ...probeFindings(step, at, known.probe),
  ];
}

function undoFindings(step: EffectStep, at: KeyPath, known: Known): readonly Finding[] {
  return [
    ...(Object.keys(step.with).length === 0
      ? []
      : [error('BAD_ARGUMENT', [...at, 'with'], 'taking a change back has no arguments')]),
    ...(step.kind === 'per-target'
      ? [
          error(
            'BAD_SELECTOR',
            [...at, 'over'],
            'taking a change back goes over what was changed: make it an action',
          ),
        ]
      : []),
    ...semanticsFindings(step, at, { ...known.semantics, undo: false }),
    ...(known.undoProbe === null ? [] : probeFindings(step, at, known.undoProbe)),
  ];
}

function selectorFindings(step: EffectStep, at: KeyPath, { selectors }: Known): readonly Finding[] {
  if (step.kind === 'action')
    return selectors.length === 0
      ? []
      : [
          error(
            'BAD_SELECTOR',
            [...at, 'kind'],
            `${step.action} goes over targets: make it per-target, over ${selectors.join(' or ')}`,
          ),
        ];
  if (selectors.includes(step.over)) return [];
  const why =
    selectors.length === 0
      ? `${step.action} has one target of its own: make it an action`
      : `${step.action} goes over ${selectors.join(' or ')}`;
  return [error('BAD_SELECTOR', [...at, 'over'], `${step.over} can never match: ${why}`)];
}

function semanticsFindings(step: EffectStep, at: KeyPath, known: Semantics): readonly Finding[] {
  const { observable, repeat, undo } = step.semantics;
  const wider = [
    ...(strength[repeat] > strength[known.repeat]
      ? [['repeat', `repeat is ${known.repeat} at most`] as const]
      : []),
    ...(observable && !known.observable ? [['observable', 'nobody can observe it'] as const] : []),
    ...(undo && !known.undo ? [['undo', 'it cannot be taken back'] as const] : []),
  ];
  return wider.map(([key, why]) =>
    error(
      'WIDER_SEMANTICS',
      [...at, 'semantics', key],
      `step ${step.id} promises more than its action holds: ${why}`,
    ),
  );
}

function probeFindings(step: EffectStep, at: KeyPath, probe: string): readonly Finding[] {
  if (step.verify === probe) return [];
  return [
    error(
      'BAD_PROBE',
      [...at, 'verify'],
      `step ${step.id} is verified by ${probe}, not ${step.verify}`,
    ),
  ];
}
