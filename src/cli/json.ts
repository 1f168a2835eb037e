import { hidden, escaped } from '../ui/printable.ts';

/**
 * JSON for a terminal or a pipe. Characters that JSON leaves as they are and a terminal obeys or hides are written as
 * escapes: names were chosen by strangers. Reading it gives the same text back.
 */
export function jsonText(value: unknown): string {
  // The line breaks between members are ours; those within strings are escapes already.
  return JSON.stringify(value, null, 2).replace(hidden, (found) =>
    found === '\n' ? found : escaped(found),
  );
}
