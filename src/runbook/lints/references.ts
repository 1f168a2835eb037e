import type { KeyPath } from '../places.ts';
import { type Checked, error, type Finding, knownText } from './lint.ts';

/** Controls, facts, steps and worklists that are named and do not exist. */
export function references({ catalogue, runbook, steps }: Checked): readonly Finding[] {
  const facts = Object.keys(runbook.facts);
  const controls = runbook.controls.map(({ id }) => id);
  const ids = steps.map(({ step }) => step.id);
  const find = (
    code: string,
    what: string,
    known: readonly string[],
    name: string | undefined,
    at: KeyPath,
  ): readonly Finding[] =>
    name === undefined || known.includes(name)
      ? []
      : [error(code, at, `there is no ${what} ${name}: ${knownText(known)}`)];
  const all = (
    code: string,
    what: string,
    known: readonly string[],
    names: readonly string[],
    at: KeyPath,
  ): readonly Finding[] =>
    names.flatMap((name, index) => find(code, what, known, name, [...at, index]));
  return [
    ...steps.flatMap(({ at, step }) => [
      ...find('UNKNOWN_CONTROL', 'control', controls, step.control, [...at, 'control']),
      ...find('UNKNOWN_FACT', 'fact', facts, step.records, [...at, 'records']),
      ...(step.kind === 'gate'
        ? all('UNKNOWN_FACT', 'fact', facts, step.require, [...at, 'require'])
        : []),
      ...(step.kind === 'human'
        ? find('UNKNOWN_WORKLIST', 'worklist', catalogue.worklists, step.worklist, [
            ...at,
            'worklist',
          ])
        : []),
    ]),
    ...runbook.interlocks.flatMap((lock, index) => [
      ...all('UNKNOWN_STEP', 'step', ids, lock.before, ['interlocks', index, 'before']),
      ...all('UNKNOWN_FACT', 'fact', facts, lock.require, ['interlocks', index, 'require']),
    ]),
  ];
}
