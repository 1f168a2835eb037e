import type { Progress } from '../app/app.ts';
import { printable } from './printable.ts';

/** A line of progress that is written over itself on a terminal, and not written at all elsewhere. */
export interface ProgressLine {
  show(progress: Progress): void;
  clear(): void;
}

/** A progress line on a stream. */
export function progressLine(stream: NodeJS.WriteStream): ProgressLine {
  let shown = false;
  return {
    show({ done, name, total }) {
      if (!stream.isTTY) return;
      const width = Math.max(20, (stream.columns ?? 80) - 1);
      stream.write(`\r\u001b[K${`${done}/${total} targets  ${printable(name)}`.slice(0, width)}`);
      shown = true;
    },
    clear() {
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
}
