import type { z } from 'zod';
import type { Data, EventType } from '../../journal/vocabulary.ts';
import type { PlacedEvent } from './state.ts';

/** The data of an event whose type is known. The journal checked their shape before it handed the record out. */
export function said<T extends EventType>(event: PlacedEvent, _type: T): z.infer<(typeof Data)[T]> {
  return event.data as z.infer<(typeof Data)[T]>;
}

/** What a person reads of an event: its own words, else an empty text. */
export function wordsOf({ data }: PlacedEvent): string {
  const words = [data['detail'], data['note'], data['reason'], data['message'], data['question']];
  return words.filter((text) => typeof text === 'string').find((text) => text !== '') ?? '';
}
