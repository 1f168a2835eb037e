import type { ExposureMap } from '../exposure/schema.ts';
import { countingExposures } from '../exposure/weight.ts';
import { dataOf, type JournalRecord } from '../journal/record.ts';
import type { Compiled } from '../runbook/machine/index.ts';
import type { Control } from '../runbook/schema.ts';
import { after } from './duration.ts';
import type { LiveRun } from './live-run.ts';

/** Starts the clocks of the controls whose threshold the exposure map passes, from the run's first record on. */
export async function setDeadlines(run: LiveRun): Promise<void> {
  const [first] = run.records();
  if (first === undefined) return;
  const running = new Set(
    run
      .records()
      .flatMap((one) => (one.type === 'deadline.set' ? [dataOf(one, 'deadline.set').control] : [])),
  );
  for (const control of run.compiled.definition.controls) {
    if (running.has(control.id) || !isTriggered(control, run.world.map)) continue;
    const dueAt = after(first.at, control.respondWithin);
    await run.record({
      type: 'deadline.set',
      actor: run.engine,
      cause: 0,
      data: { control: control.id, owner: control.owner, dueAt },
    });
  }
}

/** Whether an exposure map passes a control's threshold. */
function isTriggered({ trigger }: Control, map: ExposureMap): boolean {
  return countOf(trigger.count, map) >= trigger.atLeast;
}

function countOf(what: Control['trigger']['count'], map: ExposureMap): number {
  switch (what) {
    case 'always':
      return Number.POSITIVE_INFINITY;
    case 'exposures':
      return countingExposures(map.exposures).length;
    case 'targets.exposed':
      return map.targets.filter(({ verdict }) => verdict === 'exposed').length;
    case 'targets.unknown':
      return map.targets.filter(({ verdict }) => verdict === 'unknown').length;
  }
}

/** When each control is due, ISO 8601, by its id; those whose clock runs. */
export function dueTimes(
  compiled: Compiled,
  records: readonly JournalRecord[],
): ReadonlyMap<string, string> {
  const known = new Set(compiled.definition.controls.map(({ id }) => id));
  return new Map(
    records.flatMap((record) => {
      if (record.type !== 'deadline.set') return [];
      const { control, dueAt } = dataOf(record, 'deadline.set');
      return known.has(control) ? [[control, dueAt] as const] : [];
    }),
  );
}
