import { isoMoment } from '../../sources/moment.ts';
import type { ExposureHistory } from './schema.ts';
import type { Trace } from './trace.ts';

const listed = 20;

/** Commits that hold it and whose committer time cannot be right, the oldest first, and how many there are. */
export function clockRows({
  ground,
  holds,
  turns,
}: Trace): Pick<ExposureHistory, 'clocks' | 'clocksTotal'> {
  const { chronicle, lives, window } = ground;
  const { authoredAt, committedAt } = chronicle.commits;
  const clocks: ExposureHistory['clocks'] = [];
  let clocksTotal = 0;
  for (let commit = turns.introduced[0] ?? 0; commit < holds.length; commit += 1) {
    if (holds[commit] === 0) continue;
    const tooOld = (committedAt[commit] as number) < window.notBefore;
    if (!tooOld && lives.clocks.wrong[commit] === 0) continue;
    clocksTotal += 1;
    const own = lives.clocks.faultOf(commit);
    const fault = own === 'none' ? 'before-publication' : own;
    if (clocks.length < listed)
      clocks.push({
        commit: chronicle.commits.oidOf(commit),
        fault,
        authoredAt: isoMoment(authoredAt[commit] as number),
        committedAt: isoMoment(committedAt[commit] as number),
      });
  }
  return { clocks, clocksTotal };
}
