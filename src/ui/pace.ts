import type { Progress } from '../app/app.ts';

/** Milliseconds over which what was longer ago counts a third. */
const memory = 10_000;

/** Milliseconds between two looks at the clock that say something of a speed. */
const least = 500;

/** Before this many milliseconds, and this many targets, nothing is known of how fast they go. */
const groundTime = 3000;
const groundTargets = 3;

interface Speed {
  readonly at: number;
  readonly count: number;
  /** A second; null before there is one. */
  readonly rate: number | null;
}

/** Adds rate and time left to progress as it comes, by a clock in milliseconds. Both are smoothed. */
export function createPace(now: () => number): (progress: Progress) => Progress {
  const began = now();
  let targets: Speed = { at: began, count: 0, rate: null };
  let blobs: Speed = { at: began, count: 0, rate: null };
  return (progress) => {
    const at = now();
    targets = faster(targets, progress.done, at);
    blobs = faster(blobs, progress.blobs ?? 0, at);
    if (at - began < groundTime) return progress;
    const rate = progress.blobs === undefined ? targets.rate : blobs.rate;
    const left = progress.total - progress.done;
    const known = progress.done >= groundTargets && targets.rate !== null && targets.rate > 0;
    return {
      ...progress,
      ...(rate === null ? {} : { rate }),
      ...(known && left > 0 ? { secondsLeft: Math.ceil(left / (targets.rate ?? 1)) } : {}),
    };
  };
}

/** The longer a stretch of time was, the more what happened in it counts. */
function faster(speed: Speed, count: number, at: number): Speed {
  const span = at - speed.at;
  if (span < least) return speed;
  const here = ((count - speed.count) * 1000) / span;
  const weight = 1 - Math.exp(-span / memory);
  const rate = speed.rate === null ? here : speed.rate + (here - speed.rate) * weight;
  return { at, count, rate };
}
