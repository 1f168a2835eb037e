import { FirebreakError } from '../errors.ts';
import { type LiveRun, stepOf } from './live-run.ts';
import { stepStateOf } from './lookup.ts';
import { worklist } from './worklists.ts';

/** Puts a human step's question, with the worklist it names as evidence. */
export async function ask(run: LiveRun, step: string): Promise<void> {
  const definition = stepOf(run.compiled, step);
  if (definition.kind !== 'human')
    throw new FirebreakError('BUG', `step ${step} asks nobody`, 'Report it.');
  const list = definition.worklist === undefined ? null : worklist(run, definition.worklist);
  const evidence =
    list === null
      ? []
      : [
          await run.evidence.keep(
            `worklist-${step}.md`,
            'text/markdown',
            Buffer.from(`${list.join('\n')}\n`),
          ),
        ];
  await run.record({
    type: 'step.asked',
    actor: run.engine,
    step,
    cause: stepStateOf(run.state(), step).seq,
    data: { question: definition.ask },
    evidence,
  });
}
