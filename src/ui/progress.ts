import stringWidth from 'string-width';
import type { Progress } from '../app/app.ts';
import { printable } from './printable.ts';

/** A line of progress that is written over itself on a terminal, and not written at all elsewhere. */
export interface ProgressLine {
  show(progress: Progress): void;
  clear(): void;
}

/** As many whole characters as fit into a width in terminal columns. */
function cut(text: string, width: number): string {
  let taken = '';
  let room = width;
  for (const character of text) {
    room -= stringWidth(character);
    if (room < 0) break;
    taken += character;
  }
  return taken;
}

/** A progress line on a stream. */
export function progressLine(stream: NodeJS.WriteStream): ProgressLine {
  let shown = false;
  return {
    show({ done, name, total }) {
      if (!stream.isTTY) return;
      const text = `${done}/${total} targets  ${printable(name)}`;
      // A line that wraps cannot be written over.
      stream.write(`\r\u001b[K${cut(text, (stream.columns ?? 80) - 1)}`);
      shown = true;
    },
    clear() {
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
}
