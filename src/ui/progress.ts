import type { Progress } from '../app/app.ts';
import { createPace } from './pace.ts';
import { progressText } from './progress-line.ts';

/** Progress as it is shown: a line written over itself on a terminal, a line now and then elsewhere. */
export interface ProgressLine {
  show(progress: Progress): void;
  /** Shows what is being fetched beside what was shown last. */
  fetching(what: string): void;
  clear(): void;
}

interface ProgressOptions {
  /** Whether nothing is written where there is no terminal. */
  readonly quiet: boolean;
  /** Milliseconds from any beginning. */
  readonly now: () => number;
}

/** Milliseconds between two lines in a log, and between two on a terminal that tell of the same target. */
const logPause = 30_000;
const screenPause = 50;

/** Columns of a line in a log, and of a terminal that does not say how wide it is. */
const logWidth = 200;
const unknownWidth = 80;

/** Shows progress on a stream. */
export function progressLine(
  stream: NodeJS.WriteStream,
  { now, quiet }: ProgressOptions,
): ProgressLine {
  const pace = createPace(now);
  let last = { at: now(), done: -1 };
  let latest: Progress = { done: 0, total: 0, name: '' };
  let shown = false;
  function show(progress: Progress): void {
    if (!stream.isTTY && quiet) return;
    latest = progress;
    const paced = pace(progress);
    const since = now() - last.at;
    if (stream.isTTY ? since < screenPause && progress.done === last.done : since < logPause)
      return;
    last = { at: now(), done: progress.done };
    // A line that wraps cannot be written over.
    if (stream.isTTY) {
      stream.write(`\r\u001b[K${progressText(paced, (stream.columns ?? unknownWidth) - 1)}`);
      shown = true;
    } else stream.write(`${progressText(paced, logWidth)}\n`);
  }
  return {
    show,
    fetching: (what) => show({ ...latest, name: `fetching ${what}` }),
    clear() {
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
}
