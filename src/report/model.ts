import { FirebreakError } from '../errors.ts';
import { aboutOf } from './about.ts';
import { withActions } from './actions.ts';
import { controlsOf } from './controls.ts';
import { decisionsOf, refusalsOf } from './decisions.ts';
import { effectsOf } from './effects.ts';
import { evidenceOf } from './evidence.ts';
import type { ReportInput } from './input.ts';
import { metricsOf } from './metrics.ts';
import { pointsOf } from './open-points.ts';
import type { Report } from './schema.ts';
import { timelineOf } from './timeline.ts';
import { verdictChange } from './verdicts.ts';

/**
 * The report of a run: a pure function of its records, its definition and the two maps. Throws JOURNAL_BROKEN where the
 * first record is not the start of a run.
 */
export function reportModel(input: ReportInput): Report {
  const { after, before, records, verified } = input;
  if (records[0]?.type !== 'run.started')
    throw new FirebreakError(
      'JOURNAL_BROKEN',
      'record 0 is not the start of a run: there is nothing to report on',
      '`firebreak journal verify` names all that does not hold.',
    );
  const verdict = verdictChange(input);
  const effects = effectsOf(input);
  const controls = controlsOf(input);
  return {
    schema: 'firebreak/report@1',
    about: aboutOf(input),
    verification: verified,
    verdict,
    metrics: metricsOf(input, effects, controls),
    timeline: timelineOf(records),
    decisions: decisionsOf(records),
    refusals: refusalsOf(input),
    controls,
    effects,
    coverage: { before: before.coverage, after: after?.coverage ?? null },
    ...withActions(input, pointsOf(input, { verdict, effects, controls })),
    evidence: evidenceOf(records),
  };
}
