import type { PlanView } from '../response/schema.ts';
import { commandLines, labelled, plural, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { countsText } from './run-view.ts';
import { paint } from './style.ts';

const hang = 10;
const longest = 40;

/** A plan as an approver reads it: what would happen to what, how long it takes, and the command that approves it. */
export function planText(plan: PlanView): string {
  const { approve, changes, digest, direction, estimate, expiresAt, generation, step } = plan;
  const way = direction === 'undo' ? ' (takes back what was done)' : '';
  return [
    paint('bold', `Plan ${generation} of ${step}${way}`),
    ...labelled(2, 'digest', hang, digest),
    ...labelled(2, 'targets', hang, countsText(plan.targets)),
    ...labelled(2, 'takes', hang, `about ${plural(estimate.seconds, 'second')} (${estimate.lane})`),
    ...(expiresAt === null ? [] : labelled(2, 'until', hang, expiresAt)),
    '',
    ...changes.flatMap(changeLines),
    '',
    ...(approve === ''
      ? ['Nothing is to be approved here.']
      : [
          paint('bold', 'Approve'),
          ...commandLines(2, printable(approve)),
          paint('bold', 'Deny'),
          ...commandLines(2, printable(denialOf(approve))),
        ]),
  ].join('\n');
}

/** The other answer to what the command would approve. */
function denialOf(approve: string): string {
  return approve.replace(' approve ', ' deny ').replace(/ --digest .*$/, ' --note "..."');
}

function changeLines({
  action,
  args,
  instructions,
  kind,
  summary,
  target,
}: PlanView['changes'][number]): string[] {
  const word = { change: action, person: 'by hand', satisfied: 'nothing to do' }[kind];
  return [
    ...wrapped(2, `${paint('bold', printable(target))} ${paint('dim', word)}`),
    ...wrapped(4, printable(summary)),
    ...instructions.flatMap((line) => wrapped(6, paint('cyan', printable(line)))),
    ...(kind === 'change' ? argumentLines(args) : []),
  ];
}

/** What is done, in the action's own terms: every leaf of it on a line, so that nothing hides in a summary. */
function argumentLines(args: unknown): string[] {
  const lines = leaves(args);
  const more = lines.length - longest;
  return [
    ...lines.slice(0, longest).flatMap((line) => wrapped(6, paint('dim', printable(line)))),
    ...(more > 0
      ? wrapped(6, `and ${plural(more, 'more line')}: --json shows all of what is approved`)
      : []),
  ];
}

function leaves(value: unknown): string[] {
  const found: string[] = [];
  const open: { readonly path: string; readonly value: unknown }[] = [{ path: '', value }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (typeof at.value !== 'object' || at.value === null) {
      found.push(at.path === '' ? String(at.value) : `${at.path}: ${String(at.value)}`);
      continue;
    }
    const members = Object.entries(at.value).toReversed();
    for (const [name, member] of members)
      open.push({ path: at.path === '' ? name : `${at.path}.${name}`, value: member });
  }
  return found;
}
