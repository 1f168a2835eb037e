import type { Compiled } from './machine/compiled.ts';
import { isEffect } from './machine/compiled.ts';
import type { LeafStep, Step } from './schema.ts';

const shapes: Readonly<Record<LeafStep['kind'], readonly [string, string]>> = {
  action: ['[', ']'],
  'per-target': ['[[', ']]'],
  human: ['[/', '/]'],
  gate: ['{', '}'],
  report: ['([', '])'],
};

/**
 * A definition as a Mermaid flowchart: steps in their order with their owners, branches side by side, facts that
 * interlocks and gates wait for as dotted edges from the step that records them, and what takes what back.
 */
export function mermaidOf(compiled: Compiled): string {
  const names = new Map(compiled.steps.map(({ id }, index) => [id, `s${index}`]));
  const nameOf = (id: string): string => names.get(id) ?? '';
  const lines = ['flowchart TD'];
  let before = ['start'];
  lines.push(`  start((${label(compiled.definition.title)}))`);
  for (const [index, step] of compiled.definition.steps.entries()) {
    lines.push(...nodes(step, index, nameOf));
    const firsts = ends(step, 0).map(nameOf);
    lines.push(...before.flatMap((from) => firsts.map((to) => `  ${from} --> ${to}`)));
    before = ends(step, -1).map(nameOf);
  }
  lines.push(`  finish((${label('end')}))`, ...before.map((from) => `  ${from} --> finish`));
  return `${[...lines, ...dotted(compiled, nameOf)].join('\n')}\n`;
}

/** Ids of the steps that a step begins (0) or ends (-1) with. */
function ends(step: Step, at: 0 | -1): readonly string[] {
  if (step.kind !== 'parallel') return [step.id];
  return step.branches.flatMap(({ steps }) => steps.at(at)?.id ?? []);
}

function nodes(step: Step, index: number, nameOf: (id: string) => string): readonly string[] {
  if (step.kind !== 'parallel') return [`  ${node(step, nameOf)}`];
  return [
    `  subgraph p${index}[${label(step.title)}]`,
    ...step.branches.flatMap((branch, at) => [
      `    subgraph p${index}b${at}[${label(branch.id)}]`,
      ...branch.steps.map((inner) => `      ${node(inner, nameOf)}`),
      ...branch.steps
        .slice(1)
        .map(
          (inner, before) =>
            `      ${nameOf(branch.steps[before]?.id ?? '')} --> ${nameOf(inner.id)}`,
        ),
      '    end',
    ]),
    '  end',
  ];
}

function node(step: LeafStep, nameOf: (id: string) => string): string {
  const [open, close] = shapes[step.kind];
  const policy = isEffect(step) && step.approval === 'one' ? ', approved by one' : '';
  return `${nameOf(step.id)}${open}${label(step.title, `${step.id}, ${step.owner}${policy}`)}${close}`;
}

function dotted(compiled: Compiled, nameOf: (id: string) => string): readonly string[] {
  return compiled.steps.flatMap((step) => [
    ...(compiled.required.get(step.id) ?? []).flatMap((fact) => {
      const recorder = compiled.recorders.get(fact);
      return recorder === undefined
        ? []
        : [`  ${nameOf(recorder.id)} -. ${label(fact)} .-> ${nameOf(step.id)}`];
    }),
    ...(isEffect(step) && step.undoes !== undefined && nameOf(step.undoes) !== ''
      ? [`  ${nameOf(step.id)} -. ${label('takes back')} .-> ${nameOf(step.undoes)}`]
      : []),
  ]);
}

/** Lines of a label. Whatever Mermaid or HTML could read as more than a letter is written as its number. */
function label(...lines: readonly string[]): string {
  const safe = lines.map((line) =>
    line.replace(/[^\p{L}\p{N} ,.:?!'-]/gu, (character) => {
      const code = character.codePointAt(0) ?? 0;
      // A number of one that turns or hides what follows would be obeyed as the character itself.
      return /[\p{C}\p{Zl}\p{Zp}]/u.test(character) ? `U ${code.toString(16)} ` : `#${code};`;
    }),
  );
  return `"${safe.join('<br/>')}"`;
}
