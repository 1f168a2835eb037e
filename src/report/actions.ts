import { after } from '../response/duration.ts';
import { type Rule, rules } from './action-rules.ts';
import { leafSteps, peopleOf } from './definition.ts';
import type { ReportInput } from './input.ts';
import type { Point } from './open-points.ts';
import type { ActionItem, OpenPoint } from './open-schema.ts';
import { shellWord } from './shell-word.ts';
import { dataOf, type JournalRecord } from '../journal/record.ts';

const shown = 20;

/** Points with the action that closes each, and those actions: everything open has an owner, a date and a check. */
export function withActions(
  input: ReportInput,
  points: readonly Point[],
): { readonly openPoints: OpenPoint[]; readonly actions: ActionItem[] } {
  const groups = new Map<string, Point[]>();
  for (const [index, point] of points.entries()) {
    const own = rules[point.kind].shared ? '' : `${index}`;
    const id = `${point.kind} ${point.step ?? ''} ${own}`;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [point]);
    else group.push(point);
  }
  const sorted = [...groups.values()]
    .map((group) => ({ group, action: actionOf(input, group) }))
    .toSorted((a, b) => (a.action.due === b.action.due ? 0 : a.action.due < b.action.due ? -1 : 1));
  const width = Math.max(2, `${sorted.length}`.length);
  const ids = new Map<Point, string>();
  const actions = sorted.map(({ action, group }, index) => {
    const id = `A-${`${index + 1}`.padStart(width, '0')}`;
    for (const point of group) ids.set(point, id);
    return { id, ...action };
  });
  return {
    openPoints: points.map((point) => ({ ...point, action: ids.get(point) ?? '' })),
    actions,
  };
}

function actionOf(input: ReportInput, group: readonly Point[]): Omit<ActionItem, 'id'> {
  const [first] = group as readonly [Point, ...Point[]];
  const rule = rules[first.kind];
  const owner = ownerOf(input, first);
  return {
    title: rule.title(first.step ?? '', group.length),
    type: rule.type,
    owner,
    people: peopleOf(input.site, owner),
    due: first.until ?? dueOf(input, rule),
    points: group.length,
    about: group.slice(0, shown).map(({ name }) => name),
    records: [...new Set(group.flatMap(({ seq }) => (seq === null ? [] : [seq])))].slice(0, shown),
    check: checkOf(input, rule),
    closedWhen: rule.closedWhen,
  };
}

/** The person who decided answers for an exclusion; else the owner of the control or the step, else the runbook's. */
function ownerOf({ definition, records }: ReportInput, point: Point): string {
  if (point.kind === 'excluded') {
    const record = records.find(({ seq }) => seq === point.seq);
    if (record?.actor.kind === 'person') return `person:${record.actor.id}`;
  }
  const control = definition.controls.find(
    ({ id }) => point.kind === 'missed-control' && id === point.name,
  );
  const step = leafSteps(definition).find(({ id }) => id === point.step);
  return control?.owner ?? step?.owner ?? definition.owner;
}

function dueOf({ records }: ReportInput, { due }: Rule): string {
  return after((records.at(-1) as JournalRecord).at, due === 'incident' ? 'P1D' : 'P7D');
}

function checkOf({ records }: ReportInput, { check }: Rule): string {
  const first = records[0] as JournalRecord;
  const started = dataOf(first, 'run.started');
  const run = shellWord(first.run);
  switch (check) {
    case 'verify':
      return `firebreak journal verify ${run}`;
    case 'status':
      return `firebreak respond status ${run}`;
    case 'exposure':
      return `firebreak exposure show --incident ${shellWord(started.incident.id)}`;
    case 'coverage':
      return `firebreak exposure coverage --incident ${shellWord(started.incident.id)}`;
    case 'runbook':
      return `firebreak runbook show ${shellWord(started.runbook.id)}`;
    case 'report':
      return 'firebreak report';
    case 'show':
      return `firebreak journal show ${run}`;
  }
}
