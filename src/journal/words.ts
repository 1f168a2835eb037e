import { z } from 'zod';
import { Actor } from './record.ts';
import { Data, EventType } from './vocabulary.ts';

let words: ReadonlySet<string> | null = null;

/**
 * The words of the vocabulary: names of fields, and the values that some of them choose from. They are public, and a
 * record without them cannot be read: a password that happens to be one of them is left where it stands alone.
 */
export function vocabularyWords(): ReadonlySet<string> {
  if (words !== null) return words;
  const found = new Set<string>();
  const open: unknown[] = [Actor, EventType, ...Object.values(Data)].map((shape) =>
    z.toJSONSchema(shape),
  );
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    for (const [name, value] of Object.entries(at)) {
      if (name === 'properties') for (const field of Object.keys(value)) found.add(field);
      if (name === 'enum') for (const word of value) found.add(String(word));
      if (value !== undefined) open.push(value);
    }
  }
  words = found;
  return found;
}
